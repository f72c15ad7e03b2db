"""The pages of the forum, and its demo."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts.members.demo import demo as people
from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.core.text import PROSE_MAX
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.threads import demo, queries
from forum.discussions.threads.models import Thread
from forum.entries.models import TITLE_MAX, State
from forum.entries.service import publish
from forum.moderation.queue import service as desk
from tests.discussions import making
from tests.pages import typed
from tests.visitor import Visitor

FILLED = {
    "topic": "idee",
    "title": "Ein Anhänger für alle",
    "text": "Sechs Vereine, **ein** Anhänger.",
    "field": "natur",
    "place": "raesfeld",
}


def _threads() -> list[Thread]:
    session.rollback()
    return list(session.scalars(sa.select(Thread).order_by(Thread.id)))


def test_a_member_begins_a_conversation(visit: Visitor, cleo: Member) -> None:
    sent = visit.send("/forum/neu", cleo, **FILLED)
    [thread] = _threads()
    assert sent.location == f"/forum/{thread.id}-ein-anhaenger-fuer-alle"
    page = visit(sent.location, cleo)
    assert "Ihr Gespräch ist da." in page.text
    assert page.heading == "Ein Anhänger für alle"
    assert "Sechs Vereine, ein Anhänger." in page.text


def test_the_first_one_of_a_new_member_waits(visit: Visitor, eve: Member) -> None:
    assert "Weil es Ihr erstes Gespräch ist" in visit("/forum/neu", eve).text
    sent = visit.send("/forum/neu", eve, **FILLED)
    assert "So halten wir Werbung fern." in visit(sent.location, eve).text
    assert "wird geprüft" in visit("/konto", eve).text
    visit(sent.location, status=404)
    assert "Ein Anhänger für alle" not in visit("/forum").text
    [thread] = _threads()
    with transaction():
        publish(thread, by=None)
    assert visit(sent.location).heading == "Ein Anhänger für alle"
    assert "Ein Anhänger für alle" in visit("/forum").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("topic", "", "Wählen Sie, was für ein Gespräch es ist"),
        ("topic", "ankuendigung", "Wählen Sie, was für ein Gespräch es ist"),
        ("title", "", "Schreiben Sie einen Titel"),
        ("title", "\u200bkurz\u200b", "Schreiben Sie mindestens 5 Zeichen"),
        ("title", "x" * (TITLE_MAX + 1), "Kürzen Sie den Text um 1 Zeichen"),
        ("text", " \n ", "Schreiben Sie, worum es geht"),
        ("text", "x" * (PROSE_MAX + 1), "Kürzen Sie den Text um 1 Zeichen"),
        ("field", "mond", "Wählen Sie ein Handlungsfeld"),
        ("place", "berlin", "Wählen Sie etwas aus der Liste"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(
    visit: Visitor, eve: Member, field: str, value: str, sentence: str
) -> None:
    page = visit.send("/forum/neu", eve, status=422, **{**FILLED, field: value})
    assert page.title.startswith("Fehler: ")
    assert page.text.count(sentence) == 2
    for name, text in FILLED.items():
        if name in ("title", "text") and name != field:
            assert text in page.html
    assert _threads() == []


def test_nobody_but_staff_announces(visit: Visitor, cleo: Member) -> None:
    visit.send("/forum/neu", cleo, **{**FILLED, "topic": "ankuendigung"})
    assert [str(one.topic) for one in _threads()] == ["ankuendigung"]


def test_a_form_sent_twice_begins_it_once(visit: Visitor, cleo: Member) -> None:
    both = [visit.send("/forum/neu", cleo, form_key="abc", **FILLED) for _ in range(2)]
    assert len(_threads()) == 1
    assert both[0].location == both[1].location


def test_a_guest_is_asked_to_sign_in(visit: Visitor) -> None:
    assert visit("/forum/neu", status=302).location == "/anmelden?weiter=/forum/neu"
    visit("/forum/neu", status=403, method="POST", data=FILLED)
    assert _threads() == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.REJECTED])
def test_whoever_edits_learns_whether_it_is_read_first(
    visit: Visitor, ada: Member, state: State
) -> None:
    public, waiting = making.thread(ada), making.thread(ada, state)
    first = "Wir lesen Ihr Gespräch, bevor alle es sehen."
    assert first in visit(f"/forum/{waiting.id}/bearbeiten", ada).text
    assert first not in visit(f"/forum/{public.id}/bearbeiten", ada).text


@pytest.mark.parametrize("verdict", [desk.ask_back, desk.reject])
def test_the_reason_of_a_decision_stands_above_the_conversation(
    visit: Visitor, eve: Member, cleo: Member, verdict: Callable[..., object]
) -> None:
    url = visit.send("/forum/neu", eve, **FILLED).location
    [thread] = _threads()
    with transaction():
        verdict(thread, "Bitte ohne die Telefonnummer.", by=cleo)
    assert "Bitte ohne die Telefonnummer." in visit(url, eve).text
    told = visit(url, cleo).text
    assert "Nur die Person, die das Gespräch begonnen hat, und die Redaktion" in told
    assert "E-Mail an Sie" not in told


def test_moderators_read_what_is_for_moderators(
    visit: Visitor, eve: Member, cleo: Member
) -> None:
    url = visit.send("/forum/neu", eve, **FILLED).location
    assert "So halten wir Werbung fern." in visit(url, eve).text
    assert "Wartet auf die Redaktion." in visit(url, cleo).text
    [thread] = _threads()
    with transaction():
        desk.approve(thread, cleo)
        desk.hide(thread, "Es steht eine Adresse darin.", cleo)
    assert "Es steht eine Adresse darin." in visit(url, eve).text
    assert "Ausgeblendet." in visit(url, cleo).text


def test_the_second_window_keeps_both_texts(visit: Visitor, ada: Member) -> None:
    thread = making.thread(ada)
    url = f"/forum/{thread.id}/bearbeiten"
    visit.send(url, ada, title="Aus dem ersten Fenster")
    told = {"title": "Aus dem zweiten Fenster", "version": "0"}
    page = visit.send(url, ada, status=409, **told)
    assert "inzwischen an anderer Stelle geändert" in page.text
    assert "Aus dem ersten Fenster" in page.text
    assert "Aus dem zweiten Fenster" in page.html
    assert page.title.startswith("Fehler: ")
    values = dict(typed(page.form()))
    assert visit(url, ada, status=302, method="POST", data=values).location
    assert visit(f"/forum/{thread.id}-x", status=301).location.endswith(
        "aus-dem-zweiten-fenster"
    )


def test_people_in_a_conversation_are_those_who_began_and_who_answered(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    thread = making.thread(ada)
    url = f"/forum/{thread.id}-{thread.slug}"
    assert "im Gespräch" not in visit(url).text
    for _ in range(2):
        making.comment(thread, cleo)
    assert "2 Menschen im Gespräch" in visit(url).text
    making.comment(thread, ada, state=CommentState.PUBLISHED)
    assert "2 Menschen im Gespräch" in visit(url).text


def test_a_page_in_swedish_makes_a_conversation_in_swedish(
    visit: Visitor, cleo: Member
) -> None:
    url = visit.send("/sv/forum/neu", cleo, **FILLED).location
    assert [one.language for one in _threads()] == ["sv"]
    heading = visit(url.removeprefix("/sv")).tree.find(".//h1")
    assert heading is not None
    assert heading.get("lang") == "sv"


def test_an_old_slug_leads_to_the_new_one(visit: Visitor, ada: Member) -> None:
    thread = making.thread(ada)
    moved = visit(f"/forum/{thread.id}-irgendwas", status=301)
    assert moved.location == f"/forum/{thread.id}-{thread.slug}"


def test_authors_edit_and_delete_their_own(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    thread = making.thread(ada)
    url = f"/forum/{thread.id}/bearbeiten"
    page = visit(url, ada)
    assert making.TEXT in page.text
    visit.send(url, ada, title="", status=422)
    sent = visit.send(url, ada, title="Wer hat einen Speicher?")
    assert sent.location == f"/forum/{thread.id}-wer-hat-einen-speicher"
    assert "Geändert am" in visit(sent.location).text
    for other in (url, f"/forum/{thread.id}/loeschen"):
        visit(other, ben, status=403)
        visit(other, status=302)
    gone = visit.send(f"/forum/{thread.id}/loeschen", ada)
    assert gone.location == "/forum"
    visit(sent.location, status=410)


def test_the_list_tells_who_spoke_last(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    making.comment(making.thread(ada), cleo)
    page = visit("/forum")
    assert "1 Antwort, zuletzt" in page.text
    assert "von Cleo Harms" in page.text
    assert ("Fragen 1", "/forum?art=frage") in page.links
    assert ("Ideen 0", "/forum?art=idee") in page.links
    assert "1 Gespräch, Seite 1 von 1" in page.text


@pytest.mark.parametrize(
    "query",
    ["art=x", "sort=x", "seite=-3", "seite=x", "feld=mond", "ort=%00", "art=%ff&x=1"],
)
def test_what_is_not_known_is_not_asked(
    visit: Visitor, ada: Member, query: str
) -> None:
    thread = making.thread(ada)
    assert thread.title in visit(f"/forum?{query}").text


def test_filters_live_in_the_address(visit: Visitor, ada: Member) -> None:
    making.thread(ada)
    page = visit("/forum?art=frage&feld=energie&ort=ahaus&sort=neu")
    assert "1 Gespräch" in page.text
    assert ("Alle 1", "/forum?feld=energie&ort=ahaus&sort=neu") in page.links
    assert "Hier ist noch nichts gewachsen." in visit("/forum?ort=bocholt").text


def test_the_list_has_pages(visit: Visitor, ada: Member) -> None:
    for number in range(21):
        making.thread(ada, title=f"Gespräch Nummer {number}")
    page = visit("/forum")
    assert len(page.tree.findall(".//ol[@class='rows']/li")) == 20
    second = visit("/forum?seite=2")
    assert "Gespräch Nummer 0" in second.text
    assert "Seite 2" in second.title


@pytest.mark.parametrize("url", ["/forum", "/forum?art=frage&sort=neu", "/"])
def test_a_long_list_costs_no_more_than_a_short_one(
    visit: Visitor,
    statements: list[str],
    ada: Member,
    cleo: Member,
    url: str,
) -> None:
    costs = []
    for many in (3, 27):
        for _ in range(many):
            making.comment(making.thread(ada), cleo)
        statements.clear()
        visit(url)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_demo_is_worth_reading(app: object, visit: Visitor) -> None:
    with transaction():
        people()
    with transaction():
        demo.demo()
    found = queries.threads(queries.Wanted(), 1)
    assert found.page.total == 15
    assert all(found.counts.values())
    comments = session.scalars(sa.select(Comment)).all()
    assert {one.state for one in comments} == {CommentState.PUBLISHED}
    assert all(one.demo for one in comments)
    assert all(one.demo and one.state is State.PUBLISHED for one in _threads())
    for thread in _threads():
        said = [one for one in comments if one.entry_id == thread.id]
        assert thread.comment_count == len(said)
        assert thread.active_at == max(one.created_at for one in said)
        visit(f"/forum/{thread.id}-{thread.slug}")
    assert "Im Gespräch" in visit("/").text
