"""What tickets know of members and of who reports, and for how long."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.core.db import session
from forum.core.words import N_
from forum.editorial.tickets import janitor, service
from forum.editorial.tickets.models import Ticket, TicketState, TicketStep
from forum.web.manifest import Kept, Rule


def _from(number: int) -> sa.ColumnElement[bool]:
    """Nobody signs in to report; the address is all that says whose it is."""
    address = sa.select(Member.email_key).where(Member.id == number).scalar_subquery()
    return sa.func.lower(Ticket.email) == address


KEPT = (
    Kept(N_("Barrieren, die von Ihrer E-Mail-Adresse gemeldet wurden"), Ticket, _from),
    Kept(
        N_("Was Sie zu gemeldeten Barrieren geschrieben haben"),
        TicketStep,
        lambda member: TicketStep.by == member,
    ),
)
RULES = (
    Rule(
        N_("Gemeldete Barrieren: Text, E-Mail-Adresse und Antworten"),
        N_("6 Monate nach dem Abschluss; ohne Abschluss 6 Monate nach der Antwort"),
        N_("Für Rückfragen und für die Ombudsstelle. Danach bleiben nur Zahlen."),
        janitor.forget,
    ),
)


def forget(member: Member) -> None:
    """Who answered is forgotten, and what came from their address and is done."""
    acted = sa.update(TicketStep).where(TicketStep.by == member.id)
    session.execute(acted.values(by=None))
    if not member.email:
        return
    done = sa.select(Ticket).where(Ticket.state != TicketState.OPEN, Ticket.email != "")
    for ticket in session.scalars(done):
        if email_key(ticket.email) == member.email_key:
            service.forget(ticket)
