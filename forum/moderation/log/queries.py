"""How the acts of the log are found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.organisations.models import Organisation
from forum.accounts.organisations.permissions import (
    visible_to as organisations_visible_to,
)
from forum.accounts.privacy.activities import MemberForgotten
from forum.core.activities import ActivityRow
from forum.core.db import session
from forum.core.pages import Page, paginate
from forum.editorial.tickets.models import name_of
from forum.entries.models import Entry, State
from forum.entries.permissions import visible_to
from forum.moderation.log.acts import title

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a reader of the log looks for; empty is everything."""

    by: int | None = None
    name: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class Act:
    """One line of the log, with the names its numbers stand for."""

    id: int
    at: datetime
    title: str
    by: int | None
    member: Member | None  # who did it; nobody if that member is gone
    entry: Entry | None
    entry_id: int | None
    former: str  # their role, if that member is gone
    about: str  # the goal, the member, the organisation or the page it is about
    ticket: str  # what the report is called, if it is about one
    offer: int | None
    role: str


@dataclass(frozen=True)
class _Known:
    """What is loaded at once for all rows of a page, by number."""

    members: dict[int, Member]
    entries: dict[int, Entry]
    organisations: dict[int, str]
    former: dict[int, str]


def acts(wanted: Wanted, number: int, viewer: Viewer) -> Page[Act]:
    """A page of the log, newest first: six statements.

    What this reader may not open has no title here, unless everybody could read it.
    """
    query = sa.select(ActivityRow).where(ActivityRow.audited, *_only(wanted))
    page = paginate(
        query.order_by(ActivityRow.at.desc(), ActivityRow.id.desc()), number, PER_PAGE
    )
    return page.of(_acts(page.items, viewer))


def actors() -> Sequence[tuple[int, str]]:
    """Everybody who appears in the log, by name."""
    seen = sa.select(ActivityRow.by).where(ActivityRow.audited).distinct()
    rows = session.execute(
        sa.select(Member.id, Member.display_name)
        .where(Member.id.in_(seen))
        .order_by(Member.display_name)
    )
    return [(number, name) for number, name in rows]


def _only(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    asked = (
        (ActivityRow.by, wanted.by),
        (ActivityRow.name, wanted.name or None),
        (ActivityRow.entry_id, wanted.entry),
    )
    return [column == value for column, value in asked if value is not None]


def _acts(rows: Sequence[ActivityRow], viewer: Viewer) -> list[Act]:
    members = _members({row.by for row in rows} | _details(rows, "member"))
    numbers = {row.entry_id for row in rows} | _details(rows, "goal")
    known = _Known(
        members=members,
        entries=_entries(numbers, viewer),
        organisations=_organisations(_details(rows, "organisation"), viewer),
        former=_former({row.by for row in rows} - members.keys() - {None}),
    )
    return [_act(row, known) for row in rows]


def _details(rows: Sequence[ActivityRow], name: str) -> set[Any]:
    return {row.details.get(name) for row in rows}


def _former(numbers: set[Any]) -> dict[int, str]:
    """The roles of members who have left, as the log kept them."""
    number = ActivityRow.details["member"].as_integer()
    rows = session.execute(
        sa.select(number, ActivityRow.details["role"].as_string()).where(
            ActivityRow.name == MemberForgotten.__name__, number.in_(numbers)
        )
    )
    return dict(rows.all())


def _act(row: ActivityRow, known: _Known) -> Act:
    return Act(
        id=row.id,
        at=row.at,
        title=title(row.name),
        by=row.by,
        member=known.members.get(row.by or 0),
        entry=known.entries.get(row.entry_id or 0),
        entry_id=row.entry_id,
        former=known.former.get(row.by or 0, ""),
        about=", ".join(_names(row.details, known)),
        ticket=_ticket(row.details.get("ticket")),
        offer=row.details.get("offer"),
        role=str(row.details.get("role", "")),
    )


def _ticket(number: int | None) -> str:
    return name_of(number) if number else ""


def _names(details: dict[str, Any], known: _Known) -> Iterator[str]:
    if goal := known.entries.get(details.get("goal", 0)):
        yield goal.title
    if someone := known.members.get(details.get("member", 0)):
        yield someone.display_name
    if organisation := known.organisations.get(details.get("organisation", 0)):
        yield organisation
    if page := details.get("page"):
        yield str(page)


def _organisations(numbers: set[Any], viewer: Viewer) -> dict[int, str]:
    rows = session.execute(
        sa.select(Organisation.id, Organisation.name).where(
            Organisation.id.in_(numbers - {None}), organisations_visible_to(viewer)
        )
    )
    return dict(rows.all())


def _members(numbers: set[Any]) -> dict[int, Member]:
    found = session.scalars(sa.select(Member).where(Member.id.in_(numbers - {None})))
    return {one.id: one for one in found}


def _entries(numbers: set[Any], viewer: Viewer) -> dict[int, Entry]:
    was_public = sa.and_(Entry.state == State.DELETED, Entry.published_at.is_not(None))
    found = session.scalars(
        sa.select(Entry).where(
            Entry.id.in_(numbers - {None}), sa.or_(visible_to(viewer), was_public)
        )
    )
    return {one.id: one for one in found}
