"""`forum serve` and `forum worker`: the site, and the work behind it."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.accounts.members.demo import CAST, PASSWORD
from forum.accounts.privacy.retention import keep
from forum.accounts.second.service import DEMO_SECRET, demo_code
from forum.commands import content
from forum.config import Settings
from forum.core import mail, schema
from forum.core.activities import run_jobs, stuck
from forum.core.db import db, release
from forum.core.faults import trace
from forum.features import FEATURES

log = logging.getLogger("forum.worker")

ROOT = Path(__file__).parent.parent.parent
WORKERS = 2
THREADS = 4
IDLE_SECONDS = 0.5  # how soon a job is taken in quiet
TROUBLE_SECONDS = 5  # how soon it is tried again when a whole round fails
ROUTINE_SECONDS = 60
PATIENCE = 10  # seconds a process gets to finish
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Chore = Callable[[], int | None]


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the tables up to date."""
    schema.upgrade(db.engine)


@click.command()
@click.option("--setup", is_flag=True, help="Migrate, and fill an empty database.")
@with_appcontext
def serve(setup: bool) -> None:
    """Start the web server and the worker, and keep both alive."""
    settings: Settings = current_app.extensions["settings"]
    if setup:
        prepare(settings)
    if not schema.is_current(db.engine):
        raise click.ClickException("The tables are not up to date: forum migrate")
    _announce(settings)
    release()
    db.engine.dispose()
    Keeper(
        {
            "web": _web(settings),
            "worker": [sys.executable, "-m", "forum.cli", "worker"],
        },
        {**os.environ, "FORUM_INSTANCE": str(settings.instance)},
    ).run()


def prepare(settings: Settings) -> None:
    """Tables, and in an empty database the demo, unless DEMO=0."""
    schema.upgrade(db.engine)
    if settings.demo != "0" and content.is_empty():
        click.echo("Loading the demo content …")
        content.load_demo(settings)


def _web(settings: Settings) -> list[str]:
    host = urlsplit(settings.base_url).hostname or ""
    inside = host in LOOPBACK and settings.demo != "public"
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:application"),
        *("--chdir", str(ROOT), "--worker-class", "gthread"),
        *("--bind", f"{'127.0.0.1' if inside else '0.0.0.0'}:{settings.port}"),  # noqa: S104
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--timeout", "30", "--graceful-timeout", "25", "--log-level", "warning"),
        *("--logger-class", "forum.commands.quiet.Quiet"),  # and no access log
        *("--max-requests", "5000", "--max-requests-jitter", "500"),
    ]


def _announce(settings: Settings) -> None:
    click.echo(f"\nThe forum is at {settings.base_url}  (Ctrl+C ends it)\n")
    if (settings.instance / "demo").exists() and settings.demo != "0":
        click.echo(f"Demo sign-ins, password {PASSWORD}:")
        for key, role in content.demo_people(CAST):
            click.echo(f"  {key}@example.org  {role}")
        click.echo(
            "Whoever has a role is asked for a code of six digits. Add this secret to "
            f"an\nauthenticator app: {DEMO_SECRET}  (right now: {demo_code()}),\n"
            "or, on this machine, read the code from the page that asks for it.\n"
        )
    if not settings.is_secure:
        click.echo(
            "Over plain http cookies are not marked as secure: for a trial only."
        )
    if not settings.mail_url:
        click.echo(
            f"No MAIL_URL: letters go to {settings.outbox} and are shown here.\n"
        )


class Keeper:
    """Starts some processes, starts again what ends, ends all when asked to."""

    def __init__(self, commands: dict[str, list[str]], environ: dict[str, str]) -> None:
        self.commands = commands
        self.environ = environ
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.ending = False

    def run(self) -> None:
        """Until SIGTERM or Ctrl+C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        while not self.ending:
            for name in self.commands:
                self._keep(name)
            time.sleep(1)
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            _finish(process)

    def _keep(self, name: str) -> None:
        process = self.running.get(name)
        if process is None or process.poll() is not None:
            if process is not None:
                click.echo(f"{name} ended with {process.returncode}, starting it again")
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own commands
                self.commands[name], env=self.environ, start_new_session=True
            )

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.ending = True


def _finish(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then end.")
@click.option("--stuck", "show_stuck", is_flag=True, help="List what failed.")
@with_appcontext
def worker(once: bool, show_stuck: bool) -> None:
    """Do the work that follows from what people do: index, letters, reminders."""
    if show_stuck:
        for job in stuck():
            click.echo(f"{job.id} {job.listener} {job.trouble}")
        if given_up := mail.given_up():
            click.echo(f"Letters given up: {given_up}")
        return
    if once:
        for chore in WORK:
            chore()
        return
    _until_told()


WORK = (run_jobs, mail.send_due)  # jobs, then the letters they wrote


def _until_told() -> None:
    ended: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: ended.append(number))
    parent, routine_at = os.getppid(), 0.0
    while not ended and os.getppid() == parent:
        if time.monotonic() >= routine_at:
            routine_at = time.monotonic() + ROUTINE_SECONDS
            each_alone(routines())
        done = each_alone(WORK)
        if None in done:
            time.sleep(TROUBLE_SECONDS)
        elif not any(done):
            time.sleep(IDLE_SECONDS)


def routines() -> list[Chore]:
    """What is done once a minute."""
    return [
        *(one for feature in FEATURES for one in feature.routines),
        *(partial(keep, rule) for feature in FEATURES for rule in feature.rules),
    ]


def each_alone(chores: Sequence[Chore]) -> list[int | None]:
    """Do them one after the other, whatever becomes of each; None where one failed."""
    return [_alone(chore) for chore in chores]


def _alone(chore: Chore) -> int | None:
    try:
        return chore() or 0
    except Exception as error:
        log.error("%s failed: %s", _name(chore), trace(error))
        return None
    finally:
        release()


def _name(chore: Chore) -> str:
    """What failed: a routine, or the rule that is kept."""
    if isinstance(chore, partial):
        return str(chore.args[0].name)
    return f"{chore.__module__}.{chore.__name__}"
