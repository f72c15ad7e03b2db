"""`forum demo`, `member`, `render`: what is in the forum, and who."""

import tomllib
from pathlib import Path
from typing import Any, cast

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import aliased

from forum.accounts.members import service as members
from forum.accounts.members.forms import JoinForm
from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.accounts.members.rights import Role
from forum.accounts.organisations.models import Organisation
from forum.accounts.second.service import forget_second_factor
from forum.commands import keeping
from forum.commands.keeping import how_many_said
from forum.config import Settings
from forum.core.activities import Job, run_jobs
from forum.core.db import Base, names_constraint, release, session, transaction
from forum.core.mail import Letter
from forum.core.passwords import hashed
from forum.core.text import TEXT_VERSION, render
from forum.discussions.comments.models import Comment
from forum.editorial.pages.models import PageText
from forum.entries.models import Entry, Picture
from forum.features import FEATURES
from forum.index.engine import Index
from forum.moderation.offers.models import Offer
from forum.site.actors import ACTORS

BATCH = 500


def is_empty() -> bool:
    """Whether nobody has registered yet."""
    empty = session.scalar(sa.select(Member.id).limit(1)) is None
    session.rollback()
    return empty


def load_demo(settings: Settings) -> None:
    """The demo of every feature, from the core up, or nothing; no letter leaves.

    If somebody stops it, the forum is empty still, and the next start begins anew.
    """
    try:
        with transaction():
            for feature in FEATURES:
                if feature.demo is not None:
                    feature.demo()
            _forget_letters()
            (settings.instance / "demo").touch()
    finally:
        mark_demo(settings)
    while run_jobs():
        pass  # until nothing is left: the index takes so many at once


def mark_demo(settings: Settings) -> None:
    """Let the pages say that this is a demo, as long as somebody of it is there."""
    marker = settings.instance / "demo"
    if session.scalar(sa.select(Member.id).where(Member.demo).limit(1)) is None:
        marker.unlink(missing_ok=True)
    else:
        marker.touch()
    session.rollback()


def _forget_letters() -> None:
    """What the demo did long ago is no news to anybody."""
    session.execute(sa.delete(Letter))
    notices = Job.listener.contains(".notices.")
    session.execute(sa.delete(Job).where(notices))


def demo_people(cast: Path) -> list[tuple[str, str]]:
    """Key and role of the demo's staff, and of one member."""
    people = tomllib.loads(cast.read_text("utf-8"))["member"]
    staff = [(one["key"], one["role"]) for one in people if one["role"] != "member"]
    return [("ada", "member"), *staff]


@click.command()
@click.option("--clear", is_flag=True, help="Take the demo content away again.")
@with_appcontext
def demo(clear: bool) -> None:
    """Load the demo content."""
    settings: Settings = current_app.extensions["settings"]
    if clear:
        clear_demo()
        mark_demo(settings)
        click.echo("The demo content is gone.")
        return
    if not is_empty():
        raise click.ClickException(
            "There is content already; the demo wants an empty forum."
        )
    load_demo(settings)
    click.echo("The demo content is loaded.")


def clear_demo() -> None:
    """Delete the people of the demo and all that is theirs, and only that."""
    people = sa.select(Member.id).where(Member.demo)
    with transaction():
        entries = list(
            session.scalars(sa.select(Entry.id).where(Entry.author_id.in_(people)))
        )
        digests = _pictures(Picture.entry_id.in_(entries))
        _delete_rows("entry_id", entries)
        talked = _delete_comments(people)
        _delete_children_of_entry(entries)
        session.execute(
            sa.delete(Base.metadata.tables["entry"]).where(Entry.id.in_(entries))
        )
        session.execute(sa.delete(Organisation).where(Organisation.demo))
        _delete_marked()
        session.execute(sa.delete(Offer).where(Offer.by.in_(people)))
        digests |= set(session.scalars(sa.select(Member.picture).where(Member.demo)))
        _forget_people(people)
        digests -= _pictures(Picture.digest.in_(digests)) | {""}
    for digest in digests:
        current_app.extensions["media"].delete(digest)
    keeping.index_entries(talked)
    index: Index = current_app.extensions["index"]
    index.drop(entries)


def _pictures(where: sa.ColumnElement[bool]) -> set[str]:
    return set(session.scalars(sa.select(Picture.digest).where(where)))


def _delete_comments(people: sa.Select[Any]) -> list[int]:
    """Delete what they said below entries of others; returns these entries."""
    theirs = Comment.author_id.in_(people)
    talked = sa.select(Comment.entry_id).where(theirs).distinct()
    numbers = list(session.scalars(talked))
    answers = Comment.parent_id.in_(sa.select(Comment.id).where(theirs))
    _change(Comment, answers, parent_id=None, root_id=Comment.id)
    above = aliased(Comment)
    root = sa.select(above.root_id).where(above.id == Comment.parent_id)
    strand = root.correlate(Comment).scalar_subquery()
    while _change(Comment, Comment.root_id != strand, root_id=strand):
        pass  # answers to answers follow, one step each time
    session.execute(sa.delete(Comment).where(theirs))
    _change(
        Entry, Entry.comment_count != how_many_said(), comment_count=how_many_said()
    )
    return numbers


