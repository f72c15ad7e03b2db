"""What looking after organisations gives to the application."""

from forum.accounts.organisations.permissions import can_look_after
from forum.accounts.organisations.staff import routes
from forum.core.words import N_
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "organisation_staff",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(
            Room.PEOPLE,
            20,
            N_("Organisationen"),
            "organisation_staff.index",
            can_look_after,
        ),
    ),
)
