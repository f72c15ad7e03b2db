"""What highlights give to the application."""

from forum.editorial.highlights import demo, panels, privacy, routes
from forum.web.manifest import Feature, Panel

feature = Feature(
    "highlights",
    blueprints=(routes.bp,),
    panels=(Panel("entry.tags", panels.tag),),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
)
