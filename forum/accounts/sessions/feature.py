"""What sign-ins give to the application."""

from forum.web.manifest import Feature

feature = Feature("sessions")
