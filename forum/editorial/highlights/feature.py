"""What highlights give to the application."""

from forum.core.words import N_
from forum.editorial.highlights import demo, panels, privacy, routes
from forum.editorial.highlights.permissions import can_feature
from forum.web.manifest import DeskPage, Feature, Panel, Room

feature = Feature(
    "highlights",
    blueprints=(routes.bp,),
    desk=(
        DeskPage(
            Room.CONTENT, 10, N_("Hervorhebungen"), "highlights.index", can_feature
        ),
    ),
    panels=(Panel("entry.tags", panels.tag),),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
)
