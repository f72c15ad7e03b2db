"""What sign-ins give to the application."""

from forum.accounts.sessions import janitor
from forum.web.manifest import Feature

feature = Feature("sessions", routines=(janitor.forget_ended,))
