"""What entries give to the application."""

from forum.accounts.organisations.activities import OrganisationTold
from forum.core.activities import Listener
from forum.entries import privacy, routes, service
from forum.web.manifest import Feature

feature = Feature(
    "entries",
    blueprints=(routes.bp,),
    listeners=(Listener(OrganisationTold, service.follow_publisher),),
    kept=privacy.KEPT,
    withdraw=privacy.withdraw,
    forget=privacy.forget,
    rules=privacy.RULES,
)
