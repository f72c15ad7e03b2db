"""How cases and decisions are found: never without saying for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Viewer
from forum.core.activities import ActivityRow
from forum.core.db import session
from forum.core.errors import Missing
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.permissions import comments_visible_to
from forum.entries.activities import EntrySubmitted
from forum.entries.models import Entry, Picture, State
from forum.entries.permissions import UNFINISHED, visible_to
from forum.goals.models import Goal, GoalLink
from forum.moderation.queue.models import Decision, Verdict
from forum.projects.models import Origin, Result

OWN_RULES = (Goal.__mapper__.polymorphic_identity,)  # written by editors, never sent in


@dataclass(frozen=True)
class Event:
    """One line of a case's history; without a verdict it was sent in."""

    at: datetime
    verdict: Verdict | None = None
    by: str = ""
    message: str = ""


def is_case(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Entries the desk shows: what this viewer may see, no drafts and no goals."""
    return sa.and_(
        visible_to(viewer),
        Entry.state.not_in(UNFINISHED),
        Entry.kind.not_in(OWN_RULES),
    )


def entry_case(number: int, viewer: Viewer) -> Entry:
    """An entry as this viewer may see it, with its author."""
    found = session.scalar(
        sa.select(Entry)
        .where(Entry.id == number, is_case(viewer))
        .options(joinedload(Entry.author))
    )
    if found is None:
        raise Missing
    return found


def comment_case(number: int, viewer: Viewer) -> Comment:
    """A comment this viewer may read, with its author and the entry above it."""
    found = session.scalar(
        sa.select(Comment)
        .join(Comment.entry)
        .where(Comment.id == number, visible_to(viewer), comments_visible_to(viewer))
        .options(joinedload(Comment.author), joinedload(Comment.entry))
    )
    if found is None:
        raise Missing
    return found


def oldest_entry(viewer: Viewer) -> Entry | None:
    """What has waited longest among the entries."""
    return session.scalar(
        sa.select(Entry)
        .where(Entry.state == State.SUBMITTED, is_case(viewer))
        .order_by(sa.func.coalesce(Entry.submitted_at, Entry.created_at), Entry.id)
        .limit(1)
    )


def is_comment_case(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Comments the lists of the desk show: those below what everybody may read."""
    public = sa.select(Entry.id).where(Entry.state == State.PUBLISHED)
    return sa.and_(comments_visible_to(viewer), Comment.entry_id.in_(public))


def oldest_comment(viewer: Viewer) -> Comment | None:
    """What has waited longest among the comments."""
    return session.scalar(
        sa.select(Comment)
        .where(Comment.state == CommentState.HELD, is_comment_case(viewer))
        .order_by(Comment.created_at, Comment.id)
        .limit(1)
    )


def contributions(authors: Iterable[int | None]) -> dict[int, int]:
    """How many entries and comments of each of these members everybody may read."""
    wanted = set(authors)
    public = sa.union_all(
        sa.select(Entry.author_id).where(
            Entry.author_id.in_(wanted), Entry.state == State.PUBLISHED
        ),
        sa.select(Comment.author_id).where(
            Comment.author_id.in_(wanted), Comment.state == CommentState.PUBLISHED
        ),
    ).subquery()
    author = public.c.author_id
    rows = session.execute(sa.select(author, sa.func.count()).group_by(author))
    return {number: count for number, count in rows if number}


def without_alt(entries: Iterable[int]) -> dict[int, int]:
    """How many pictures of each entry have no description."""
    rows = session.execute(
        sa.select(Picture.entry_id, sa.func.count())
        .where(
            Picture.entry_id.in_(list(entries)),
            Picture.alt == "",
            Picture.decorative.is_(False),
        )
        .group_by(Picture.entry_id)
    )
    return {number: count for number, count in rows if number}


def guessed_co2(entries: Iterable[int]) -> dict[int, int]:
    """How many tons of CO₂ a year each entry says it saves, as far as estimated."""
    rows = session.execute(
        sa.select(Result.entry_id, sa.func.sum(Result.value))
        .where(
            Result.entry_id.in_(list(entries)),
            Result.indicator == "co2",
            Result.origin == Origin.GESCHAETZT,
        )
        .group_by(Result.entry_id)
    )
    return {number: int(value) for number, value in rows}


def asked_back(entries: Iterable[int]) -> set[int]:
    """Those of these entries to which somebody once had a question."""
    rows = session.scalars(
        sa.select(Decision.entry_id).where(
            Decision.entry_id.in_(list(entries)), Decision.verdict == Verdict.RETURNED
        )
    )
    return {number for number in rows if number}


def linked_goals(entry_id: int) -> list[int]:
    """The numbers of the goals an entry contributes to."""
    return list(
        session.scalars(
            sa.select(GoalLink.goal_id).where(GoalLink.entry_id == entry_id)
        )
    )


def last_decision(entry_id: int) -> Decision | None:
    """What was decided last about an entry, and by whom."""
    return session.scalar(_decisions(Decision.entry_id == entry_id).limit(1))


def last_decision_on_comment(comment_id: int) -> Decision | None:
    """What was decided last about a comment, and by whom."""
    return session.scalar(_decisions(Decision.comment_id == comment_id).limit(1))


def history(entry_id: int) -> list[Event]:
    """Every time an entry was sent in, and every decision, newest first."""
    sent = session.scalars(
        sa.select(ActivityRow.at).where(
            ActivityRow.entry_id == entry_id,
            ActivityRow.name == EntrySubmitted.__name__,
        )
    )
    events = [Event(at) for at in sent] + _events(Decision.entry_id == entry_id)
    return sorted(events, key=lambda one: one.at, reverse=True)


def history_of_comment(comment_id: int) -> list[Event]:
    """Every decision about a comment, newest first."""
    return _events(Decision.comment_id == comment_id)


def _events(wanted: sa.ColumnElement[bool]) -> list[Event]:
    return [
        Event(
            one.at,
            one.verdict,
            one.decider.display_name if one.decider else "",
            one.message,
        )
        for one in session.scalars(_decisions(wanted))
    ]


def _decisions(wanted: sa.ColumnElement[bool]) -> sa.Select[Decision]:
    return (
        sa.select(Decision)
        .where(wanted)
        .options(joinedload(Decision.decider))
        .order_by(Decision.at.desc(), Decision.id.desc())
    )
