"""How goals are found."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from forum.accounts.members.models import Viewer
from forum.core.db import session
from forum.core.errors import Missing
from forum.entries.models import Entry, State
from forum.entries.permissions import visible_to
from forum.goals.models import Goal, GoalLink


def goals() -> Sequence[Goal]:
    """All of them with their readings, in the order the Kreis gave them."""
    return session.scalars(
        sa.select(Goal)
        .where(Goal.state == State.PUBLISHED)
        .options(selectinload(Goal.readings))
        .order_by(Goal.position, Goal.id)
    ).all()


def goal(number: int, viewer: Viewer) -> Goal:
    """One goal with its readings; Missing if it is not there."""
    found = session.scalar(
        sa.select(Goal)
        .where(Goal.id == number, visible_to(viewer))
        .options(selectinload(Goal.readings), joinedload(Goal.author))
    )
    if found is None:
        raise Missing
    return found


def by_external_id(key: str) -> Goal:
    """The goal that came in under this name."""
    return session.scalars(sa.select(Goal).where(Goal.external_id == key)).one()


def titles() -> list[tuple[int, str]]:
    """Number and title of every goal, for facets and forms."""
    rows = session.execute(
        sa.select(Goal.id, Goal.title)
        .where(Goal.state == State.PUBLISHED)
        .order_by(Goal.position, Goal.id)
    )
    return [(number, title) for number, title in rows]


def titles_of(entries: Iterable[int]) -> dict[int, list[str]]:
    """The titles of the goals each entry contributes to."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        sa.select(GoalLink.entry_id, Goal.title)
        .join(Goal, Goal.id == GoalLink.goal_id)
        .where(GoalLink.entry_id.in_(list(entries)), Goal.state == State.PUBLISHED)
        .order_by(Goal.position)
    )
    for entry, title in rows:
        found.setdefault(entry, []).append(title)
    return found


def linked_to(number: int) -> sa.Select[Any]:
    """The numbers of all entries that contribute to a goal."""
    return sa.select(GoalLink.entry_id).where(GoalLink.goal_id == number)


def goals_of(entry: int) -> Sequence[Goal]:
    """The goals an entry contributes to, with readings."""
    return session.scalars(
        sa.select(Goal)
        .join(GoalLink, GoalLink.goal_id == Goal.id)
        .where(GoalLink.entry_id == entry, Goal.state == State.PUBLISHED)
        .options(selectinload(Goal.readings))
        .order_by(Goal.position)
    ).all()


def how_many_linked() -> dict[int, int]:
    """How many published entries contribute to each goal."""
    rows = session.execute(
        sa.select(GoalLink.goal_id, sa.func.count())
        .join(Entry, Entry.id == GoalLink.entry_id)
        .where(Entry.state == State.PUBLISHED)
        .group_by(GoalLink.goal_id)
    )
    return dict(rows.all())


def entries_linked(kind: str = "") -> int:
    """How many published entries, or those of one kind, contribute to any goal."""
    query = (
        sa.select(sa.func.count(sa.distinct(GoalLink.entry_id)))
        .join(Entry, Entry.id == GoalLink.entry_id)
        .where(Entry.state == State.PUBLISHED)
    )
    if kind:
        query = query.where(Entry.kind == kind)
    return session.scalar(query) or 0
