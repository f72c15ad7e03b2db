"""What members give to the application."""

from forum.accounts.members import demo, notices, pictures, privacy, routes
from forum.accounts.members.activities import MemberConfirmed, PictureDropped
from forum.core.activities import Listener
from forum.web.manifest import Feature

feature = Feature(
    "members",
    blueprints=(routes.bp,),
    listeners=(
        Listener(MemberConfirmed, notices.tell_who_waits),
        Listener(PictureDropped, pictures.delete),
    ),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
    rules=privacy.RULES,
)
