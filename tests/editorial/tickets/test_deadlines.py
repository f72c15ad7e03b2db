"""Two weeks, six weeks, six months: reminders, the numbers of the year, forgetting."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.clock import BERLIN, at
from forum.core.db import session, transaction
from forum.editorial.tickets import janitor, privacy, queries, service
from forum.editorial.tickets.models import Ticket, TicketState, TicketStep
from tests import make
from tests.editorial.tickets import making
from tests.visitor import Visitor

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANSWER = "Der Knopf geht jetzt auch mit der Tastatur."
DAY = timedelta(days=1)


def ticket_of(moment: datetime, **told: str) -> Ticket:
    with at(moment):
        return making.ticket(**told)


def reminders(day: float, address: str = "dan@example.org") -> list[str]:
    """Which letters a member of the staff has by the end of this day."""
    with at(BEGAN + day * DAY):
        janitor.remind()
        return [
            one.template.rpartition("/")[2]
            for one in making.letters()
            if one.address == address
        ]


def test_staff_are_reminded_before_each_time_is_over(dan: Member, ada: Member) -> None:
    ticket_of(BEGAN)
    assert reminders(1) == ["arrived"]
    assert reminders(10.9) == ["arrived"]
    assert reminders(11) == ["arrived", "reminder"]
    assert reminders(20) == ["arrived", "reminder"]
    assert reminders(38.9) == ["arrived", "reminder"]
    assert reminders(39) == ["arrived", "reminder", "last"]
    assert reminders(60) == ["arrived", "reminder", "last"]
    assert reminders(60, "ada@example.org") == []
    assert reminders(60, "klimaschutz@example.org") == ["arrived", "reminder", "last"]


def test_every_letter_says_where_no_answer_can_go(dan: Member) -> None:
    ticket_of(BEGAN, email="")
    assert reminders(11) + reminders(39)[2:] == ["arrived", "reminder", "last"]
    for letter in making.letters():
        assert "Es gibt keine Adresse für eine Antwort." in letter.text


def test_a_worker_that_slept_writes_one_letter(dan: Member) -> None:
    ticket_of(BEGAN)
    assert reminders(50) == ["arrived", "last"]
    assert reminders(51) == ["arrived", "last"]


def test_after_an_interim_notice_only_the_six_weeks_count(dan: Member) -> None:
    ticket = ticket_of(BEGAN)
    with at(BEGAN + 5 * DAY), transaction():
        service.put_off(session.get_one(Ticket, ticket.id), "Es dauert länger.", dan)
    assert reminders(13) == ["arrived"]
    assert reminders(39) == ["arrived", "last"]


def test_what_is_answered_needs_no_reminder(dan: Member) -> None:
    ticket = ticket_of(BEGAN)
    assert reminders(1) == ["arrived"]
    with at(BEGAN + 5 * DAY), transaction():
        service.answer(session.get_one(Ticket, ticket.id), ANSWER, dan)
    assert reminders(60) == ["arrived"]


def test_letters_to_staff_say_what_to_do(dan: Member) -> None:
    ticket = ticket_of(BEGAN)
    reminders(11)
    reminders(39)
    letters = [one for one in making.letters() if one.address == dan.email]
    reminder, last = letters[1:]
    assert all(one in reminder.text for one in ("16. März 2026", ticket.name))
    assert "13. April 2026" in last.text
    assert f"/redaktion/barrieren/{ticket.id}" in reminder.text
    assert "jo@example.org" not in reminder.text + last.text


def test_staff_who_cannot_sign_in_get_no_letters(dan: Member) -> None:
    with transaction():
        dan.blocked_at = BEGAN
    ticket_of(BEGAN)
    assert reminders(12) == []


def test_it_is_overdue_when_its_time_is_over(dan: Member, visit: Visitor) -> None:
    ticket = ticket_of(BEGAN)
    with at(BEGAN + 14 * DAY):
        assert (ticket.is_overdue, ticket.days_left) == (False, 0)
    with at(BEGAN + 14 * DAY + timedelta(minutes=1)):
        assert ticket.is_overdue
        assert queries.overdue() == 1
        assert janitor.late() == ["Reports of barriers that are overdue: 1"]
    with at(BEGAN + 5 * DAY), transaction():
        service.put_off(session.get_one(Ticket, ticket.id), "Es dauert länger.", dan)
    with at(BEGAN + 20 * DAY):
        assert queries.overdue() == 0
        assert janitor.late() == []


def test_the_year_in_numbers(visit: Visitor, dan: Member) -> None:
    begins = datetime(2026, 1, 1, 0, 10, tzinfo=BERLIN)  # in UTC still the year before
    quick, slow, late = (ticket_of(begins + number * DAY) for number in range(3))
    ticket_of(begins - DAY, email="")
    for ticket, days in ((quick, 3), (slow, 30), (late, 50)):
        with at(ticket.received_at + days * DAY), transaction():
            service.answer(session.get_one(Ticket, ticket.id), ANSWER, dan)
    with transaction():
        service.close(session.get_one(Ticket, quick.id), "Erledigt.", dan)
    assert queries.years() == [
        queries.Year(2026, 3, 1, 2, 0, 0, 1),
        queries.Year(2025, 1, 0, 0, 1, 1, 0),
    ]
    page = visit("/redaktion/barrieren", dan)
    rows = page.tree.findall(".//main//tbody/tr")
    assert [[cell.text for cell in row] for row in rows] == [
        ["2026", "3", "0", "1", "2", "0", "1"],
        ["2025", "1", "1", "0", "0", "1", "0"],
    ]


def closed(dan: Member) -> Ticket:
    ticket = ticket_of(BEGAN)
    with at(BEGAN + DAY), transaction():
        service.answer(session.get_one(Ticket, ticket.id), ANSWER, dan)
    with at(BEGAN + 2 * DAY), transaction():
        service.close(session.get_one(Ticket, ticket.id), "Behoben.", dan)
    return ticket


def test_words_and_address_go_half_a_year_after_the_end(
    visit: Visitor, dan: Member
) -> None:
    ticket = closed(dan)
    with at(BEGAN + 184 * DAY):
        janitor.forget()
    assert session.get_one(Ticket, ticket.id).email == "jo@example.org"
    with at(BEGAN + 186 * DAY):
        janitor.forget()
    session.rollback()
    found = session.get_one(Ticket, ticket.id)
    assert (found.where, found.what, found.email) == ("", "", "")
    assert session.scalars(sa.select(TicketStep.words)).all() == ["", ""]
    assert queries.years() == [queries.Year(2026, 1, 1, 1, 0, 0, 1)]
    assert "gelöscht" in visit(f"/redaktion/barrieren/{ticket.id}", dan).text
    visit("/redaktion/barrieren?stand=geschlossen", dan)


def test_what_was_never_closed_goes_after_its_answer(dan: Member) -> None:
    ticket = ticket_of(BEGAN)
    waiting = ticket_of(BEGAN, email="lea@example.org")
    with at(BEGAN + DAY), transaction():
        service.answer(session.get_one(Ticket, ticket.id), ANSWER, dan)
    with at(BEGAN + 400 * DAY):
        janitor.forget()
    session.rollback()
    found = session.get_one(Ticket, ticket.id)
    assert (found.email, found.state) == ("", TicketState.CLOSED)
    assert session.get_one(Ticket, waiting.id).email == "lea@example.org"


def test_the_rule_is_told_and_is_the_one_that_works(app: Flask) -> None:
    (rule,) = privacy.RULES
    assert rule.does is janitor.forget
    assert "6 Monate" in rule.how_long


def test_with_a_member_goes_what_they_did(dan: Member) -> None:
    ticket = closed(dan)
    _reports, kept = privacy.KEPT
    rows = session.scalars(sa.select(kept.model).where(kept.of(dan.id))).all()
    assert len(rows) == 2
    jo = make.member("Jo", email="Jo@example.org")
    still_open = ticket_of(BEGAN)
    with transaction():
        privacy.forget(session.get_one(Member, dan.id))
        privacy.forget(session.get_one(Member, jo.id))
    session.rollback()
    assert session.scalars(sa.select(TicketStep.by)).all() == [None, None]
    assert session.get_one(Ticket, ticket.id).email == ""
    assert session.get_one(Ticket, still_open.id).email == "jo@example.org"


@pytest.mark.parametrize("routine", [janitor.remind, janitor.forget])
def test_a_minute_without_work_writes_nothing(
    routine: object, app: Flask, statements: list[str]
) -> None:
    ticket_of(BEGAN)
    session.rollback()
    statements.clear()
    with at(BEGAN + DAY):
        routine()  # type: ignore[operator]
    assert [one.split()[0] for one in statements] == ["SELECT"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": TicketState.CLOSED},
        {"state": TicketState.ANSWERED},
        {"closed_at": BEGAN},
        {"due_at": BEGAN + 50 * DAY},
        {"what": "x" * 3001},
    ],
)
def test_the_database_has_the_last_word(wrong: dict[str, object], app: Flask) -> None:
    ticket = ticket_of(BEGAN)
    change = sa.update(Ticket).where(Ticket.id == ticket.id).values(**wrong)
    with pytest.raises((sa.exc.IntegrityError, sa.exc.DataError)), transaction():
        session.execute(change)
