"""What entries give to the application."""

from forum.entries import privacy, routes
from forum.web.manifest import Feature

feature = Feature(
    "entries",
    blueprints=(routes.bp,),
    kept=privacy.KEPT,
    withdraw=privacy.withdraw,
    forget=privacy.forget,
    rules=privacy.RULES,
)
