"""Letters: to whoever reported a barrier, and to the staff who answer."""

from typing import Any

from forum.accounts.members.queries import staff
from forum.accounts.members.rights import Right
from forum.core import mail
from forum.core.db import session
from forum.editorial.tickets.activities import (
    DeadlineNear,
    InterimNoticeSent,
    TicketAnswered,
    TicketReceived,
)
from forum.editorial.tickets.models import OFFICE, Ticket, TicketStep
from forum.site.settings import contact


def receipt(received: TicketReceived) -> None:
    """The number, by when there is an answer, and who helps if there is none."""
    ticket = session.get(Ticket, received.ticket)
    if ticket is not None:
        _to_reporter("receipt", ticket)


def tell_staff(received: TicketReceived) -> None:
    """Somebody has to answer within two weeks."""
    _to_staff("arrived", received.ticket)


def remind_staff(near: DeadlineNear) -> None:
    """Nobody has answered, and the time is nearly over."""
    _to_staff("last" if near.last else "reminder", near.ticket)


def answer(answered: TicketAnswered) -> None:
    """What the staff answered."""
    _say("answer", answered.ticket, answered.step)


def interim(sent: InterimNoticeSent) -> None:
    """Why it takes longer, and until when."""
    _say("interim", sent.ticket, sent.step)


def _say(template: str, number: int, step_number: int) -> None:
    ticket = session.get(Ticket, number)
    step = session.get(TicketStep, step_number)
    if ticket is not None and step is not None:
        _to_reporter(template, ticket, words=step.words)


def _to_reporter(template: str, ticket: Ticket, **values: Any) -> None:
    if ticket.email:
        mail.write(
            f"tickets/mail/{template}",
            ticket.email,
            ticket.language,
            ticket=ticket,
            office=OFFICE,
            **values,
        )


def _to_staff(template: str, number: int) -> None:
    """Everybody who may answer, in their language, and the address of the house."""
    ticket = session.get(Ticket, number)
    if ticket is None or not ticket.is_open:
        return
    readers = {
        one.email: one.language
        for one in staff()
        if one.email and one.is_active and one.may(Right.TICKETS)
    }
    for address, language in sorted({contact(): "de", **readers}.items()):
        mail.write(f"tickets/mail/{template}", address, language, ticket=ticket)
