"""What the directory gives to the application."""

from forum.accounts.directory import routes
from forum.web.manifest import Feature

feature = Feature("directory", blueprints=(routes.bp,))
