"""What the service pages give to the application."""

from forum.editorial.pages import checks, demo, privacy, routes
from forum.web.manifest import Feature

feature = Feature(
    "pages",
    blueprints=(routes.bp,),
    checks=(checks.faults,),
    demo=demo.demo,
    kept=privacy.KEPT,
    forget=privacy.forget,
)
