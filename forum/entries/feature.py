"""What entries give to the application."""

from forum.entries import janitor, routes
from forum.web.manifest import Feature

feature = Feature("entries", blueprints=(routes.bp,), routines=(janitor.tidy,))
