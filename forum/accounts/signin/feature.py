"""What signing in gives to the application."""

from forum.accounts.signin import keys, privacy, routes, service
from forum.accounts.signin.activities import LinkWanted, ResetWanted
from forum.core.activities import Listener
from forum.web.manifest import Feature

feature = Feature(
    "signin",
    blueprints=(routes.bp,),
    listeners=(
        Listener(ResetWanted, service.send_reset),
        Listener(LinkWanted, service.send_link),
    ),
    kept=privacy.KEPT,
    forget=keys.forget,
    rules=privacy.RULES,
)
