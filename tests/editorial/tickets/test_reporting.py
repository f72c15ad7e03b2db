"""Somebody reports a barrier: the form, the number, the letters, the limits."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.clock import BERLIN, at, now
from forum.core.db import release, session, transaction
from forum.core.mail import Letter
from forum.editorial.tickets import service
from forum.editorial.tickets.models import WHAT_MAX, WHERE_MAX, Ticket, TicketState
from tests.editorial.tickets import making
from tests.editorial.tickets.making import WHAT
from tests.visitor import Visitor

URL = "/barriere-melden"
HOUSE = "klimaschutz@example.org"


def all_tickets() -> list[Ticket]:
    session.rollback()
    return session.query(Ticket).order_by(Ticket.id).all()


def test_a_report_gets_a_number_and_a_receipt(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, fay: Member, gil: Member
) -> None:
    told = {"where": "/projekte", "what": WHAT, "email": "jo@example.org"}
    assert visit.send(f"/sv{URL}", **told).location == "/sv/barriere-melden"
    (ticket,) = all_tickets()
    assert ticket.name in visit(f"/sv{URL}").text
    assert (ticket.where, ticket.what, ticket.email) == tuple(told.values())
    assert (ticket.state, ticket.language) == (TicketState.OPEN, "sv")
    assert ticket.due_at - ticket.received_at == timedelta(weeks=2)
    assert ticket.six_weeks_at - ticket.received_at == timedelta(weeks=6)
    staff = (cleo, dan, gil)
    assert making.told() == sorted(
        [
            ("jo@example.org", "receipt"),
            (HOUSE, "arrived"),
            *((str(one.email), "arrived") for one in staff),
        ]
    )


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("jo@example.org", "Wir antworten innerhalb von zwei Wochen."),
        ("", "Wir kümmern uns darum."),
    ],
)
def test_an_answer_is_promised_where_one_can_be_given(
    email: str, said: str, visit: Visitor
) -> None:
    visit.send(URL, what=WHAT, email=email)
    (ticket,) = all_tickets()
    told = f"Danke. Ihre Meldung hat die Nummer {ticket.name}. {said}"
    assert told in visit(URL).text


def test_the_receipt_names_number_deadline_and_ombudsstelle(app: Flask) -> None:
    with at(datetime(2026, 12, 1, 10, tzinfo=BERLIN)):
        ticket = making.ticket()
        receipt = next(one for one in making.letters() if "receipt" in one.template)
    assert receipt.language == "de"
    assert ticket.name in receipt.subject
    for words in (
        ticket.name,
        "15. Dezember 2026",
        "12. Januar 2027",
        "Ombudsstelle",
        "ombudsstelle-barrierefreie-it@mags.nrw.de",
        "https://www.lbbp.nrw.de/ombudsstelle",
    ):
        assert words in receipt.text
    assert WHAT not in receipt.text  # nobody sends words of his own to strangers


def test_the_receipt_speaks_the_language_of_the_page(app: Flask) -> None:
    making.ticket(language="en")
    receipt = next(one for one in making.letters() if "receipt" in one.template)
    assert receipt.language == "en"
    assert "http://localhost/en/impressum" in receipt.text


def test_staff_read_what_hinders_whom_they_answer_at_the_desk(
    dan: Member, app: Flask
) -> None:
    ticket = making.ticket()
    letter = next(one for one in making.letters() if one.address == dan.email)
    assert WHAT in letter.text
    assert f"/redaktion/barrieren/{ticket.id}" in letter.text
    assert "jo@example.org" not in letter.text


def test_a_report_needs_no_name_and_no_address(visit: Visitor) -> None:
    visit.send(URL, what=WHAT)
    (ticket,) = all_tickets()
    assert (ticket.email, ticket.asks_no_answer) == ("", True)
    assert making.told() == [(HOUSE, "arrived")]
    assert "Es gibt keine Adresse für eine Antwort" in making.letters()[0].text


def test_members_report_like_guests_do(visit: Visitor, ada: Member) -> None:
    visit.send(URL, ada, what=WHAT)
    (ticket,) = all_tickets()
    assert ticket.email == ""


@pytest.mark.parametrize(
    "told",
    [
        {"what": ""},
        {"what": "kurz"},
        {"what": "\0\u202e\u200b" * 20},
        {"what": "x" * (WHAT_MAX + 1)},
        {"where": "x" * (WHERE_MAX + 1)},
        {"email": "jo"},
        {"email": "jo@example.org\r\nBcc: all@example.org"},
        {"email": f"{'x' * 300}@example.org"},
        {"website": "https://spam.example.org"},
        {"website": "x" * 5000},
    ],
)
def test_what_cannot_be_sent_is_said(visit: Visitor, told: dict[str, str]) -> None:
    page = visit.send(URL, status=422, **{"what": WHAT, **told})
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert page.title.startswith("Fehler: ")
    assert all_tickets() == []
    assert making.letters() == []


def test_a_person_who_fell_into_the_trap_gets_out(visit: Visitor) -> None:
    page = visit.send(URL, status=422, what=WHAT, website="https://a.example.org")
    assert page.tree.find(".//*[@id='website']/..").get("aria-hidden") is None
    assert WHAT in page.html
    visit.send(URL, what=WHAT, website="")
    assert len(all_tickets()) == 1


def test_the_trap_is_out_of_the_way(visit: Visitor) -> None:
    trap = visit(URL).tree.find(".//*[@id='website']")
    assert trap is not None
    assert (trap.get("tabindex"), trap.get("autocomplete")) == ("-1", "off")


def test_html_in_a_report_stays_text(visit: Visitor, dan: Member) -> None:
    visit.send(URL, what="<script>alert(1)</script>\0 \u202ehier", where="<b>dort</b>")
    (ticket,) = all_tickets()
    letter = making.letters()[-1]
    assert "<script>alert(1)</script> hier" in letter.text
    assert "<script>" not in letter.html
    for url in ("/redaktion/barrieren", f"/redaktion/barrieren/{ticket.id}"):
        html = visit(url, dan).html
        assert "<script>alert" not in html
        assert "<b>dort" not in html


def test_an_old_page_keeps_the_report(visit: Visitor) -> None:
    page = visit(URL, status=422, method="POST", data={"what": WHAT})
    assert "lange offen" in page.text
    assert WHAT in page.html
    assert all_tickets() == []


def test_the_same_form_twice_is_one_report(visit: Visitor) -> None:
    for _ in range(3):
        visit.send(URL, what=WHAT, form_key="abc")
    assert len(all_tickets()) == 1
    assert making.told() == [(HOUSE, "arrived")]


def test_other_words_in_the_same_form_are_another_report(visit: Visitor) -> None:
    for words in (WHAT, f"{WHAT} Und noch einer.", WHAT):
        visit.send(URL, what=words, form_key="abc")
    assert [one.what for one in all_tickets()] == [WHAT, f"{WHAT} Und noch einer."]


def test_the_same_form_at_once_is_one_report(app: Flask) -> None:
    together = Barrier(3)
    names: list[str] = []

    def send(number: int) -> None:
        with app.app_context():
            report = service.Report("", WHAT, "", "de", "same")
            together.wait()
            with transaction():
                names.append(service.receive(report, f"sender {number}").name)
            release()

    threads = [Thread(target=send, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (ticket,) = all_tickets()
    assert names == [ticket.name] * 3


def test_who_reports_very_often_waits(visit: Visitor) -> None:
    free = service.REPORTS.free
    for number in range(free):
        visit.send(URL, what=f"{WHAT} {number}")
    page = visit.send(URL, status=429, what=WHAT)
    assert int(page.response.headers["Retry-After"]) > 0
    assert "Bitte warten Sie" in page.text
    assert WHAT in page.text
    assert len(all_tickets()) == free
    with at(now() + timedelta(hours=2)):
        making.ticket()
    assert len(all_tickets()) == free + 1


def test_nobody_fills_a_strangers_letter_box(app: Flask) -> None:
    for _ in range(service.RECEIPTS.free):
        making.ticket(email="jo@example.org")
    with pytest.raises(service.limits.TooOften):
        making.ticket(email="JO@example.org")
    making.ticket(email="lea@example.org")
    assert len(all_tickets()) == service.RECEIPTS.free + 1


def test_no_address_and_no_network_is_kept_with_it(visit: Visitor) -> None:
    visit.send(URL, what=WHAT)
    columns = {column.name for column in Ticket.__table__.columns}
    assert not columns & {"ip", "network", "member_id", "author_id", "by"}
    session.rollback()
    assert session.query(Letter).count() == 0
