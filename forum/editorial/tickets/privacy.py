"""What tickets know of members and of who reports, and for how long."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.editorial.tickets import janitor, service
from forum.editorial.tickets.models import Ticket, TicketState, TicketStep
from forum.web.manifest import Kept, Rule


def _from(number: int) -> sa.ColumnElement[bool]:
    """Nobody signs in to report; the address is all that says whose it is.

    Addresses in both tables are plain ASCII, so that `lower` makes them one.
    """
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
    if member.email:
        done = sa.and_(Ticket.state != TicketState.OPEN, _from(member.id))
        for ticket in session.scalars(sa.select(Ticket).where(done)).all():
            service.forget(ticket)
