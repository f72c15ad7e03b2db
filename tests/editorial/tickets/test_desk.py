"""The desk for barriers: who may, answers, interim notices, notes, closing."""

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.editorial.tickets import queries, service
from forum.editorial.tickets.models import (
    USUAL,
    WORDS_MAX,
    StepKind,
    Ticket,
    TicketState,
)
from tests.editorial.tickets import making
from tests.pages import typed
from tests.visitor import Visitor

LIST = "/redaktion/barrieren"
ANSWER = "Der Knopf geht jetzt auch mit der Tastatur. Danke!"
ACTS = {
    "antwort": {"answer": ANSWER},
    "zwischennachricht": {"reason": "Der Film wird erst gedreht."},
    "notiz": {"note": "Mit der Technik besprochen."},
    "ende": {"result": "Behoben am selben Tag.", "no_report": "y"},
}


def address(ticket: Ticket, act: str = "") -> str:
    return f"{LIST}/{ticket.id}" + (f"/{act}" if act else "")


def send(visit: Visitor, who: Member, ticket: Ticket, act: str, **told: str) -> str:
    """Send one of the forms of a report; where it leads."""
    url = address(ticket)
    return visit.send(url, who, action=f"{url}/{act}", **(told or ACTS[act])).location


def again(ticket: Ticket) -> Ticket:
    session.rollback()
    return session.get_one(Ticket, ticket.id)


def sent_to_reporter() -> list[str]:
    return [
        one.template.rpartition("/")[2]
        for one in making.letters()
        if one.address == "jo@example.org"
    ]


