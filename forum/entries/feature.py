"""What entries give to the application."""

from forum.accounts.organisations.activities import OrganisationTold
from forum.core.activities import Listener
from forum.entries import janitor, routes, service
from forum.web.manifest import Feature

feature = Feature(
    "entries",
    blueprints=(routes.bp,),
    listeners=(Listener(OrganisationTold, service.follow_publisher),),
    routines=(janitor.tidy,),
)
