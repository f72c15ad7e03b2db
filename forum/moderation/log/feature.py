"""What the log gives to the application."""

from forum.core.words import N_
from forum.moderation.log import routes
from forum.moderation.log.permissions import can_read_log
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "log",
    blueprints=(routes.bp,),
    desk=(DeskPage(Room.HOUSE, 10, N_("Protokoll"), "log.index", can_read_log),),
)
