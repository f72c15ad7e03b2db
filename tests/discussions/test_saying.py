"""Joining in as a browser does: sending, answering, editing, deleting; no script."""

import pytest

from forum.accounts.members import consents
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Member
from forum.core.db import transaction
from forum.discussions.comments.models import COMMENT_MAX
from forum.discussions.threads.models import Thread
from forum.entries.models import State
from tests.discussions import making
from tests.discussions.talking import address, comments, form_of, post_of
from tests.visitor import Visitor

GONE_WORDS = "Gelöscht vom Mitglied"
RIGHT_TO_LEFT = "\u202e"


def test_a_member_joins_in(visit: Visitor, talk: Thread, ben: Member) -> None:
    sent = visit.send(address(talk), ben, action=form_of(talk), text="**Gern.**")
    [said] = comments()
    assert sent.location == f"{address(talk)}#k{said.id}"
    page = visit(address(talk), ben)
    assert "Danke. Das können jetzt alle lesen." in post_of(page, said)
    assert "Gern." in post_of(page, said)
    assert "1 Antwort" in page.text


def test_the_licence_is_agreed_to_once_and_kept_with_every_word(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    with transaction():
        consents.withdraw(ben, Purpose.LICENCE)
    page = visit.send(
        address(talk), ben, action=form_of(talk), status=422, text="Gern."
    )
    assert "Stimmen Sie zu" in page.text
    assert "Gern." in page.html
    assert comments() == []
    visit.send(form_of(talk), ben, text="Gern.", licence="y")
    assert "licence" not in visit(address(talk), ben).html
    visit.send(address(talk), ben, action=form_of(talk), text="Auch morgen.")
    assert [one.licence for one in comments()] == ["CC-BY-4.0", "CC-BY-4.0"]
    assert [one.purpose for one in consents.history(ben)].count(Purpose.LICENCE) == 2


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
    page = visit.send(address(talk), ben, action=form_of(talk), text=text, status=422)
    assert page.title.startswith("Fehler: ")
    assert page.text.count(sentence) == 2  # in the summary and at the field
    kept = page.tree.find(".//textarea[@name='text']")
    assert kept is not None
    assert len("".join(kept.itertext()).strip()) == len(text.strip(" \u200b\u2060\n"))
    assert comments() == []


def test_what_is_harmful_becomes_harmless(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    text = f"<script>alert(1)</script>\0{RIGHT_TO_LEFT}<b onclick=x>hallo</b>"
    visit.send(address(talk), ben, action=form_of(talk), text=text)
    [said] = comments()
    page = visit(address(talk))
    assert "\0" not in said.source
    assert RIGHT_TO_LEFT not in said.source
    assert "<script" not in said.html
    assert "onclick" not in said.html
    assert "hallo" in post_of(page, said)


def test_bytes_that_are_no_text_break_nothing(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    form = visit(address(talk), ben).form(form_of(talk))
    token = next(one for one in form.iter("input") if one.get("name") == "csrf_token")
    body = f"csrf_token={token.get('value')}&text=%ff%fe%00".encode()
    page = visit(
        form_of(talk),
        ben,
        status=302,
        method="POST",
        data=body + b"hallo",
        content_type="application/x-www-form-urlencoded",
    )
    assert page.location.startswith(address(talk))


def test_an_expired_form_comes_back_filled(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    page = visit.send(
        address(talk),
        ben,
        action=form_of(talk),
        text="Das soll bleiben.",
        csrf_token="alt",
        status=422,
    )
    assert "Diese Seite war lange offen." in page.text
    assert "Das soll bleiben." in page.text
    assert comments() == []


def test_a_form_sent_twice_says_it_once(
    visit: Visitor, talk: Thread, ben: Member
) -> None:
    both = [
        visit.send(
            address(talk), ben, action=form_of(talk), text="Gern.", form_key="abc123"
        )
        for _ in range(2)
    ]
    assert len(comments()) == 1
    assert both[0].location == both[1].location


def test_a_guest_is_asked_to_sign_in(visit: Visitor, talk: Thread) -> None:
    page = visit(
        form_of(talk),
        status=403,
        method="POST",
        data={"text": "Ohne Konto geschrieben"},
    )
    assert "Ohne Konto geschrieben" in page.text
    assert visit(form_of(talk), status=302).location.startswith("/anmelden?weiter=")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.HIDDEN])
def test_nothing_is_said_below_what_is_not_there_for_one(
    visit: Visitor, talk: Thread, ben: Member, ada: Member, state: State
) -> None:
    said = making.comment(talk, ben)
    with transaction():
        talk.state = state
    visit(form_of(talk), ben, status=404)
    visit(form_of(talk), ada, status=403)  # its author sees it
    visit(f"/kommentare/{said.id}", ben, status=404)
    visit(f"/kommentare/{said.id}/antworten", ben, status=404)


def test_one_answers_on_a_page_of_its_own(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said = making.comment(talk, ben, "Wie groß ist das Dach?")
    url = f"/kommentare/{said.id}/antworten"
    assert "Wie groß ist das Dach?" in visit(url, ada).text
    sent = visit.send(url, ada, action=url, text="Zwölf mal acht.")
    answer = comments()[1]
    assert (answer.parent_id, answer.root_id) == (said.id, said.id)
    assert sent.location == f"{address(talk)}#k{answer.id}"
    deeper = visit.send(f"/kommentare/{answer.id}/antworten", ben, text="Danke!")
    assert deeper.location.startswith(address(talk))
    page = visit(address(talk))
    assert f"antwortet auf {ada.display_name}" in post_of(page, comments()[2])
    assert "antwortet auf" not in post_of(page, answer)
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
    page = visit(address(talk), ben)
    assert "Geändert." in post_of(page, said)  # where the anchor leads, not above it
    assert page.text.count("Geändert.") == 1
    assert "Tippfehler" in post_of(page, said)
    assert "bearbeitet" in post_of(page, said)
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
    assert "Beides" in post_of(visit(address(talk)), said)


def test_authors_delete_their_own(
    visit: Visitor, talk: Thread, ben: Member, ada: Member
) -> None:
    said, alone = making.comment(talk, ben, "Weg damit"), making.comment(talk, ben)
    making.comment(talk, ada, reply_to=said)
    visit(f"/kommentare/{said.id}/loeschen", ada, status=403)
    for one in (said, alone):
        visit.send(f"/kommentare/{one.id}/loeschen", ben)
    page = visit(address(talk))
    assert post_of(page, said) == GONE_WORDS
    assert "Gelöscht." in visit(address(talk), ben).text
    assert page.tree.find(f".//article[@id='k{alone.id}']") is None
    assert "Weg damit" not in page.html
    visit(f"/kommentare/{said.id}/bearbeiten", ben, status=404)
    visit(f"/kommentare/{alone.id}", ben, status=404)


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
