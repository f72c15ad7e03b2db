"""What joining gives to the application."""

from forum.accounts.joining import privacy, routes
from forum.accounts.joining.permissions import can_see_people
from forum.core.words import N_
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "joining",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(Room.PEOPLE, 10, N_("Mitglieder"), "joining.people", can_see_people),
    ),
    kept=privacy.KEPT,
    forget=privacy.forget,
    rules=privacy.RULES,
)
