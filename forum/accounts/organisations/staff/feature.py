"""What looking after organisations gives to the application."""

from forum.accounts.organisations.staff import routes
from forum.web.manifest import Feature

feature = Feature("organisation_staff", blueprints=(routes.bp,))
