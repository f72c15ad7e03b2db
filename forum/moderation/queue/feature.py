"""What the desk gives to the application."""

from forum.core.activities import Listener
from forum.core.words import N_
from forum.moderation.queue import demo, notices, panels, privacy, routes
from forum.moderation.queue.activities import CommentDecided, EntryDecided
from forum.moderation.queue.permissions import can_read_desk
from forum.web.manifest import DeskPage, Feature, Panel, Room

feature = Feature(
    "queue",
    blueprints=(routes.bp,),
    desk=(DeskPage(Room.INBOX, 10, N_("Prüfung"), "queue.index", can_read_desk),),
    listeners=(
        Listener(EntryDecided, notices.tell_authors),
        Listener(CommentDecided, notices.tell_commenter),
    ),
    panels=(
        Panel("entry.staff", panels.staff_link),
        Panel("entry.notice", panels.notice),
        Panel("comment.staff", panels.comment_link),
    ),
    demo=demo.demo,
    kept=privacy.KEPT,
    withdraw=privacy.withdraw,
    forget=privacy.forget,
)
