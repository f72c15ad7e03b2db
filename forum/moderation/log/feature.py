"""What the log gives to the application."""

from forum.moderation.log import routes
from forum.web.manifest import Feature

feature = Feature("log", blueprints=(routes.bp,))
