"""The lists of the desk: what waits, what was asked back, what is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Member, Viewer
from forum.core.clock import now
from forum.core.db import session
from forum.core.pages import Page
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry, State
from forum.moderation.queue.ages import Age, age
from forum.moderation.queue.hints import Noticed, warnings
from forum.moderation.queue.models import Decision
from forum.moderation.queue.queries import (
    asked_back,
    contributions,
    guessed_co2,
    is_case,
    is_comment_case,
    without_alt,
)

PER_PAGE = 20


class Tab(StrEnum):
    """The lists, as they stand in the address of the desk."""

    ENTRIES = "beitraege"
    COMMENTS = "kommentare"
    RETURNED = "rueckfragen"
    HIDDEN = "ausgeblendet"


ENTRY_STATES = {
    Tab.ENTRIES: State.SUBMITTED,
    Tab.RETURNED: State.RETURNED,
    Tab.HIDDEN: State.HIDDEN,
}
COMMENT_STATES = {Tab.COMMENTS: CommentState.HELD, Tab.HIDDEN: CommentState.HIDDEN}


@dataclass(frozen=True)
class Case:
    """One row of a list: an entry, or a comment below one."""

    is_comment: bool
    number: int
    title: str
    slug: str
    author: Member | None
    since: datetime
    age: Age
    answered: bool  # asked back before, and here again
    warnings: int


@dataclass(frozen=True)
class _Known:
    """What is loaded at once for all rows of a page."""

    entries: dict[int, Entry]
    comments: dict[int, Comment]
    contributions: dict[int, int]
    without_alt: dict[int, int]
    guessed_co2: dict[int, int]
    asked_back: set[int]
    moment: datetime


def cases(tab: Tab, number: int, viewer: Viewer) -> Page[Case]:
    """A page of a list, oldest first; what is hidden newest first."""
    found = sa.union_all(_entry_rows(tab, viewer), _comment_rows(tab, viewer))
    return _page(tab, number, found.subquery())


def _page(tab: Tab, number: int, found: sa.Subquery) -> Page[Case]:
    total = session.scalar(sa.select(sa.func.count()).select_from(found)) or 0
    page: Page[Case] = Page((), max(1, number), PER_PAGE, total)
    number = min(page.number, page.last)
    since = found.c.since.desc() if tab is Tab.HIDDEN else found.c.since
    rows = session.execute(
        sa.select(found.c.is_comment, found.c.number, found.c.since)
        .order_by(since, found.c.number)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    ).all()
    known = _known(
        [one.number for one in rows if not one.is_comment],
        [one.number for one in rows if one.is_comment],
    )
    return Page([_case(row, known) for row in rows], number, PER_PAGE, total)


def counts(viewer: Viewer) -> dict[Tab, int]:
    """How many cases each list holds: two statements."""
    entries = _count(Entry.state, ENTRY_STATES, is_case(viewer))
    comments = _count(Comment.state, COMMENT_STATES, is_comment_case(viewer))
    return {
        tab: entries.get(ENTRY_STATES.get(tab), 0)
        + comments.get(COMMENT_STATES.get(tab), 0)
        for tab in Tab
    }


def _count(
    state: Any, states: Mapping[Tab, Any], shown: sa.ColumnElement[bool]
) -> dict[Any, int]:
    rows = session.execute(
        sa.select(state, sa.func.count())
        .where(state.in_(states.values()), shown)
        .group_by(state)
    )
    return dict(rows.all())


def _entry_rows(tab: Tab, viewer: Viewer) -> sa.Select[bool, int, datetime]:
    """Waiting counts from the day it was sent in, the rest from the decision."""
    sent = sa.func.coalesce(Entry.submitted_at, Entry.created_at)
    decided = _decided(Decision.entry_id == Entry.id)
    since = sent if tab is Tab.ENTRIES else sa.func.coalesce(decided, sent)
    state = ENTRY_STATES.get(tab)
    return sa.select(
        sa.false().label("is_comment"),
        Entry.id.label("number"),
        since.label("since"),
    ).where(Entry.state == state if state else sa.false(), is_case(viewer))


def _comment_rows(tab: Tab, viewer: Viewer) -> sa.Select[bool, int, datetime]:
    """As with entries."""
    said = Comment.created_at
    decided = _decided(Decision.comment_id == Comment.id)
    since = said if tab is Tab.COMMENTS else sa.func.coalesce(decided, said)
    state = COMMENT_STATES.get(tab)
    return sa.select(
        sa.true().label("is_comment"),
        Comment.id.label("number"),
        since.label("since"),
    ).where(Comment.state == state if state else sa.false(), is_comment_case(viewer))


def _decided(case: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """When something was decided last about a case."""
    return sa.select(sa.func.max(Decision.at)).where(case).scalar_subquery()


def _known(entries: Sequence[int], comments: Sequence[int]) -> _Known:
    """Six statements, however many there are."""
    found = session.scalars(
        sa.select(Entry).where(Entry.id.in_(entries)).options(joinedload(Entry.author))
    ).all()
    said = session.scalars(
        sa.select(Comment)
        .where(Comment.id.in_(comments))
        .options(joinedload(Comment.author), joinedload(Comment.entry))
    ).all()
    return _Known(
        entries={one.id: one for one in found},
        comments={one.id: one for one in said},
        contributions=contributions(
            [one.author_id for one in found] + [one.author_id for one in said]
        ),
        without_alt=without_alt(entries),
        guessed_co2=guessed_co2(entries),
        asked_back=asked_back(entries),
        moment=now(),
    )


def _case(row: Any, known: _Known) -> Case:
    """The entry or comment behind a row."""
    if row.is_comment:
        return _comment_case(row, known)
    entry = known.entries[row.number]
    noticed = Noticed(
        source=entry.source,
        without_alt=known.without_alt.get(entry.id, 0),
        contributions=known.contributions.get(entry.author_id or 0, 0),
        guessed_co2=known.guessed_co2.get(entry.id, 0),
    )
    return Case(
        is_comment=False,
        number=entry.id,
        title=entry.title,
        slug=entry.slug,
        author=entry.author,
        since=row.since,
        age=age(row.since, known.moment),
        answered=entry.id in known.asked_back,
        warnings=warnings(noticed),
    )


def _comment_case(row: Any, known: _Known) -> Case:
    comment = known.comments[row.number]
    noticed = Noticed(
        source=comment.source,
        contributions=known.contributions.get(comment.author_id or 0, 0),
    )
    return Case(
        is_comment=True,
        number=comment.id,
        title=comment.entry.title,
        slug="",
        author=comment.author,
        since=row.since,
        age=age(row.since, known.moment),
        answered=False,
        warnings=warnings(noticed),
    )
