"""An application with the alliance of these tests in it, apart from any test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum import create_app
from forum.config import Settings
from forum.core import mail, schema
from forum.core.db import db, session
from tests.security.alliance import Alliance
from tests.security.canaries import CanaryPen

SECRET = "a key for tests, long enough to be taken"


@contextmanager
def alone(folder: Path) -> Iterator[Alliance]:
    """In a folder of its own, on SQLite."""
    settings = Settings.from_environment(
        {
            "FORUM_INSTANCE": str(folder),
            "BASE_URL": "http://localhost",
            "SECRET_KEY": SECRET,
            "DEMO": "0",
        }
    )
    app = create_app(settings)
    app.extensions["office"].outbox = mail.MemoryOutbox()
    with app.app_context():
        schema.upgrade(db.engine)
        with Alliance(app, CanaryPen()) as alliance:
            yield alliance
        session.remove()
