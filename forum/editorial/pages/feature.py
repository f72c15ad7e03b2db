"""What the service pages give to the application."""

from forum.core.words import N_
from forum.editorial.pages import checks, demo, privacy, routes
from forum.editorial.pages.permissions import can_write_pages
from forum.web.manifest import DeskPage, Feature, Room

feature = Feature(
    "pages",
    blueprints=(routes.bp,),
    desk=(DeskPage(Room.CONTENT, 20, N_("Seiten"), "pages.index", can_write_pages),),
    checks=(checks.faults,),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
)
