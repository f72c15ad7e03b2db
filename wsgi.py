"""The application, for the web server; one line in the log for each request."""

import logging

from forum import create_app

logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.WARNING)
application = create_app()
