"""What offers to the archive give to the application."""

from forum.moderation.offers import demo, privacy, routes
from forum.web.manifest import Feature

feature = Feature(
    "offers",
    blueprints=(routes.bp,),
    kept=privacy.KEPT,
    forget=privacy.forget,
    demo=demo.demo,
)
