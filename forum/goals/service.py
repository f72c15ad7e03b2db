"""What staff do with goals."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, allow
from forum.core.text import render
from forum.core.versions import check_version
from forum.core.words import N_
from forum.entries.models import Entry, State
from forum.entries.service import keep_revision
from forum.goals.activities import GoalLinked, GoalUnlinked, GoalWritten, ReadingTaken
from forum.goals.models import Goal, GoalLink, Reading
from forum.goals.permissions import can_link, can_write_goals


@dataclass(frozen=True)
class Plan:
    """What a goal says and what it wants to reach."""

    title: str
    summary: str
    source: str
    measure: str
    unit: str
    target: Decimal
    target_year: int
    baseline: Decimal | None = None
    baseline_year: int | None = None
    field: str = "uebergreifend"
    sdgs: list[int] = dataclasses.field(default_factory=list)
    sources: list[str] = dataclasses.field(default_factory=list)


def set_up(plan: Plan, position: int, by: Member, html: str = "") -> Goal:
    """A new goal, public at once."""
    allow(can_write_goals(by))
    goal = Goal(
        state=State.PUBLISHED,
        author_id=by.id,
        place="kreisweit",
        position=position,
        published_at=now(),
        measure=plan.measure,
        unit=plan.unit,
        target=plan.target,
        target_year=plan.target_year,
    )
    session.add(goal)
    _set(goal, plan, by, html)
    return goal


def change(
    goal: Goal, plan: Plan, by: Member, html: str = "", version: str | None = None
) -> None:
    """Set another text or another plan; what it said before is kept.

    Conflict if the goal is no longer in the version that somebody began with.
    """
    allow(can_write_goals(by))
    if version is not None:
        check_version(goal, version)
    _set(goal, plan, by, html)


def _set(goal: Goal, plan: Plan, by: Member, html: str) -> None:
    if plan.baseline_year is not None and plan.baseline_year >= plan.target_year:
        raise Invalid(
            "target_year",
            N_("Wählen Sie ein Zieljahr nach dem Jahr des Ausgangswerts"),
        )
    goal.write(plan.title, plan.summary, plan.source, html or render(plan.source))
    goal.measure, goal.unit = plan.measure, plan.unit
    goal.target, goal.target_year = plan.target, plan.target_year
    goal.baseline, goal.baseline_year = plan.baseline, plan.baseline_year
    goal.field = plan.field
    goal.sdgs, goal.sources = plan.sdgs, plan.sources
    goal.edited_at = now()
    session.flush()
    keep_revision(goal, by)
    record(GoalWritten(by=by.id, entry=goal.id))


def take_reading(
    goal: Goal,
    year: int,
    value: Decimal,
    by: Member,
    *,
    source: str = "",
    provisional: bool = False,
) -> None:
    """Enter what was measured in a year; a second time replaces the first."""
    allow(can_write_goals(by))
    _take_turns(goal)
    found = session.scalar(
        sa.select(Reading).where(Reading.goal_id == goal.id, Reading.year == year)
    )
    reading = found or Reading(goal_id=goal.id, year=year)
    reading.value, reading.source = value, source
    reading.provisional = provisional
    session.add(reading)
    record(ReadingTaken(by=by.id, entry=goal.id, year=year))


def set_links(entry: Entry, goals: Iterable[int], by: Member) -> None:
    """Make the entry contribute to these goals and no others."""
    allow(can_link(by, entry))
    _take_turns(entry)
    wanted = set(goals)
    links = session.scalars(sa.select(GoalLink).where(GoalLink.entry_id == entry.id))
    linked = {one.goal_id: one for one in links}
    for number in sorted(linked.keys() - wanted):
        session.delete(linked[number])
        record(GoalUnlinked(by=by.id, entry=entry.id, goal=number))
    known = session.scalars(sa.select(Goal.id).where(Goal.id.in_(wanted)))
    for number in sorted(set(known) - linked.keys()):
        session.add(GoalLink(goal_id=number, entry_id=entry.id, by=by.id))
        record(GoalLinked(by=by.id, entry=entry.id, goal=number))


def link(goal: Goal, entry: Entry, by: Member) -> None:
    """Say that an entry contributes to a goal, beside those it does already."""
    _take_turns(entry)
    before = session.scalars(
        sa.select(GoalLink.goal_id).where(GoalLink.entry_id == entry.id)
    )
    set_links(entry, {*before, goal.id}, by)


def _take_turns(entry: Entry) -> None:
    """Whoever comes second at the same moment sees what the first has done."""
    lock = sa.select(Entry.id).where(Entry.id == entry.id)
    session.execute(lock.with_for_update(key_share=True))
