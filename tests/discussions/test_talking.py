"""The talk below an entry, as a browser sees it: script is never needed."""

import pytest
import sqlalchemy as sa

from forum.accounts.members import consents
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.discussions.comments import service
from forum.discussions.comments.models import COMMENT_MAX, Comment, CommentState
from forum.discussions.threads.models import Thread
from forum.entries.models import State
from tests.discussions import making
from tests.pages import Page, words
from tests.visitor import Visitor

PUBLISHED, HELD, HIDDEN, DELETED = CommentState
HIDDEN_WORDS = "Das hat die Redaktion ausgeblendet."
GONE_WORDS = "Gelöscht vom Mitglied"
RIGHT_TO_LEFT = "\u202e"


@pytest.fixture
def talk(ada: Member, ben: Member) -> Thread:
    making.known(ben)
    return making.thread(ada)


def _url(talk: Thread) -> str:
    return f"/forum/{talk.id}-{talk.slug}"


def _write_url(talk: Thread) -> str:
    return f"/beitraege/{talk.id}/kommentare"


def _comments() -> list[Comment]:
    session.rollback()
    return list(session.scalars(sa.select(Comment).order_by(Comment.id)))


def _post(page: Page, comment: Comment) -> str:
    """The words of one comment on a page."""
    return words(page.tree.find(f".//article[@id='k{comment.id}']"))


def test_a_member_joins_in(visit: Visitor, talk: Thread, ben: Member) -> None:
    sent = visit.send(_url(talk), ben, action=_write_url(talk), text="**Gern.**")
    [said] = _comments()
    assert sent.location == f"{_url(talk)}#k{said.id}"
    page = visit(_url(talk), ben)
    assert "Danke. Das können jetzt alle lesen." in _post(page, said)
    assert "Gern." in _post(page, said)
    assert "1 Antwort" in page.text


