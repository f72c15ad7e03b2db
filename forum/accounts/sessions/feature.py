"""What sign-ins give to the application."""

from forum.accounts.sessions import privacy, service
from forum.web.manifest import Feature

feature = Feature(
    "sessions", kept=privacy.KEPT, forget=service.forget, rules=privacy.RULES
)
