"""What the settings give to the application."""

from forum.core.words import N_
from forum.editorial.settings import routes, service
from forum.editorial.settings.permissions import can_change_settings
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "settings",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(
            Room.HOUSE, 20, N_("Einstellungen"), "settings.edit", can_change_settings
        ),
    ),
    checks=(service.faults,),
)
