"""What happens with a barrier somebody reports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.core import limits
from forum.core.activities import record
from forum.core.clock import BERLIN, now
from forum.core.db import names_constraint, session
from forum.core.errors import Refusal, allow
from forum.core.words import N_
from forum.editorial.tickets.activities import (
    DeadlineNear,
    InterimNoticeSent,
    TicketAnswered,
    TicketClosed,
    TicketReceived,
)
from forum.editorial.tickets.models import (
    LONGEST,
    USUAL,
    StepKind,
    Ticket,
    TicketState,
    TicketStep,
)
from forum.editorial.tickets.permissions import (
    can_answer,
    can_close,
    can_note,
    can_put_off,
    can_read_tickets,
)
from forum.editorial.tickets.queries import near_six_weeks, near_two_weeks, old

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
REPORTS = limits.Limit("barrier", free=5, first_wait=_MINUTE)
RECEIPTS = limits.Limit(  # nobody fills a stranger's letter box through us
    "barrier receipt",
    free=3,
    first_wait=_HOUR,
    longest_wait=24 * _HOUR,
    forgotten_after=24 * _HOUR,
)
UNANSWERED = N_(
    "Hier wartet jemand auf eine Antwort. Antworten Sie zuerst, oder bestätigen Sie, "
    "dass es keine Meldung ist."
)
NO_MORE = N_(
    "Das geht bei dieser Meldung nicht mehr. Im Verlauf steht, was inzwischen "
    "geschehen ist. Ihr Text ist noch im Formular."
)


@dataclass(frozen=True)
class Report:
    """What somebody told us, and the key of the form it came in."""

    where: str
    what: str
    email: str
    language: str
    key: str


def receive(report: Report, sender: str) -> Ticket:
    """Keep a report; the same form sent twice is one. TooOften if it is too much.

    Other words under the same key are another report: nobody loses what they wrote.
    """
    known = _sent_first(report)
    if known is not None:
        return known
    counted = [(REPORTS, sender)]
    if report.email:
        counted.append((RECEIPTS, email_key(report.email)))
    for limit, who in counted:
        limits.check(limit, who)
        limits.count(limit, who)
    return _receive(report)


def _receive(report: Report) -> Ticket:
    moment = now()
    ticket = Ticket(
        where=report.where,
        what=report.what,
        email=report.email,
        asks_no_answer=not report.email,
        language=report.language,
        received_at=moment,
        year=moment.astimezone(BERLIN).year,
        due_at=moment + USUAL,
        two_weeks_at=moment + USUAL,
        six_weeks_at=moment + LONGEST,
        form_key=report.key,
    )
    try:
        with session.begin_nested():
            session.add(ticket)
    except sa.exc.IntegrityError as error:
        if not names_constraint(error, "ticket.form_key"):
            raise
        first = _sent_first(report)
        if first is not None:
            return first
        ticket.form_key = uuid4().hex
        session.add(ticket)
        session.flush()
    record(TicketReceived(by=None, ticket=ticket.id))
    return ticket


def _sent_first(report: Report) -> Ticket | None:
    """What the same form with the same words has made already."""
    return session.scalar(
        sa.select(Ticket).where(
            Ticket.form_key == report.key,
            Ticket.what == report.what,
            Ticket.where == report.where,
            Ticket.email == report.email,
        )
    )


def answer(ticket: Ticket, words: str, by: Member) -> None:
    """Send an answer; what was open is answered now."""
    _lock(ticket)
    _check(can_answer, ticket, by)
    if ticket.is_open:
        ticket.state, ticket.answered_at = TicketState.ANSWERED, now()
    step = _step(ticket, StepKind.ANSWER, words, by)
    record(TicketAnswered(by=by.id, ticket=ticket.id, step=step.id))


def put_off(ticket: Ticket, words: str, by: Member) -> None:
    """Say that it takes longer, and why; six weeks after the report are the most."""
    _lock(ticket)
    _check(can_put_off, ticket, by)
    ticket.interim_at = now()
    ticket.due_at = ticket.six_weeks_at
    step = _step(ticket, StepKind.INTERIM, words, by)
    record(InterimNoticeSent(by=by.id, ticket=ticket.id, step=step.id))


def note(ticket: Ticket, words: str, by: Member) -> None:
    """Keep something that only the staff reads."""
    _lock(ticket)
    _check(can_note, ticket, by)
    _step(ticket, StepKind.NOTE, words, by)


def close(ticket: Ticket, words: str, by: Member, no_report: bool = False) -> None:
    """Nothing more is to be done; whoever asked for an answer has one, unless it is
    no report at all.
    """
    _lock(ticket)
    _check(can_close, ticket, by)
    if ticket.is_open and ticket.email and not no_report:
        raise Refusal(UNANSWERED)
    ticket.state = TicketState.CLOSED
    ticket.closed_at = now()
    step = _step(ticket, StepKind.CLOSE, words, by)
    record(TicketClosed(by=by.id, ticket=ticket.id, step=step.id))


def remind() -> None:
    """Let the staff know, once each, of what is nearly or already too late."""
    moment = now()
    for one in _locked(near_six_weeks(moment)):
        one.warned_at = moment
        one.reminded_at = one.reminded_at or moment  # one letter at a time
        record(DeadlineNear(by=None, ticket=one.id, last=True))
    for one in _locked(near_two_weeks(moment)):
        one.reminded_at = moment
        record(DeadlineNear(by=None, ticket=one.id, last=False))


def forget_old() -> int:
    """Take the words and the address away from what is long done; the numbers stay."""
    found = _locked(old(now()))
    for one in found:
        forget(one)
    return len(found)


def forget(ticket: Ticket) -> None:
    """Nothing personal is left in it."""
    moment = now()
    ticket.where = ticket.what = ticket.email = ""
    ticket.form_key = uuid4().hex  # the sender's browser chose the one before
    ticket.forgotten_at = moment
    if not ticket.is_closed:
        ticket.state, ticket.closed_at = TicketState.CLOSED, moment
    theirs = sa.update(TicketStep).where(TicketStep.ticket_id == ticket.id)
    session.execute(theirs.values(words=""))


def _locked(which: sa.ColumnElement[bool]) -> list[Ticket]:
    found = sa.select(Ticket).where(which).order_by(Ticket.id)
    return list(session.scalars(found.with_for_update(skip_locked=True)))


def _lock(ticket: Ticket) -> None:
    """As it is now: two of the staff may have it open."""
    session.refresh(ticket, with_for_update=True)


def _check(rule: Callable[[Member, Ticket], bool], ticket: Ticket, by: Member) -> None:
    """Who may in general and cannot here: a colleague was faster."""
    allow(can_read_tickets(by))
    if not rule(by, ticket):
        raise Refusal(NO_MORE)


def _step(ticket: Ticket, kind: StepKind, words: str, by: Member) -> TicketStep:
    step = TicketStep(ticket_id=ticket.id, kind=kind, words=words, by=by.id)
    session.add(step)
    session.flush()
    return step
