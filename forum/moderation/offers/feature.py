"""What offers to the archive give to the application."""

from forum.core.words import N_
from forum.moderation.offers import demo, privacy, routes
from forum.moderation.offers.permissions import can_offer
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "offers",
    blueprints=(routes.bp,),
    desk=(DeskPage(Room.HOUSE, 30, N_("Archiv"), "offers.index", can_offer),),
    kept=privacy.KEPT,
    forget=privacy.forget,
    demo=demo.demo,
)
