"""What comments give to the application."""

from forum.core.activities import Listener
from forum.discussions.comments import notices, panels, privacy, routes
from forum.discussions.comments.activities import CommentReleased, CommentWritten
from forum.web.manifest import Feature, Panel

feature = Feature(
    "comments",
    blueprints=(routes.bp,),
    listeners=(
        Listener(CommentWritten, notices.tell),
        Listener(CommentReleased, notices.tell),
    ),
    panels=(
        Panel("entry.talk", panels.talk),
        Panel("account.sections", panels.waiting),
    ),
    kept=privacy.KEPT,
    withdraw=privacy.withdraw,
    forget=privacy.forget,
)
