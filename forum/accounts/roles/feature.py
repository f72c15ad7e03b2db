"""What roles give to the application."""

from forum.accounts.members.activities import RoleChanged
from forum.accounts.members.permissions import can_give_roles
from forum.accounts.roles import notices, privacy, routes
from forum.accounts.roles.activities import MemberBlocked, MemberUnblocked
from forum.core.activities import Listener
from forum.core.words import N_
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "roles",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(
            Room.PEOPLE, 30, N_("Rollen und Rechte"), "roles.index", can_give_roles
        ),
    ),
    listeners=(
        Listener(RoleChanged, notices.tell_role),
        Listener(MemberBlocked, notices.tell_blocked),
        Listener(MemberUnblocked, notices.tell_unblocked),
    ),
    kept=privacy.KEPT,
    forget=privacy.forget,
)
