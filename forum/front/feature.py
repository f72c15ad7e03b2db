"""What the first page gives to the application."""

from forum.front import routes
from forum.web.manifest import Feature

feature = Feature("front", blueprints=(routes.bp,))
