"""How conversations are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.pages import Page, paginate
from forum.discussions.comments.queries import Last, last_of
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import State
from forum.entries.permissions import written_by as is_theirs
from forum.entries.queries import byline, listed

PER_PAGE = 20
SORTS = ("zuletzt", "neu", "ohne")


@dataclass(frozen=True)
class Wanted:
    """Which conversations somebody wants to see; empty is all of them."""

    topic: Topic | None = None
    field: str = ""
    place: str = ""
    sort: str = SORTS[0]


@dataclass(frozen=True)
class Found:
    """A page of conversations, who spoke last in each, and how many there are."""

    page: Page[Thread]
    last: dict[int, Last]
    counts: dict[Topic, int]


def threads(wanted: Wanted, number: int) -> Found:
    """What everybody may read, in the wanted order: three statements."""
    counts = _counts(wanted)
    total = sum(counts.values())
    if wanted.topic:
        total = counts.get(wanted.topic, 0)
    query = _ordered(listed(Thread).where(*_only(wanted)), wanted.sort)
    if wanted.topic:
        query = query.where(Thread.topic == wanted.topic)
    page: Page[Thread] = paginate(query, number, PER_PAGE, total)
    return Found(page, last_of([one.id for one in page.items]), counts)


def _counts(wanted: Wanted) -> dict[Topic, int]:
    """How many there are of each kind, as far as the other filters let them through."""
    rows = session.execute(
        sa.select(Thread.topic, sa.func.count())
        .where(Thread.state == State.PUBLISHED, *_only(wanted))
        .group_by(Thread.topic)
    )
    return dict(rows.all())


def _only(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    rules: list[sa.ColumnElement[bool]] = [Thread.kind == "thread"]
    if wanted.field:
        rules.append(Thread.field == wanted.field)
    if wanted.place:
        rules.append(Thread.place == wanted.place)
    if wanted.sort == "ohne":
        rules.append(Thread.comment_count == 0)
    return rules


def _ordered(query: sa.Select[Any], sort: str) -> sa.Select[Any]:
    newest = Thread.active_at if sort == "zuletzt" else Thread.published_at
    return query.order_by(newest.desc(), Thread.id.desc())


def latest(limit: int) -> Sequence[Thread]:
    """Where something was said last."""
    query = listed(Thread).where(Thread.kind == "thread")
    return session.scalars(_ordered(query, "zuletzt").limit(limit)).all()


def written_by(member: Member) -> Sequence[Thread]:
    """What a member has begun or looks after and that is there, newest first."""
    return session.scalars(
        sa.select(Thread)
        .where(is_theirs(member), Thread.state != State.DELETED)
        .order_by(Thread.id.desc())
        .limit(PER_PAGE)
    ).all()


def public(numbers: Sequence[int]) -> Sequence[Thread]:
    """Those of these that everybody may read, with authors."""
    return session.scalars(
        sa.select(Thread)
        .where(Thread.id.in_(numbers), Thread.state == State.PUBLISHED)
        .options(*byline(Thread))
        .order_by(Thread.id)
    ).all()


def published_for(number: int) -> Sequence[Thread]:
    """What an organisation talks about with everybody, newest first."""
    query = listed(Thread).where(Thread.organisation_id == number)
    return session.scalars(_ordered(query, "neu").limit(PER_PAGE)).all()
