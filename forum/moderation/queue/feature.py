"""What the desk gives to the application."""

from forum.core.activities import Listener
from forum.moderation.queue import demo, notices, panels, privacy, routes
from forum.moderation.queue.activities import CommentDecided, EntryDecided
from forum.web.manifest import Feature, Panel

feature = Feature(
    "queue",
    blueprints=(routes.bp,),
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