def test_the_licence_is_agreed_to_once_and_kept_with_every_word(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    with transaction():
        consents.withdraw(ben, Purpose.LICENCE)
    page = visit.send(
        _url(talk), ben, action=_write_url(talk), status=422, text="Gern."
    )
    assert "Stimmen Sie zu" in page.text
    assert "Gern." in page.html
    assert _comments() == []
    visit.send(_write_url(talk), ben, text="Gern.", licence="y")
    assert "licence" not in visit(_url(talk), ben).html
    visit.send(_url(talk), ben, action=_write_url(talk), text="Auch morgen.")
    assert [one.licence for one in _comments()] == ["CC-BY-4.0", "CC-BY-4.0"]
    assert [one.purpose for one in consents.history(ben)].count(Purpose.LICENCE) == 2


def test_a_guest_reads_without_a_form_and_without_a_cookie(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    said = making.comment(talk, ben, "Zum **Mitlesen**.")
    page = visit(_url(talk))
    assert "Zum Mitlesen." in _post(page, said)
    assert "Set-Cookie" not in page.response.headers
    assert page.tree.find(".//main//form") is None
    assert ("Anmelden und mitreden", f"/anmelden?weiter={_url(talk)}") in page.links


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Schreiben Sie Ihre Antwort"),
        (" \u200b\u2060\n", "Schreiben Sie Ihre Antwort"),
        ("x" * (COMMENT_MAX + 7), "Kürzen Sie den Text um 7 Zeichen"),
        ("[" * 700, "Im Text stehen zu viele eckige Klammern"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(
    visit: Visitor, talk: Thread, ben: Member, text: str, sentence: str
) -> None:
    page = visit.send(_url(talk), ben, action=_write_url(talk), text=text, status=422)
    assert page.title.startswith("Fehler: ")
    assert page.text.count(sentence) == 2  # in the summary and at the field
    kept = page.tree.find(".//textarea[@name='text']")
    assert kept is not None
    assert len("".join(kept.itertext()).strip()) == len(text.strip(" \u200b\u2060\n"))
    assert _comments() == []


def test_what_is_harmful_becomes_harmless(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    text = f"<script>alert(1)</script>\0{RIGHT_TO_LEFT}<b onclick=x>hallo</b>"
    visit.send(_url(talk), ben, action=_write_url(talk), text=text)
    [said] = _comments()
    page = visit(_url(talk))
    assert "\0" not in said.source
    assert RIGHT_TO_LEFT not in said.source
    assert "<script" not in said.html
    assert "onclick" not in said.html
    assert "hallo" in _post(page, said)


def test_bytes_that_are_no_text_break_nothing(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    form = visit(_url(talk), ben).form(_write_url(talk))
    token = next(one for one in form.iter("input") if one.get("name") == "csrf_token")
    body = f"csrf_token={token.get('value')}&text=%ff%fe%00".encode()
    page = visit(
        _write_url(talk),
        ben,
        status=302,
        method="POST",
        data=body + b"hallo",
        content_type="application/x-www-form-urlencoded",
    )
    assert page.location.startswith(_url(talk))


def test_an_expired_form_comes_back_filled(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    page = visit.send(
        _url(talk),
        ben,
        action=_write_url(talk),
        text="Das soll bleiben.",
        csrf_token="alt",
        status=422,
    )
    assert "Diese Seite war lange offen." in page.text
    assert "Das soll bleiben." in page.text
    assert _comments() == []


def test_a_form_sent_twice_says_it_once(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    both = [
        visit.send(
            _url(talk), ben, action=_write_url(talk), text="Gern.", form_key="abc123"
        )
        for _ in range(2)
    ]
    assert len(_comments()) == 1
    assert both[0].location == both[1].location


def test_a_guest_is_asked_to_sign_in(visit: Visitor, talk: Thread) -> None:
    page = visit(
        _write_url(talk),
        status=403,
        method="POST",
        data={"text": "Ohne Konto geschrieben"},
    )
    assert "Ohne Konto geschrieben" in page.text
    assert visit(_write_url(talk), status=302).location.startswith("/anmelden?weiter=")


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


@pytest.mark.parametrize("state", [State.SUBMITTED, State.HIDDEN])
def test_nothing_is_said_below_what_is_not_there_for_one(
    visit: Visitor, talk: Thread, ben: Member, ada: Member, state: State
) -> None:
    said = making.comment(talk, ben)
    with transaction():
        talk.state = state
    visit(_write_url(talk), ben, status=404)
    visit(_write_url(talk), ada, status=403)  # its author sees it
    visit(f"/kommentare/{said.id}", ben, status=404)
    visit(f"/kommentare/{said.id}/antworten", ben, status=404)


def test_the_first_comment_of_a_new_member_waits(
    visit: Visitor, talk: Thread, eve: Member, ben: Member, cleo: Member
) -> None:
    assert "weil Sie neu hier sind" in visit(_url(talk), eve).text
    visit.send(_url(talk), eve, action=_write_url(talk), text="Bin neu hier.")
    [said] = _comments()
    assert said.state is HELD
    mine = visit(_url(talk), eve)
    assert "Das ist bei uns angekommen." in _post(mine, said)
    assert "So halten wir Werbung fern." in _post(mine, said)
    assert "Bin neu hier." in _post(visit(_url(talk), cleo), said)
    for other in (None, ben):
        assert "Bin neu hier." not in visit(_url(talk), other).html
        visit(f"/kommentare/{said.id}", other, status=404)
    with transaction():
        service.release(said, by=cleo)
    assert "Bin neu hier." in _post(visit(_url(talk)), said)


def test_what_is_hidden_leaves_a_sentence(
    visit: Visitor, talk: Thread, ben: Member, cleo: Member
) -> None:
    said = making.comment(talk, ben, "Unhöflich!")
    with transaction():
        service.hide(said, by=cleo)
    page = visit(_url(talk))
    assert _post(page, said) == HIDDEN_WORDS
    assert "Unhöflich!" not in page.html
    assert "Nur Sie und die Redaktion" in _post(visit(_url(talk), ben), said)
    assert "Unhöflich!" in _post(visit(_url(talk), cleo), said)
    assert visit(f"/kommentare/{said.id}", status=302).location.endswith(f"#k{said.id}")


def test_one_answers_on_a_page_of_its_own(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said = making.comment(talk, ben, "Wie groß ist das Dach?")
    url = f"/kommentare/{said.id}/antworten"
    assert "Wie groß ist das Dach?" in visit(url, ada).text
    sent = visit.send(url, ada, action=url, text="Zwölf mal acht.")
    answer = _comments()[1]
    assert (answer.parent_id, answer.root_id) == (said.id, said.id)
    assert sent.location == f"{_url(talk)}#k{answer.id}"
    deeper = visit.send(f"/kommentare/{answer.id}/antworten", ben, text="Danke!")
    assert deeper.location.startswith(_url(talk))
    page = visit(_url(talk))
    assert f"antwortet auf {ada.display_name}" in _post(page, _comments()[2])
    assert "antwortet auf" not in _post(page, answer)
    assert len(page.tree.findall(".//ol[@class='thread']/li/ol/li")) == 2


def test_an_empty_answer_comes_back(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said = making.comment(talk, ben, "Wie groß ist das Dach?")
    page = visit.send(f"/kommentare/{said.id}/antworten", ada, text="", status=422)
    assert "Schreiben Sie Ihre Antwort" in page.text
    assert "Wie groß ist das Dach?" in page.text


def test_one_quotes(visit: Visitor, talk: Thread, ben: Member, ada: Member) -> None:
    said = making.comment(talk, ben, "> Altes Zitat\n\nWie groß\nist das Dach?")
    page = visit(f"/kommentare/{said.id}/antworten?zitat=1", ada)
    box = page.tree.find(".//textarea[@name='text']")
    assert box is not None
    assert "".join(box.itertext()).strip() == "> Wie groß\n> ist das Dach?"


def test_only_members_answer(visit: Visitor, talk: Thread, ben: Member) -> None:
    said = making.comment(talk, ben)
    answer = visit(f"/kommentare/{said.id}/antworten", status=302)
    assert answer.location.startswith("/anmelden")


def test_authors_edit_their_own(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said = making.comment(talk, ben, "Tippfeler")
    url = f"/kommentare/{said.id}/bearbeiten"
    assert "Tippfeler" in visit(url, ben).text
    visit.send(url, ben, text="", status=422)
    assert visit.send(url, ben, text="Tippfehler").location.endswith(f"#k{said.id}")
    page = visit(_url(talk), ben)
    assert "Geändert." in _post(page, said)  # where the anchor leads, not above it
    assert page.text.count("Geändert.") == 1
    assert "Tippfehler" in _post(page, said)
    assert "bearbeitet" in _post(page, said)
    visit(url, ada, status=403)
    visit(url, ada, status=403, method="POST", data={"text": "fremd"})


def test_the_second_window_keeps_both_texts(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    said = making.comment(talk, ben, "Am Anfang")
    url = f"/kommentare/{said.id}/bearbeiten"
    visit.send(url, ben, text="Im ersten Fenster")
    page = visit.send(url, ben, status=409, text="Im zweiten Fenster", version="0")
    assert page.title.startswith("Fehler: ")
    assert "Im ersten Fenster" in page.text
    assert "Im zweiten Fenster" in page.text
    assert visit.send(url, ben, text="Beides").location.endswith(f"#k{said.id}")
    assert "Beides" in _post(visit(_url(talk)), said)


def test_what_was_said_in_swedish_is_read_in_swedish(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    url = _write_url(talk)
    visit.send(f"/sv{url}", ben, text="Gärna.")
    visit.send(f"/en/kommentare/{_comments()[0].id}/antworten", ben, text="Well.")
    assert [one.language for one in _comments()] == ["sv", "en"]
    page = visit(_url(talk))
    told = [one.get("lang") for one in page.tree.findall(".//article/div[@lang]")]
    assert told == ["sv", "en"]


def test_authors_delete_their_own(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said, alone = making.comment(talk, ben, "Weg damit"), making.comment(talk, ben)
    making.comment(talk, ada, reply_to=said)
    visit(f"/kommentare/{said.id}/loeschen", ada, status=403)
    for one in (said, alone):
        visit.send(f"/kommentare/{one.id}/loeschen", ben)
    page = visit(_url(talk))
    assert _post(page, said) == GONE_WORDS
    assert "Gelöscht." in visit(_url(talk), ben).text
    assert page.tree.find(f".//article[@id='k{alone.id}']") is None
    assert "Weg damit" not in page.html
    visit(f"/kommentare/{said.id}/bearbeiten", ben, status=404)
    visit(f"/kommentare/{alone.id}", ben, status=404)


def test_a_permalink_leads_to_the_right_page(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    said = [making.comment(talk, ben, f"Nummer {number}") for number in range(21)]
    places = [
        visit(f"/kommentare/{one.id}", status=302).location
        for one in (said[0], said[20])
    ]
    url = _url(talk)
    assert places == [
        f"{url}#k{said[0].id}",
        f"{url}?seite=2#k{said[20].id}",
    ]
    assert "Nummer 20" in _post(visit(f"{url}?seite=2"), said[20])


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30, ""])
def test_pages_that_are_not_there_show_one_that_is(
    visit: Visitor, talk: Thread, ben: Member, page: str
) -> None:
    said = making.comment(talk, ben)
    assert _post(visit(f"{_url(talk)}?seite={page}"), said)


def test_a_strand_goes_on_over_the_page(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    first = making.comment(talk, ben)
    for _ in range(20):
        making.comment(talk, ben, reply_to=first)
    page = visit(f"{_url(talk)}?seite=2")
    more = "Weitere Antworten auf einen Kommentar der Seite davor"
    assert (more, f"/kommentare/{first.id}") in page.links


def test_who_speaks_is_told(
    visit: Visitor, talk: Thread, ada: Member, ben: Member, cleo: Member
) -> None:
    by_author, by_staff, by_member = (
        making.comment(talk, one) for one in (ada, cleo, ben)
    )
    page = visit(_url(talk))
    assert "Hat das Gespräch begonnen" in _post(page, by_author)
    assert "Kreis Borken" in _post(page, by_staff)
    assert "Kreis Borken" not in _post(page, by_member)


@pytest.mark.parametrize("language", ["", "/sv", "/en"])
def test_the_pages_exist_in_every_language(
    visit: Visitor, talk: Thread, ben: Member, language: str
) -> None:
    said = making.comment(talk, ben)
    for url in (
        _url(talk),
        _write_url(talk),
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
        visit(_url(talk), reader)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_deep_answers_can_be_answered_and_quoted(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    begun = making.thread(ada)
    making.known(ada, ben)
    said = making.comment(begun, ben)
    answer = making.comment(begun, ada, "Danke!", said)
    deeper = making.comment(begun, ben, "Gern.", answer)
    page = visit(f"/kommentare/{deeper.id}/antworten?zitat=1", ada)
    assert "> Gern." in page.html.replace("&gt;", ">")
