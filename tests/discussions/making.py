"""Conversations and comments, made with the services and committed."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.accounts.members.rights import Role
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.threads import service as threads
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import Entry, State
from forum.entries.service import publish
from tests import make

TEXT = "Abends brennt das Flutlicht, und der Strom vom Dach ist weg."


def words(
    topic: Topic = Topic.FRAGE,
    title: str = "Wer hat Erfahrung mit Speichern?",
    source: str = TEXT,
    field: str = "energie",
    place: str = "ahaus",
    html: str = "",
) -> threads.Words:
    """What somebody wants to talk about."""
    return threads.Words(topic, title, source, html or render(source), field, place)


def thread(author: Member, state: State = State.PUBLISHED, **told: object) -> Thread:
    """A conversation in this state, whoever began it."""
    with transaction():
        made = threads.begin(words(**told), by=author)  # type: ignore[arg-type]
        if state is State.PUBLISHED:
            publish(made, by=None)
        else:
            made.state = state
    return made


def comment(
    below: Entry,
    author: Member,
    source: str = "Rechnet mit 10 Kilowattstunden.",
    reply_to: Comment | None = None,
    state: CommentState | None = None,
) -> Comment:
    """Something said, in this state; by default in the one it gets by itself.

    Held is only what a new member says.
    """
    with transaction():
        made = comments.write(below, source, render(source), author, reply_to)
    if state is not None and state is not made.state:
        _bring(made, author, state)
    assert state in (None, made.state)
    return made


def _bring(made: Comment, author: Member, state: CommentState) -> None:
    """Everybody could read it once, whatever has become of it."""
    by = moderator()
    with transaction():
        comments.release(made, by=by)
        if state is CommentState.HIDDEN:
            comments.hide(made, by=by)
        elif state is CommentState.DELETED:
            comments.delete(made, by=author)


def moderator() -> Member:
    """Somebody who decides, and appears nowhere else."""
    email = "desk@example.org"
    return member_by_email(email) or make.member(
        "Dora Desk", email=email, role=Role.MODERATOR
    )


def known(*members: Member) -> None:
    """Let these members be known: something of theirs has been published."""
    for member in members:
        thread(member, title=f"Hier ist {member.display_name}")


def happened() -> list[str]:
    """The names of what was recorded, oldest first."""
    return list(session.scalars(sa.select(ActivityRow.name).order_by(ActivityRow.id)))


def forget() -> None:
    """Begin to watch from here."""
    with transaction():
        session.execute(sa.delete(ActivityRow).where(~ActivityRow.audited))


def letters() -> list[tuple[str, str]]:
    """Address and subject of each letter that follows from what happened."""
    run_jobs()
    rows = session.execute(
        sa.select(Letter.address, Letter.subject).order_by(Letter.id)
    )
    return [(address, subject) for address, subject in rows]
