"""What joining gives to the application."""

from forum.accounts.joining import privacy, routes
from forum.web.manifest import Feature

feature = Feature(
    "joining",
    blueprints=(routes.bp,),
    kept=privacy.KEPT,
    forget=privacy.forget,
    rules=privacy.RULES,
)
