"""Accounts nobody uses go after two letters; who signs in stays."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.privacy.absence import see_to_absent
from forum.accounts.sessions import service as sessions
from forum.core import mail
from forum.core.activities import run_jobs
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.mail import Letter, MemoryOutbox
from forum.entries.models import Entry
from tests import make
from tests.projects import making
from tests.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def begin() -> datetime:
    return now()


def live(days: Iterator[int] | range, begin: datetime, sends: bool = True) -> int:
    """One round of the worker on each of these days; returns how many were deleted."""
    gone = 0
    for day in days:
        with at(begin + day * DAY):
            gone += see_to_absent()
            while run_jobs():
                pass
            if sends:
                mail.send_due()
            mail.forget_sent()
            mail.forget_unsent()
    session.expire_all()
    return gone


def templates(outbox: MemoryOutbox) -> list[str]:
    return [str(one["Subject"]) for one in outbox.sent]


FIRST, LAST = "Möchten Sie Mitglied bleiben?", "In einem Monat löschen wir Ihr Konto"
BYE = "Ihr Konto ist gelöscht"


def test_two_letters_then_the_account_goes(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    number, entry = ada.id, making.project(ada).id
    outbox.sent.clear()
    assert live(range(0, 730, 100), begin) == 0
    assert outbox.sent == []
    assert live(range(731, 735), begin) == 0
    assert templates(outbox) == [FIRST]
    assert live(range(735, 761), begin) == 0
    assert templates(outbox) == [FIRST]
    assert live(range(762, 791), begin) == 0
    assert templates(outbox) == [FIRST, LAST]
    assert live(range(792, 794), begin) == 1
    assert templates(outbox) == [FIRST, LAST, BYE]
    assert session.get(Member, number) is None
    assert session.get_one(Entry, entry).author_id is None


def test_who_signs_in_stays(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    number = ada.id
    live(range(731, 790), begin)
    assert templates(outbox) == [FIRST, LAST]
    with at(begin + 790 * DAY), transaction():
        sessions.begin(session.get_one(Member, number))
    assert live(range(790, 900), begin) == 0
    me = session.get_one(Member, number)
    assert (me.warnings, me.warned_at) == (0, None)
    assert templates(outbox) == [FIRST, LAST]
    live(range(790 + 731, 790 + 734), begin)
    assert templates(outbox) == [FIRST, LAST, FIRST]


def test_nothing_is_deleted_before_both_letters_have_left(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    assert live(range(731, 1000, 5), begin, sends=False) == 0
    assert outbox.sent == []
    assert session.get_one(Member, ada.id).warnings == 0
    rows = session.scalars(sa.select(Letter.template)).all()
    assert rows == ["privacy/mail/away_first"]  # one, however long it waits


def test_a_letter_that_cannot_be_delivered_is_tried_again(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    live(range(731, 732), begin, sends=False)
    with transaction():
        session.execute(sa.update(Letter).values(due_at=None, attempts=17))
    assert live(range(732, 763), begin) == 0
    assert outbox.sent == []
    live(range(764, 767), begin)
    assert templates(outbox) == [FIRST]


def test_between_two_letters_there_is_a_month_however_late_the_first_was(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    live(range(1000, 1027), begin)
    assert templates(outbox) == [FIRST]
    assert live(range(1030, 1056), begin) == 0
    assert templates(outbox) == [FIRST, LAST]
    assert live(range(1060, 1062), begin) == 1


def test_staff_and_the_blocked_are_listed_and_never_deleted(
    app: Flask, visit: Visitor, outbox: MemoryOutbox, ada: Member, dan: Member
) -> None:
    begin = now()
    with transaction():
        session.get_one(Member, ada.id).blocked_at = now()
    names, numbers = (ada.display_name, dan.display_name), (ada.id, dan.id)
    assert live(range(731, 1000, 7), begin) == 0
    assert outbox.sent == []
    with at(begin + 800 * DAY):
        gil = make.member(
            "Gila",
            email="gila@example.org",
            role=Role.ADMINISTRATOR,
        )
    with transaction():
        for number in numbers:
            session.get_one(Member, number).seen_at = begin - 800 * DAY
    page = visit("/redaktion/aufbewahrung", gil)
    for name in names:
        assert name in page.text
    assert "gesperrt" in page.text


def test_people_of_the_demo_are_left_alone(
    app: Flask, outbox: MemoryOutbox, ada: Member, begin: datetime
) -> None:
    with transaction():
        session.get_one(Member, ada.id).demo = True
    assert live(range(731, 1000, 7), begin) == 0
    assert outbox.sent == []


def test_whose_name_is_imported_is_left_alone(app: Flask, outbox: MemoryOutbox) -> None:
    begin = now()
    with transaction():
        imported = Member(
            display_name="Nina", name_key="nina", actor="buerger", joined_at=begin
        )
        session.add(imported)
    assert live(range(731, 1000, 7), begin) == 0
    assert outbox.sent == []
