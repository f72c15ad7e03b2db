"""How reports of barriers are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.pages import Page, paginate
from forum.editorial.tickets.models import Ticket, TicketState, TicketStep

PER_PAGE = 30
WARNING = timedelta(days=3)  # before a time is over
KEPT = timedelta(days=183)  # the words, after a ticket was closed or answered


def page(state: TicketState, number: int) -> Page[Ticket]:
    """Open ones by their deadline, overdue ones first; others newest first."""
    order = Ticket.due_at if state is TicketState.OPEN else Ticket.received_at.desc()
    found = sa.select(Ticket).where(Ticket.state == state)
    return paginate(found.order_by(order, Ticket.id.desc()), number, PER_PAGE)


def counts() -> dict[TicketState, int]:
    """How many there are of each state."""
    rows = session.execute(
        sa.select(Ticket.state, sa.func.count(Ticket.id)).group_by(Ticket.state)
    )
    found = {state: int(count) for state, count in rows}
    return {state: found.get(state, 0) for state in TicketState}


def overdue() -> int:
    """How many should have been answered already."""
    late = sa.and_(Ticket.state == TicketState.OPEN, Ticket.due_at < now())
    return session.scalar(sa.select(sa.func.count(Ticket.id)).where(late)) or 0


def ticket(number: int) -> Ticket:
    """One report; Missing if there is none."""
    found = session.get(Ticket, number)
    if found is None:
        raise Missing
    return found


def steps(number: int) -> Sequence[TicketStep]:
    """What was done about one, oldest first, with who did it."""
    return session.scalars(
        sa.select(TicketStep)
        .where(TicketStep.ticket_id == number)
        .options(joinedload(TicketStep.author))
        .order_by(TicketStep.id)
    ).all()


@dataclass(frozen=True)
class Year:
    """The numbers that the report of a year asks for."""

    year: int
    received: int
    in_two_weeks: int
    in_six_weeks: int
    without_address: int
    open: int
    closed: int


def years() -> list[Year]:
    """The numbers of each year, newest first: one statement."""
    numbers: tuple[Any, ...] = (
        sa.func.count(Ticket.id),
        _how_many(Ticket.answered_at <= Ticket.two_weeks_at),
        _how_many(Ticket.answered_at <= Ticket.six_weeks_at),
        _how_many(Ticket.asks_no_answer.is_(True)),
        _how_many(Ticket.state == TicketState.OPEN),
        _how_many(Ticket.state == TicketState.CLOSED),
    )
    rows = session.execute(
        sa.select(Ticket.year, *numbers)
        .group_by(Ticket.year)
        .order_by(Ticket.year.desc())
    )
    return [Year(*row) for row in rows]


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def near_two_weeks(moment: datetime) -> sa.ColumnElement[bool]:
    """Open ones of which the staff has to be reminded before the two weeks are over."""
    return sa.and_(
        Ticket.state == TicketState.OPEN,
        Ticket.interim_at.is_(None),
        Ticket.reminded_at.is_(None),
        Ticket.two_weeks_at <= moment + WARNING,
    )


def near_six_weeks(moment: datetime) -> sa.ColumnElement[bool]:
    """Open ones of which the staff has to be warned before the six weeks are over."""
    return sa.and_(
        Ticket.state == TicketState.OPEN,
        Ticket.warned_at.is_(None),
        Ticket.six_weeks_at <= moment + WARNING,
    )


def old(moment: datetime) -> sa.ColumnElement[bool]:
    """Those whose words are no longer needed."""
    ended = sa.func.coalesce(Ticket.closed_at, Ticket.answered_at)
    return sa.and_(
        Ticket.state != TicketState.OPEN,
        Ticket.forgotten_at.is_(None),
        ended < moment - KEPT,
    )
