"""What the service pages give to the application."""

from forum.editorial.pages import queries, routes
from forum.web.manifest import Feature

feature = Feature("pages", blueprints=(routes.bp,), checks=(queries.gaps,))
