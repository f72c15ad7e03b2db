"""The only way the tests open a page: as somebody, and looking at all of it."""

from contextvars import Context
from secrets import token_urlsafe
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.members.models import Member
from forum.accounts.sessions.models import SignIn
from forum.accounts.sessions.service import digest
from forum.core.clock import now
from forum.core.db import db, is_writing, session
from tests.pages import Page, check, typed


class Visitor:
    """Opens pages and sends forms; everybody has a browser of their own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._browsers: dict[int | None, FlaskClient] = {}

    def __call__(
        self, url: str, as_: Member | None = None, *, status: int = 200, **options: Any
    ) -> Page:
        """Open a page and check it as every page is checked."""
        return self._open(url, as_, status, **options)

    def send(
        self,
        url: str,
        as_: Member | None = None,
        *,
        action: str = "",
        status: int = 302,
        button: tuple[str, str] | None = None,
        **fields: Any,
    ) -> Page:
        """Open a page, fill in its form, send it; `action` chooses among several."""
        form = self(url, as_).form(action)
        values: dict[str, Any] = {}
        for name, value in typed(form):
            values.setdefault(name, []).append(value)
        if button:
            values[button[0]] = button[1]
        values |= fields
        target = form.get("action") or url
        return self._open(target, as_, status, method="POST", data=values)

    def browser(self, who: Member | None = None) -> FlaskClient:
        """The browser of this member, signed in, or of a guest."""
        number = who.id if who else None
        if number not in self._browsers:
            client = self.app.test_client()
            if who:
                with client.session_transaction() as cookie:
                    cookie["_user_id"] = _sign_in(who.id)
                session.rollback()  # it is to be seen by the test itself too
            self._browsers[number] = client
        return self._browsers[number]

    def _open(self, url: str, who: Member | None, status: int, **options: Any) -> Page:
        assert not is_writing(), "commit what the test wrote before it opens a page"
        client = self.browser(who)
        session.rollback()  # what the test loaded is loaded again when looked at
        response = Context().run(client.open, url, **options)  # a session of its own
        page = Page(url, response)
        assert page.status == status, (url, page.status, page.location)
        if response.mimetype == "text/html" and status not in (301, 302, 303, 304, 308):
            check(page)
        return page


def _sign_in(number: int) -> str:
    """A sign-in of this member, unnoticed by whoever listens at the database."""
    key = token_urlsafe(32)
    values = {"device": "", "began_at": now(), "seen_at": now(), "sure_at": now()}
    epoch = sa.select(Member.epoch).where(Member.id == number).scalar_subquery()
    told = {"member_id": number, "digest": digest(key), "epoch": epoch}
    row = sa.insert(SignIn).values(**told, **values)
    aside = sa.create_engine(db.engine.url, poolclass=sa.NullPool)
    with aside.connect().execution_options(writing=True) as connection:
        connection.execute(row)
        connection.commit()
    return f"{number}.{key}"
