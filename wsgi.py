"""The application, for the web server."""

from forum import create_app

application = create_app()
