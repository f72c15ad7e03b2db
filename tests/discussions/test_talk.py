"""The talk below an entry as its readers see it: script is never needed."""

import pytest

from forum.accounts.members.models import Member
from forum.core.db import transaction
from forum.discussions.comments import service
from forum.discussions.comments.models import CommentState
from forum.discussions.threads.models import Thread
from tests.discussions import making
from tests.discussions.talking import address, comments, form_of, post_of
from tests.visitor import Visitor

HIDDEN_WORDS = "Das hat die Redaktion ausgeblendet."


def test_a_guest_reads_without_a_form_and_without_a_cookie(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    said = making.comment(talk, ben, "Zum **Mitlesen**.")
    page = visit(address(talk))
    assert "Zum Mitlesen." in post_of(page, said)
    assert "Set-Cookie" not in page.response.headers
    assert page.tree.find(".//main//form") is None
    assert ("Anmelden und mitreden", f"/anmelden?weiter={address(talk)}") in page.links


@pytest.mark.parametrize("number", [0, 999_999, 2**31, 10**30])
def test_numbers_of_nothing_lead_nowhere(
    visit: Visitor, ben: Member, number: int
) -> None:
    for url in (
        f"/beitraege/{number}/kommentare",
        f"/kommentare/{number}",
        f"/kommentare/{number}/antworten",
        f"/kommentare/{number}/bearbeiten",
        f"/kommentare/{number}/loeschen",
        f"/forum/{number}-nichts",
        f"/forum/{number}/bearbeiten",
        f"/forum/{number}/loeschen",
    ):
        visit(url, ben, status=404)


def test_the_first_comment_of_a_new_member_waits(
    visit: Visitor, talk: Thread, eve: Member, ben: Member, cleo: Member
) -> None:
    assert "weil Sie neu hier sind" in visit(address(talk), eve).text
    visit.send(address(talk), eve, action=form_of(talk), text="Bin neu hier.")
    [said] = comments()
    assert said.state is CommentState.HELD
    mine = visit(address(talk), eve)
    assert "Das ist bei uns angekommen." in post_of(mine, said)
    assert "So halten wir Werbung fern." in post_of(mine, said)
    assert "Bin neu hier." in post_of(visit(address(talk), cleo), said)
    for other in (None, ben):
        assert "Bin neu hier." not in visit(address(talk), other).html
        visit(f"/kommentare/{said.id}", other, status=404)
    with transaction():
        service.release(said, by=cleo)
    assert "Bin neu hier." in post_of(visit(address(talk)), said)


def test_what_is_hidden_leaves_a_sentence(
    visit: Visitor, talk: Thread, ben: Member, cleo: Member
) -> None:
    said = making.comment(talk, ben, "Unhöflich!")
    with transaction():
        service.hide(said, by=cleo)
    page = visit(address(talk))
    assert post_of(page, said) == HIDDEN_WORDS
    assert "Unhöflich!" not in page.html
    assert "Nur Sie und die Redaktion" in post_of(visit(address(talk), ben), said)
    assert "Unhöflich!" in post_of(visit(address(talk), cleo), said)
    assert visit(f"/kommentare/{said.id}", status=302).location.endswith(f"#k{said.id}")


def test_what_was_said_in_swedish_is_read_in_swedish(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    url = form_of(talk)
    visit.send(f"/sv{url}", ben, text="Gärna.")
    visit.send(f"/en/kommentare/{comments()[0].id}/antworten", ben, text="Well.")
    assert [one.language for one in comments()] == ["sv", "en"]
    page = visit(address(talk))
    told = [one.get("lang") for one in page.tree.findall(".//article/div[@lang]")]
    assert told == ["sv", "en"]


def test_a_permalink_leads_to_the_right_page(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    said = [making.comment(talk, ben, f"Nummer {number}") for number in range(21)]
    places = [
        visit(f"/kommentare/{one.id}", status=302).location
        for one in (said[0], said[20])
    ]
    url = address(talk)
    assert places == [
        f"{url}#k{said[0].id}",
        f"{url}?seite=2#k{said[20].id}",
    ]
    assert "Nummer 20" in post_of(visit(f"{url}?seite=2"), said[20])


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30, ""])
def test_pages_that_are_not_there_show_one_that_is(
    visit: Visitor, talk: Thread, ben: Member, page: str
) -> None:
    said = making.comment(talk, ben)
    assert post_of(visit(f"{address(talk)}?seite={page}"), said)


def test_a_strand_goes_on_over_the_page(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    first = making.comment(talk, ben)
    for _ in range(20):
        making.comment(talk, ben, reply_to=first)
    page = visit(f"{address(talk)}?seite=2")
    more = "Weitere Antworten auf einen Kommentar der Seite davor"
    assert (more, f"/kommentare/{first.id}") in page.links


def test_who_speaks_is_told(
    visit: Visitor, talk: Thread, ada: Member, ben: Member, cleo: Member
) -> None:
    by_author, by_staff, by_member = (
        making.comment(talk, one) for one in (ada, cleo, ben)
    )
    page = visit(address(talk))
    assert "Hat das Gespräch begonnen" in post_of(page, by_author)
    assert "Kreis Borken" in post_of(page, by_staff)
    assert "Kreis Borken" not in post_of(page, by_member)


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_the_pages_exist_in_every_language(
    visit: Visitor, talk: Thread, ben: Member, language: str
) -> None:
    said = making.comment(talk, ben)
    for url in (
        address(talk),
        form_of(talk),
        f"/kommentare/{said.id}/antworten",
        f"/kommentare/{said.id}/bearbeiten",
        f"/kommentare/{said.id}/loeschen",
        "/forum/neu",
    ):
        visit(f"{language}{url}", ben)


@pytest.fixture(params=["guest", "ben", "cleo"])
def reader(request: pytest.FixtureRequest) -> Member | None:
    if request.param == "guest":
        return None
    found: Member = request.getfixturevalue(request.param)
    return found


def test_a_long_talk_costs_no_more_than_a_short_one(
    visit: Visitor,
    statements: list[str],
    talk: Thread,
    ada: Member,
    ben: Member,
    reader: Member | None,
) -> None:
    costs = []
    for many in (1, 9):
        for _ in range(many):
            first = making.comment(talk, ben)
            answer = making.comment(talk, ada, reply_to=first)
            making.comment(talk, ben, reply_to=answer)
        statements.clear()
        visit(address(talk), reader)
        costs.append(len(statements))
    assert costs[0] == costs[1]