@pytest.mark.parametrize("who", ["ada", "fay"])
def test_others_see_and_do_nothing(
    who: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    member, ticket = request.getfixturevalue(who), making.ticket()
    for url in (LIST, address(ticket), f"{LIST}/999"):
        visit(url, member, status=403)
    for act, told in ACTS.items():
        visit(address(ticket, act), member, status=403, method="POST", data=told)
    with transaction():
        for do in (service.answer, service.put_off, service.note, service.close):
            with pytest.raises(Forbidden):
                do(session.get_one(Ticket, ticket.id), ANSWER, member)
    assert queries.steps(ticket.id) == []


def test_guests_sign_in_first(visit: Visitor) -> None:
    ticket = making.ticket()
    assert "/anmelden" in visit(address(ticket), status=302).location
    for act, told in ACTS.items():
        visit(address(ticket, act), status=403, method="POST", data=told)


@pytest.mark.parametrize("who", ["cleo", "dan", "gil"])
def test_an_answer_is_a_letter(
    who: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    member, ticket = request.getfixturevalue(who), making.ticket()
    assert send(visit, member, ticket, "antwort") == address(ticket)
    ticket = again(ticket)
    assert (ticket.state, ticket.is_overdue) == (TicketState.ANSWERED, False)
    letter = next(one for one in making.letters() if one.template.endswith("/answer"))
    assert letter.address == "jo@example.org"
    assert ticket.name in letter.subject
    for words in (ANSWER, "Ombudsstelle", "ombudsstelle-barrierefreie-it@mags.nrw.de"):
        assert words in letter.text
    (step,) = queries.steps(ticket.id)
    assert (step.kind, step.words, step.by) == (StepKind.ANSWER, ANSWER, member.id)
    assert ANSWER in visit(address(ticket), member).text
    audited = session.scalars(sa.select(ActivityRow).where(ActivityRow.audited))
    assert [(row.name, row.by) for row in audited] == [("TicketAnswered", member.id)]


def test_an_answer_is_in_the_language_of_the_report(
    visit: Visitor, dan: Member
) -> None:
    ticket = making.ticket(language="en")
    send(visit, dan, ticket, "antwort")
    send(visit, dan, ticket, "antwort")
    letters = [one for one in making.letters() if one.template.endswith("/answer")]
    assert [one.language for one in letters] == ["en", "en"]
    assert "http://localhost/en/impressum" in letters[0].text


def test_an_interim_notice_gives_six_weeks_once(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket()
    send(visit, dan, ticket, "zwischennachricht")
    ticket = again(ticket)
    assert (ticket.state, ticket.due_at) == (TicketState.OPEN, ticket.six_weeks_at)
    letter = next(one for one in making.letters() if one.template.endswith("/interim"))
    for words in ("Der Film", "Ombudsstelle", ticket.name):
        assert words in letter.text
    html = visit(address(ticket), dan).html
    assert address(ticket, "zwischennachricht") not in html
    with transaction(), pytest.raises(Refusal):
        service.put_off(session.get_one(Ticket, ticket.id), ANSWER, dan)
    assert sent_to_reporter() == ["receipt", "interim"]


def test_a_note_is_for_the_staff(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket()
    send(visit, dan, ticket, "notiz")
    assert "Mit der Technik besprochen." in visit(address(ticket), dan).text
    assert again(ticket).state is TicketState.OPEN
    assert sent_to_reporter() == ["receipt"]


def test_without_an_address_there_are_only_notes(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket(email="")
    html = visit(address(ticket), dan).html
    assert "keine Adresse angegeben" in html
    for act in ("antwort", "zwischennachricht"):
        assert address(ticket, act) not in html
    with transaction():
        for do in (service.answer, service.put_off):
            with pytest.raises(Refusal):
                do(session.get_one(Ticket, ticket.id), ANSWER, dan)
    send(visit, dan, ticket, "notiz")
    send(visit, dan, ticket, "ende", result="Behoben am selben Tag.")
    assert again(ticket).state is TicketState.CLOSED


def test_closing_needs_an_answer_first(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket()
    told = {"result": "Behoben am selben Tag."}
    url = address(ticket)
    page = visit.send(url, dan, action=f"{url}/ende", status=409, **told)
    assert "Antworten Sie zuerst" in page.text
    assert told["result"] in page.html
    assert again(ticket).state is TicketState.OPEN
    send(visit, dan, ticket, "antwort")
    send(visit, dan, ticket, "ende", **told)
    ticket = again(ticket)
    assert (ticket.state, ticket.closed_at is None) == (TicketState.CLOSED, False)
    for act in ("antwort", "zwischennachricht", "ende"):
        assert address(ticket, act) not in visit(address(ticket), dan).html


def test_what_is_no_report_is_closed_without_an_answer(
    visit: Visitor, dan: Member
) -> None:
    ticket = making.ticket("Kaufen Sie jetzt unsere Solarzellen!")
    send(visit, dan, ticket, "ende")
    assert again(ticket).state is TicketState.CLOSED
    assert sent_to_reporter() == ["receipt"]


def test_what_another_has_closed_is_answered_by_nobody(dan: Member) -> None:
    ticket = making.ticket()
    with transaction():
        service.close(session.get_one(Ticket, ticket.id), "Werbung", dan, True)
        for do in (service.answer, service.put_off, service.close):
            with pytest.raises(Refusal):
                do(session.get_one(Ticket, ticket.id), ANSWER, dan)


@pytest.mark.parametrize("act", ["antwort", "zwischennachricht", "ende"])
def test_who_comes_second_reads_what_happened_and_keeps_the_words(
    act: str, visit: Visitor, cleo: Member, dan: Member
) -> None:
    ticket = making.ticket()
    url = address(ticket, act)
    opened = dict(typed(visit(address(ticket), dan).form(url)))
    with transaction():
        mine = session.get_one(Ticket, ticket.id)
        service.answer(mine, ANSWER, cleo)
        service.close(mine, "Behoben.", cleo)
    told = ACTS[act]
    page = visit(url, dan, status=409, method="POST", data=opened | told)
    assert "Im Verlauf steht, was inzwischen geschehen ist." in page.text
    assert next(iter(told.values())) in page.html
    assert [one.by for one in queries.steps(ticket.id)] == [cleo.id, cleo.id]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("antwort", {"answer": ""}),
        ("antwort", {"answer": "kurz"}),
        ("antwort", {"answer": "\0\u202e\u200b" * 20}),
        ("antwort", {"answer": "x" * (WORDS_MAX + 1)}),
        ("zwischennachricht", {"reason": ""}),
        ("zwischennachricht", {"reason": "x" * (WORDS_MAX + 1)}),
        ("notiz", {"note": ""}),
        ("notiz", {"note": "x" * (WORDS_MAX + 1)}),
        ("ende", {"result": ""}),
        ("ende", {"result": "x" * (WORDS_MAX + 1), "no_report": "y"}),
    ],
)
def test_what_cannot_be_sent_is_said(
    act: str, told: dict[str, str], visit: Visitor, dan: Member
) -> None:
    ticket = making.ticket()
    url = address(ticket)
    page = visit.send(url, dan, action=f"{url}/{act}", status=422, **told)
    assert page.title.startswith("Fehler: ")
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert queries.steps(ticket.id) == []
    assert sent_to_reporter() == ["receipt"]


def test_an_old_page_keeps_the_answer(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket()
    told = ACTS["antwort"]
    page = visit(address(ticket, "antwort"), dan, status=422, method="POST", data=told)
    assert "lange offen" in page.text
    assert ANSWER in page.html


def test_html_in_an_answer_stays_text(visit: Visitor, dan: Member) -> None:
    ticket = making.ticket()
    send(visit, dan, ticket, "antwort", answer="<script>alert(1)</script>")
    letter = next(one for one in making.letters() if one.template.endswith("/answer"))
    assert "<script>" not in letter.html
    assert "<script>alert" not in visit(address(ticket), dan).html


@pytest.mark.parametrize("number", ["0", "999", "99999999999999", "x"])
def test_there_is_no_such_report(number: str, visit: Visitor, dan: Member) -> None:
    visit(f"{LIST}/{number}", dan, status=404)


def test_what_is_most_urgent_comes_first(visit: Visitor, dan: Member) -> None:
    moment = now()
    tickets = []
    for days in (2, 20, 12):
        with at(moment - USUAL * days / 14):
            tickets.append(making.ticket(f"Seit {days} Tagen ein Hindernis"))
    page = visit(LIST, dan)
    places = [page.text.index(f"{one.name}: /projekte") for one in tickets]
    fresh, late, soon = places
    assert late < soon < fresh
    assert page.text.count("Überfällig") == 1
    assert page.text.count("Bald fällig") == 1
    assert queries.overdue() == 1


def test_each_list_has_its_own(visit: Visitor, dan: Member) -> None:
    tickets = [making.ticket() for _ in range(3)]
    with transaction():
        for ticket in tickets[1:]:
            service.answer(session.get_one(Ticket, ticket.id), ANSWER, dan)
        service.close(session.get_one(Ticket, tickets[2].id), "Erledigt.", dan)
    for stand, ticket in zip(
        ("offen", "beantwortet", "geschlossen"), tickets, strict=True
    ):
        links = [url for _, url in visit(f"{LIST}?stand={stand}", dan).links]
        assert [one for one in links if one.startswith(f"{LIST}/")] == [address(ticket)]
    visit(f"{LIST}?stand=nichts&seite=x", dan)


def test_an_empty_desk_says_so(visit: Visitor, dan: Member) -> None:
    assert "Niemand wartet auf eine Antwort." in visit(LIST, dan).text
    assert "Hier ist noch nichts." in visit(f"{LIST}?stand=geschlossen", dan).text


@pytest.mark.parametrize("prefix", ["/sv", "/en"])
def test_the_desk_speaks_three_languages(
    prefix: str, visit: Visitor, dan: Member
) -> None:
    ticket = making.ticket(language="sv")
    for url in (LIST, address(ticket)):
        assert visit(f"{prefix}{url}", dan).tree.get("lang") == prefix[1:]


def test_the_list_costs_the_same_with_three_and_thirty(
    visit: Visitor, dan: Member, cleo: Member, statements: list[str]
) -> None:
    def cost(url: str) -> int:
        visit(url, dan)
        statements.clear()
        visit(url, dan)
        return len(statements)

    made = [making.ticket(email="") for _ in range(3)]
    first = address(made[0])
    with transaction():
        service.note(session.get_one(Ticket, made[0].id), "Erste Notiz", dan)
    before = cost(LIST), cost(first)
    for _ in range(27):
        making.ticket(email="")
        with transaction():
            service.note(session.get_one(Ticket, made[0].id), "Weitere Notiz", cleo)
    assert (cost(LIST), cost(first)) == before
