"""What changing one's own sign-in gives to the application."""

from forum.accounts.credentials import panels, routes, service
from forum.accounts.credentials.activities import AddressWanted
from forum.core.activities import Listener
from forum.web.manifest import Feature, Panel

feature = Feature(
    "credentials",
    blueprints=(routes.bp,),
    listeners=(Listener(AddressWanted, service.send_address),),
    panels=(Panel("account.sections", panels.security),),
)