def _change(model: type[Base], where: sa.ColumnElement[bool], **values: Any) -> int:
    change = sa.update(model).where(where).values(**values)
    done = session.execute(change.execution_options(synchronize_session=False))
    return cast(sa.CursorResult[Any], done).rowcount


def _delete_rows(column: str, numbers: list[int]) -> None:
    """Rows of every table that refer to these entries."""
    for table in reversed(Base.metadata.sorted_tables):
        if column in table.c and table.name not in ("entry", "activity"):
            session.execute(sa.delete(table).where(table.c[column].in_(numbers)))


def _delete_children_of_entry(numbers: list[int]) -> None:
    """The own tables of the kinds, which share the number of the entry."""
    for table in reversed(Base.metadata.sorted_tables):
        keys = {
            key.target_fullname for key in table.foreign_keys if key.parent.primary_key
        }
        if "entry.id" in keys:
            session.execute(sa.delete(table).where(table.c.id.in_(numbers)))


def _delete_marked() -> None:
    """Rows that belong to nobody and say themselves that they are of the demo."""
    for table in reversed(Base.metadata.sorted_tables):
        if "demo" in table.c and table.name not in ("entry", "member"):
            session.execute(sa.delete(table).where(table.c.demo))


def _forget_people(people: sa.Select[Any]) -> None:
    """Members of the demo; where others' rows name them, the name is taken out."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "member.id" and key.parent.nullable:
                session.execute(
                    sa.update(table)
                    .where(key.parent.in_(people))
                    .values({key.parent.name: None})
                )
    session.execute(sa.delete(Member).where(Member.demo))


@click.group()
def member() -> None:
    """Make members and give them roles."""


@member.command()
@click.option(
    "--role", type=click.Choice([str(role.value) for role in Role]), default="member"
)
@click.option("--name", prompt="Display name")
@click.option("--email", prompt="E-mail address")
@click.option("--actor", type=click.Choice(ACTORS.codes), default="kreis")
@click.password_option()
@with_appcontext
def create(role: str, name: str, email: str, actor: str, password: str) -> None:
    """Make a confirmed member; the form for joining says who may be one."""
    told = {"display_name": name, "email": email, "password": password}
    registration = _registration({**told, "actor": actor, "rules": "y"})
    try:
        with transaction():
            members.create(registration, Role(role))
    except sa.exc.IntegrityError as error:
        raise _taken(error) from error
    click.echo(f"{registration.display_name} is a member ({role}).")


def _registration(told: dict[str, str]) -> members.Registration:
    """What the form makes of it, or its first complaint in English."""
    address = {"method": "POST", "environ_base": {"forum.language": "en"}}
    with current_app.test_request_context(data=told, **address):
        form = JoinForm(meta={"csrf": False})
        if not form.validate():
            where, what = form.mistakes[0]
            raise click.ClickException(f"{where}: {what}.")
        return members.Registration(
            form.display_name.data,
            form.email.data,
            hashed(form.password.data),
            form.actor.data,
        )


def _taken(error: sa.exc.IntegrityError) -> Exception:
    """Whose place in the table is taken, in words."""
    for column, word in (("email_key", "address"), ("name_key", "name")):
        if names_constraint(error, f"member.{column}"):
            return click.ClickException(f"There is a member with this {word} already.")
    return error


@member.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice([str(role.value) for role in Role]))
@with_appcontext
def give_role(email: str, role: str) -> None:
    """Give a member another role."""
    with transaction():
        found = member_by_email(email)
        if found is None:
            raise click.ClickException("There is no member with this address.")
        members.set_role(found, Role(role), by=None)
    click.echo(f"{email} is {role} now.")


@member.command()
@click.argument("email")
@with_appcontext
def confirm(email: str) -> None:
    """Confirm a member's address by hand."""
    with transaction():
        found = member_by_email(email)
        if found is None:
            raise click.ClickException("There is no member with this address.")
        members.confirm_unseen(found)
    click.echo(f"{email} is confirmed.")


@member.command("forget-second")
@click.argument("email")
@with_appcontext
def forget_second(email: str) -> None:
    """Take a lost second factor away; its owner sets up a new one after signing in."""
    with transaction():
        found = member_by_email(email)
        if found is None:
            raise click.ClickException("There is no member with this address.")
        forget_second_factor(found, by=None)
    click.echo(f"{email} has no second factor now.")


@click.command("render")
@with_appcontext
def render_all() -> None:
    """Render again what an older version rendered."""
    models: tuple[type[Any], ...] = (Entry, Comment, Organisation, PageText)
    for model in models:
        done = 0
        while count := _render_some(model):
            done += count
            click.echo(f"{model.__tablename__}: {done}", err=True)
        release()


def _render_some(model: type[Any]) -> int:
    """Outside the write; what somebody changes meanwhile is not touched."""
    old = sa.select(model.id, model.source).where(model.text_version < TEXT_VERSION)
    rows = session.execute(old.limit(BATCH))
    rendered = {number: (source, render(source)) for number, source in rows}
    with transaction():
        for number, (source, html) in rendered.items():
            same = sa.and_(model.id == number, model.source == source)
            _change(model, same, html=html, text_version=TEXT_VERSION)
    return len(rendered)
