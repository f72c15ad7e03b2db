"""No line of any log says who, from where, with what, or what somebody looked for."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from gunicorn.config import Config

from forum.accounts.members.models import Member
from forum.commands import serving
from forum.commands.quiet import Quiet
from forum.config import Settings
from forum.core import mail
from forum.core.activities import run_jobs
from forum.core.db import db, release, session, transaction
from forum.core.mail import Letter
from forum.search.refresh import refresher
from tests.accounts.letters import link
from tests.discussions import making as talks
from tests.visitor import Visitor

NETWORK = "203.0.113.77"
NAME = "Zqlogvogel"
EMAIL = "zqlogpost@example.org"
PASSWORD = "zqgeheim-Hecke-Morgen"
WRONG = "zqfalsch-Hecke-Morgen"
SEARCHED = "zqsuchwort"
SAID = "zqgesagt"
CANARIES = (NETWORK, NAME, EMAIL, PASSWORD, WRONG, SEARCHED, SAID, "zqagent", "zqtoken")


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """All loggers, however they were set, say all they have to say.

    But for SQLAlchemy's, which show rows to who debugs and are off in earnest.
    """
    loggers = [
        one
        for one in logging.root.manager.loggerDict.values()
        if isinstance(one, logging.Logger) and not one.name.startswith("sqlalchemy")
    ]
    before = [(one, one.level, one.propagate, one.disabled) for one in loggers]
    for one in loggers:
        one.propagate, one.disabled = True, False
        one.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG):
        yield
    for one, level, propagate, disabled in before:
        one.propagate, one.disabled = propagate, disabled
        one.setLevel(level)


def send(visit: Visitor, path: str, status: int = 302, **fields: Any) -> None:
    visit.send(path, status=status, **fields)


def test_no_log_knows_anybody(
    app: Flask,
    visit: Visitor,
    ada: Member,
    everything_logged: None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    guest = visit.browser()
    guest.environ_base |= {
        "REMOTE_ADDR": NETWORK,
        "HTTP_USER_AGENT": "zqagent/1",
        "HTTP_X_FORWARDED_FOR": NETWORK,
        "HTTP_REFERER": f"http://localhost/suche?q={SEARCHED}",
    }
    number = ada.id
    below = talks.thread(ada).id
    _join(visit)
    token = link().rsplit("/", 1)[1]
    refresher.rebuild()
    for path in (f"/suche?q={SEARCHED}", f"/nirgends?{SEARCHED}=zqtoken", "/zqtoken"):
        guest.get(path)
    guest.get(f"/mitglied-werden/{token}x")
    guest.post("/anmelden", data={"email": EMAIL, "password": WRONG})
    send(visit, "/passwort-vergessen", email=EMAIL)
    send(visit, "/anmelden", 422, email=EMAIL, password=WRONG)
    me = session.get_one(Member, number)
    visit.send(f"/beitraege/{below}/kommentare", me, text=f"{SAID} hier", status=302)
    _trouble(app, visit, number)
    while run_jobs():
        pass
    mail.send_due()
    _fail(app)
    session.rollback()
    assert len(caplog.records) > 12
    assert db.engine.echo is False
    assert db.engine.hide_parameters
    lines = [f"{one.name} {one.getMessage()} {one.args}" for one in caplog.records]
    assert [line for line in lines for word in (*CANARIES, token) if word in line] == []


def _join(visit: Visitor) -> None:
    fields = {
        "display_name": NAME,
        "email": EMAIL,
        "password": PASSWORD,
        "actor": "buerger",
        "rules": "y",
    }
    send(visit, "/mitglied-werden", **fields)


def _trouble(app: Flask, visit: Visitor, number: int) -> None:
    """A page that fails: its address and what was sent stay out of the log."""
    before = app.view_functions["search.index"]

    def fail() -> str:
        session.execute(
            sa.select(Member.id).where(sa.literal_column("nowhere") == SEARCHED)
        )
        return ""

    app.view_functions["search.index"] = fail
    try:
        answer = visit.browser().get(f"/suche?q={SEARCHED}")
        assert answer.status_code == 500
    finally:
        app.view_functions["search.index"] = before
    session.rollback()


def _fail(app: Flask) -> None:
    """A letter that cannot be sent, and a job that fails."""

    class Broken(mail.MemoryOutbox):
        def send(self, message: object) -> None:
            raise OSError(f"no way to {EMAIL}")

    app.extensions["office"].outbox = Broken()
    with transaction():
        mail.write("signin/mail/changed", EMAIL, "de", name=NAME)
    assert mail.send_due() == 1
    assert session.scalars(sa.select(Letter.error)).all().count("OSError") == 1
    release()


def test_the_server_writes_no_access_log(settings: Settings) -> None:
    words = serving._web(settings)
    assert not any(word.startswith(("--access", "--capture")) for word in words)
    assert words[words.index("--logger-class") + 1] == "forum.commands.quiet.Quiet"
    assert words[words.index("--log-level") + 1] == "warning"


def test_the_server_says_neither_who_nor_what(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = Quiet(Config())
    logger.error_log.propagate = True
    with caplog.at_level(logging.DEBUG):
        logger.warning(f"Invalid request from ip={NETWORK}: zqtoken")
        logger.access(None, None, {"REMOTE_ADDR": NETWORK}, None)
        try:
            raise ValueError("here")
        except ValueError:
            logger.exception(
                "Error handling request %s %s", "GET", f"/suche?q={SEARCHED}"
            )
        logger.warning("something else")
    said = caplog.text
    assert "A request could not be read" in said
    assert "A request failed" in said
    assert "ValueError" in said
    assert "something else" in said
    assert not any(word in said for word in CANARIES)
