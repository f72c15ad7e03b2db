"""The world of these tests, kept while they run, and a browser for everybody in it."""

import re
from contextvars import Context
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.accounts.sessions.models import SignIn
from forum.core.clock import now
from forum.core.db import db, session, transaction
from tests.security import snapshot
from tests.security.snapshot import Snapshot
from tests.security.world import Pen, World, build

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WRITING = re.compile(r"\s*(insert|update|delete|create|drop|alter)\b", re.I)
OPEN_FORM = "/ansicht"  # a form that everybody can open


class Alliance:
    """Opens pages and sends forms as anybody; goes back to how it was."""

    def __init__(self, app: Flask, pen: Pen) -> None:
        self.app = app
        self.pen: Any = pen
        self.world: World = build(app, pen)
        self.start: Snapshot = snapshot.take()
        self._browsers: dict[str, FlaskClient] = {}
        self._tokens: dict[str, str] = {}
        self.touched = False

    def wake(self) -> None:
        """Everything as it was made, in an empty database; everybody is here now."""
        self._browsers.clear()
        self._tokens.clear()
        snapshot.restore(self.start)
        store = self.app.extensions["media"]
        for name, content in self.world.files.items():
            if not store.exists(name):
                store.put(name, content)
        with transaction():
            moments = {"began_at": now(), "seen_at": now(), "sure_at": now()}
            session.execute(sa.update(SignIn).values(moments))
        self.start = snapshot.take()
        self.touched = False

    def __enter__(self) -> "Alliance":
        self.wake()
        sa.event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sa.event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, *told: Any) -> None:
        if WRITING.match(str(told[2])):
            self.touched = True

    def changes(self) -> list[str]:
        """What requests have changed since the last `back`; nothing without a write."""
        return snapshot.changes(self.start, snapshot.take()) if self.touched else []

    def back(self) -> None:
        """As it was, if anything was written."""
        if self.touched:
            session.rollback()
            snapshot.restore(self.start)
            session.rollback()
            self.touched = False

    def browser(self, who: str) -> FlaskClient:
        """The browser of this role: signed in if it has a sign-in."""
        if who not in self._browsers:
            client = self.app.test_client()
            if who in self.world.marks:
                with client.session_transaction() as cookie:
                    cookie["_user_id"] = self.world.marks[who]
            self._browsers[who] = client
        return self._browsers[who]

    def forget(self, who: str) -> None:
        """Its browser is new again: somebody signed in or out."""
        self._browsers.pop(who, None)
        self._tokens.pop(who, None)

    def open(
        self, who: str, url: str, method: str = "GET", **more: Any
    ) -> TestResponse:
        """One request, with a session of its own."""
        session.rollback()
        client = self.browser(who)
        response: TestResponse = Context().run(client.open, url, method=method, **more)
        return response

    def token(self, who: str) -> str:
        """A right token of this role's session, from a form it opened."""
        if who not in self._tokens:
            found = TOKEN.search(self.open(who, OPEN_FORM).get_data(as_text=True))
            assert found is not None, who
            self._tokens[who] = found[1]
        return self._tokens[who]

    def path(self, endpoint: str, values: dict[str, object]) -> str:
        """The address of a route for one of our things."""
        adapter = self.app.url_map.bind("localhost")
        rule = next(self.app.url_map.iter_rules(endpoint))
        return adapter.build(
            endpoint, {name: values[name] for name in values if name in rule.arguments}
        )
