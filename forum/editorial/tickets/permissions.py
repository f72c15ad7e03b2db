"""Who looks after reports of barriers."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.editorial.tickets.models import Ticket


def can_read_tickets(viewer: Viewer) -> bool:
    """Moderators, editors and administrators."""
    return viewer.may(Right.TICKETS)


def can_answer(viewer: Viewer, ticket: Ticket) -> bool:
    """As long as it is not closed, and if there is an address to answer to."""
    return can_read_tickets(viewer) and bool(ticket.email) and not ticket.is_closed


def can_put_off(viewer: Viewer, ticket: Ticket) -> bool:
    """Once, before the answer: six weeks are the most."""
    return can_answer(viewer, ticket) and ticket.is_open and ticket.interim_at is None


def can_note(viewer: Viewer, ticket: Ticket) -> bool:
    """What only the staff reads, as long as its words are there."""
    return can_read_tickets(viewer) and ticket.forgotten_at is None


def can_close(viewer: Viewer, ticket: Ticket) -> bool:
    """Once."""
    return can_read_tickets(viewer) and not ticket.is_closed
