"""The world of these tests, kept while they run, and a browser for everybody in it."""

import re
from contextvars import Context
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from forum.accounts.privacy.registry import registry
from forum.accounts.sessions.models import SignIn
from forum.core.clock import now
from forum.core.db import db, session, transaction
from tests.security import snapshot
from tests.security.snapshot import Snapshot
from tests.security.world import Pen, World, build

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WRITING = re.compile(r"\s*(?:insert\s+into|update|delete\s+from)\s+\"?(\w+)", re.I)
BUILDING = re.compile(r"\s*(insert|update|delete|create|drop|alter|with)\b", re.I)
PICTURE = "@picture"  # in a form: a file is sent, another one each time
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
        self._cookies: dict[str, str] = {}  # with which the token goes
        self.touched = False
        self.tables: set[str] = set()  # in which something may be different

    def wake(self) -> None:
        """Everything as it was made, in an empty database; everybody is here now."""
        for kept in (self._browsers, self._tokens, self._cookies):
            kept.clear()
        snapshot.restore(self.start)
        store = self.app.extensions["media"]
        for name, content in self.world.files.items():
            if not store.exists(name):
                store.put(name, content)
        registry.folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.world.copies.items():
            (registry.folder / name).write_bytes(content)
        with transaction():
            moments = {"began_at": now(), "seen_at": now(), "sure_at": now()}
            session.execute(sa.update(SignIn).values(moments))
        self.start = snapshot.take()
        self.touched = False
        self.tables.clear()

    def __enter__(self) -> "Alliance":
        self.wake()
        sa.event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sa.event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, *told: Any) -> None:
        statement = str(told[2])
        if not BUILDING.match(statement):
            return
        self.touched = True
        found = WRITING.match(statement)
        name = found[1] if found is not None else ""
        known = name in self.start
        self.tables |= snapshot.reached(name) if known else set(self.start)

    def changes(self) -> list[str]:
        """What requests have changed since the last `back`; nothing without a write."""
        if not self.touched:
            return []
        return snapshot.changes(self.start, snapshot.take(self.tables))

    def back(self) -> None:
        """As it was, if anything was written."""
        if self.touched:
            session.rollback()
            snapshot.restore(self.start, self.tables)
            session.rollback()
            self.touched = False
            self.tables.clear()

    def browser(self, who: str) -> FlaskClient:
        """The browser of this role: signed in if it has a sign-in."""
        if who not in self._browsers:
            client = self.app.test_client()
            if who in self._cookies:
                client.set_cookie(self._cookie, self._cookies[who])
            elif who in self.world.marks:
                with client.session_transaction() as cookie:
                    cookie["_user_id"] = self.world.marks[who]
            self._browsers[who] = client
        return self._browsers[who]

    def forget(self, who: str) -> None:
        """Its browser is as it was when it opened a form: somebody signed in or out."""
        self._browsers.pop(who, None)

    @property
    def _cookie(self) -> str:
        return str(self.app.config["SESSION_COOKIE_NAME"])

    def open(
        self, who: str, url: str, method: str = "GET", **more: Any
    ) -> TestResponse:
        """One request, with a session of its own."""
        session.rollback()
        client = self.browser(who)
        sent = more.get("data")
        if isinstance(sent, dict) and PICTURE in sent.values():
            more["data"] = _with_files(sent)
        response: TestResponse = Context().run(
            client.open, url, method=method, buffered=True, **more
        )
        return response

    def token(self, who: str) -> str:
        """A right token of this role's session, from a form it opened."""
        if who not in self._tokens:
            found = TOKEN.search(self.open(who, OPEN_FORM).get_data(as_text=True))
            cookie = self.browser(who).get_cookie(self._cookie)
            assert found is not None, who
            assert cookie is not None, who
            self._tokens[who], self._cookies[who] = found[1], cookie.value
        return self._tokens[who]

    def path(self, endpoint: str, values: dict[str, object]) -> str:
        """The address of a route for one of our things."""
        adapter = self.app.url_map.bind("localhost")
        rule = next(self.app.url_map.iter_rules(endpoint))
        return adapter.build(
            endpoint, {name: values[name] for name in values if name in rule.arguments}
        )


def _with_files(sent: dict[str, Any]) -> dict[str, Any]:
    """A form with its files opened."""
    return {
        name: (_picture(), "bild.png") if value == PICTURE else value
        for name, value in sent.items()
    }


def _picture() -> BytesIO:
    kept = BytesIO()
    Image.new("RGB", (60, 60), "#2a6f4e").save(kept, "PNG")
    kept.seek(0)
    return kept
