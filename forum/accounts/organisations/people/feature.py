"""What the people of organisations give to the application."""

from forum.accounts.organisations.people import routes
from forum.web.manifest import Feature

feature = Feature("organisation_people", blueprints=(routes.bp,))
