"""What all tests share: one application, an empty database for each test, visitors.

The tests run on SQLite, or on the PostgreSQL that TEST_DATABASE_URL names. What is
tested commits as it does in earnest; every table is emptied afterwards.
"""

import os
import socket
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from forum import create_app
from forum.accounts.privacy.registry import registry
from forum.config import Settings
from forum.core import mail, schema
from forum.core.db import Base, db, session, transaction
from forum.core.media import MediaStore
from forum.moderation.log import guard
from tests.security import guard as connections
from tests.visitor import Visitor

pytest_plugins = ["tests.cast"]
connections.start(socket.gethostname(), socket.getfqdn())

UNCHECKED = {  # lets rows go in any order
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation in a temporary folder."""
    instance = tmp_path_factory.mktemp("instance")
    return Settings.from_environment(
        {
            "FORUM_INSTANCE": str(instance),
            "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
            "BASE_URL": "http://localhost",
            "SECRET_KEY": "a key for tests, long enough to be taken",
            "DEMO": "0",
        }
    )


@pytest.fixture(scope="session")
def application(settings: Settings) -> Flask:
    """The application, wired once, with tables and without a row."""
    application = create_app(settings)
    with application.app_context():
        schema.upgrade(db.engine)
    return application


@pytest.fixture
def app(application: Flask, outbox: mail.MemoryOutbox) -> Iterator[Flask]:
    """The application on an empty database; the test works in its context."""
    with application.app_context():
        yield application
        session.remove()
        with transaction():
            _empty()
        store: MediaStore = application.extensions["media"]
        for name in list(store.all()):
            store.path(name).unlink()
        registry.journal.unlink(missing_ok=True)


def _empty() -> None:
    dialect = db.engine.dialect.name
    for statement in (UNCHECKED[dialect], *guard.drop_statements(dialect)):
        session.execute(sa.text(statement))
    for table in Base.metadata.tables.values():
        session.execute(sa.delete(table))
    for statement in guard.statements(dialect):
        session.execute(sa.text(statement))


@pytest.fixture
def outbox(application: Flask) -> mail.MemoryOutbox:
    """Where letters of this test go."""
    outbox = mail.MemoryOutbox()
    application.extensions["office"].outbox = outbox
    return outbox


@pytest.fixture
def visit(app: Flask) -> Visitor:
    """Opens pages: visit("/projekte", as_=ada); sends forms: visit.send(…)."""
    return Visitor(app)


@pytest.fixture
def client(visit: Visitor) -> FlaskClient:
    """A guest's browser, for what is no page."""
    return visit.browser()


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Each statement sent to the database from now on: clear it, act, count."""
    seen: list[str] = []

    def note(*told: object) -> None:
        if not str(told[2]).startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.append(str(told[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(db.engine, "before_cursor_execute", note)
