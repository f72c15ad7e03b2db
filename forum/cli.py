"""The command `forum`."""

import logging
import sys

import click
from flask import Flask
from flask.cli import ScriptInfo

from forum import create_app
from forum.commands import content, importing, keeping, serving
from forum.config import WrongSetting


def _create_app() -> Flask:
    logging.basicConfig(
        format="%(asctime)s %(name)s %(message)s", level=logging.WARNING
    )
    try:
        app = create_app()
    except WrongSetting as mistake:
        click.echo(f"forum: {mistake}", err=True)
        sys.exit(2)
    logging.getLogger("forum").setLevel(logging.WARNING)
    return app


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Forum and project showcase of a regional climate alliance."""
    context.obj = ScriptInfo(create_app=_create_app, set_debug_flag=False)


for command in (
    serving.serve,
    serving.worker,
    serving.migrate,
    content.demo,
    content.member,
    content.render_all,
    importing.import_file,
    keeping.search,
    keeping.reindex,
    keeping.doctor,
    keeping.weigh,
    keeping.backup,
    keeping.restore,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
