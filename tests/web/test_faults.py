"""When the database fails nothing is kept, nothing is claimed, and nobody is quoted."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forum.accounts.members.models import Member
from forum.core.db import db, session
from tests.pages import typed
from tests.visitor import Visitor

PROFILE, ACCOUNT = "/konto/profil", "/konto"
SAVED = "Ihre Angaben sind gespeichert."
CANARY = "kanarie@example.org"
GONE = "SELECT something FROM what_is_not_there"
LOCKED = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$"


@contextmanager
def at(moment: str, fail: Callable[[Connection], None]) -> Iterator[None]:
    """Let something real go wrong whenever a transaction begins, or is to be kept."""
    sa.event.listen(db.engine, moment, fail)
    try:
        yield
    finally:
        sa.event.remove(db.engine, moment, fail)


def duplicate(connection: Connection) -> None:
    """Two members with one address."""
    statement = sa.update(Member).values(email_key=CANARY, about=CANARY)
    connection.execute(statement)


def program_fault(connection: Connection) -> None:
    """A table that our program believes in."""
    connection.exec_driver_sql(GONE)


def locked(connection: Connection) -> None:
    """Somebody else holds what we need."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(LOCKED)
        return
    other = sa.create_engine(db.engine.url)
    sa.event.listen(other, "connect", _never_wait)
    with other.connect().execution_options(writing=True) as second:
        second.begin()


def _never_wait(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout = 0")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize(
    ("fail", "status"), [(duplicate, 500), (program_fault, 500), (locked, 503)]
)
def test_what_was_not_kept_is_not_said_to_be(
    visit: Visitor,
    ada: Member,
    ben: Member,
    fail: Callable[[Connection], object],
    status: int,
) -> None:
    with at("commit", fail):
        page = visit.send(PROFILE, ada, about="Neu", status=status)
    assert page.heading == "Bei uns ist etwas kaputtgegangen"
    assert page.response.headers.get("Retry-After") == ("10" if status == 503 else None)
    assert SAVED not in visit(ACCOUNT, ada).text
    session.rollback()
    assert session.get_one(Member, ada.id).about == ""
    visit.send(PROFILE, ada, about="Neu")
    assert SAVED in visit(ACCOUNT, ada).text


def test_words_of_an_earlier_request_stay(visit: Visitor, ada: Member) -> None:
    sent = dict(typed(visit(PROFILE, ada).form("")))
    visit(PROFILE, ada, status=302, method="POST", data=sent)
    with at("commit", program_fault):
        visit(PROFILE, ada, status=500, method="POST", data=sent)
    assert visit(ACCOUNT, ada).text.count(SAVED) == 1


def test_the_log_names_the_fault_but_nobody(
    visit: Visitor, ada: Member, ben: Member, told: pytest.LogCaptureFixture
) -> None:
    with at("commit", duplicate):
        visit.send(PROFILE, ada, about="Kanarienvogel", status=500)
    assert CANARY not in told.text
    assert "Kanarienvogel" not in told.text
    assert "IntegrityError: UPDATE member" in told.text
    assert "test_faults.py" in told.text  # where it happened


def test_a_fault_of_the_program_is_logged_with_its_place(
    visit: Visitor, ada: Member, told: pytest.LogCaptureFixture
) -> None:
    with at("commit", program_fault):
        visit.send(PROFILE, ada, about="Neu", status=500)
    assert f"Error: {GONE}" in told.text
    assert "program_fault" in told.text


@pytest.mark.parametrize("path", ["/", "/gibt-es-nicht"])
def test_a_missing_table_is_no_busy_database(
    visit: Visitor, ada: Member, told: pytest.LogCaptureFixture, path: str
) -> None:
    """Not even where a page of words needs it."""

    browser = visit.browser(ada)
    session.rollback()
    with at("begin", program_fault):
        answer = browser.get(path)
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert "Content-Security-Policy" in answer.headers
    assert GONE in told.text
