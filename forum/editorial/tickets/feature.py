"""What reports of barriers give to the application."""

from forum.core.activities import Listener
from forum.editorial.tickets import demo, janitor, notices, privacy, routes
from forum.editorial.tickets.activities import (
    DeadlineNear,
    InterimNoticeSent,
    TicketAnswered,
    TicketReceived,
)
from forum.web.manifest import Feature

feature = Feature(
    "tickets",
    blueprints=(routes.bp,),
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
