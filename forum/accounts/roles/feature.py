"""What roles give to the application."""

from forum.accounts.members.activities import RoleChanged
from forum.accounts.roles import notices, privacy, routes
from forum.accounts.roles.activities import MemberBlocked, MemberUnblocked
from forum.core.activities import Listener
from forum.web.manifest import Feature

feature = Feature(
    "roles",
    blueprints=(routes.bp,),
    listeners=(
        Listener(RoleChanged, notices.tell_role),
        Listener(MemberBlocked, notices.tell_blocked),
        Listener(MemberUnblocked, notices.tell_unblocked),
    ),
    kept=privacy.KEPT,
    forget=privacy.forget,
)
