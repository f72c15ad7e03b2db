"""What signing in gives to the application."""

from forum.accounts.signin import routes
from forum.web.manifest import Feature

feature = Feature("signin", blueprints=(routes.bp,))
