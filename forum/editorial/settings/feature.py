"""What the settings give to the application."""

from forum.editorial.settings import routes, service
from forum.web.manifest import Feature

feature = Feature("settings", blueprints=(routes.bp,), checks=(service.faults,))
