"""What reports of barriers give to the application."""

from forum.core.activities import Listener
from forum.core.words import N_
from forum.editorial.tickets import demo, janitor, notices, privacy, routes
from forum.editorial.tickets.activities import (
    DeadlineNear,
    InterimNoticeSent,
    TicketAnswered,
    TicketReceived,
)
from forum.editorial.tickets.permissions import can_read_tickets
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "tickets",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(Room.INBOX, 20, N_("Barrieren"), "tickets.index", can_read_tickets),
    ),
    listeners=(
        Listener(TicketReceived, notices.receipt),
        Listener(TicketReceived, notices.tell_staff),
        Listener(DeadlineNear, notices.remind_staff),
        Listener(TicketAnswered, notices.answer),
        Listener(InterimNoticeSent, notices.interim),
    ),
    checks=(janitor.late,),
    routines=(janitor.remind,),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
    rules=privacy.RULES,
)
