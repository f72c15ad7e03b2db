"""Who gets a letter when something was said."""

import pytest

from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.activities import run_jobs
from forum.core.clock import now
from forum.core.db import transaction
from forum.discussions.comments import service
from forum.discussions.threads.models import Thread
from forum.entries.models import State
from tests.discussions import making

TITLE = "Wer hat Erfahrung mit Speichern?"
NEW = f"Neuer Kommentar zu „{TITLE}“"


@pytest.fixture
def talk(ada: Member, ben: Member, eve: Member) -> Thread:
    """Ada began it; everybody is known."""
    making.known(ben, eve)
    return making.thread(ada)


def _answer(writer: Member) -> str:
    return f"{writer.display_name} hat Ihnen geantwortet: „{TITLE}“"


def test_the_author_of_the_entry_hears_of_a_comment(
    talk: Thread, ben: Member, outbox: mail.MemoryOutbox
) -> None:
    number = making.comment(talk, ben, "Rechnet **genau**.").id
    assert making.letters() == [("ada@example.org", NEW)]
    mail.send_due()
    body = outbox.sent[0].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Guten Tag, Ada Terhorst," in text
    assert "Rechnet genau." in text
    assert f"http://localhost/kommentare/{number}" in text
    assert "weil Sie den Beitrag geschrieben haben" in text


def test_who_is_answered_hears_of_it(talk: Thread, ben: Member, eve: Member) -> None:
    said = making.comment(talk, ben)
    making.comment(talk, eve, reply_to=said)
    assert making.letters() == [
        ("ada@example.org", NEW),
        ("ben@example.org", _answer(eve)),
        ("ada@example.org", NEW),
    ]


def test_one_letter_is_enough(talk: Thread, ada: Member, ben: Member) -> None:
    """Ada began it and is answered: that is one thing to tell her."""
    said = making.comment(talk, ada)
    making.comment(talk, ben, reply_to=said)
    assert making.letters() == [("ada@example.org", _answer(ben))]


def test_nobody_hears_of_their_own_words(talk: Thread, ada: Member) -> None:
    making.comment(talk, ada, reply_to=making.comment(talk, ada))
    assert making.letters() == []


def test_what_is_held_is_told_when_it_is_released(
    talk: Thread, cleo: Member, fay: Member
) -> None:
    said = making.comment(talk, fay)
    assert making.letters() == []
    with transaction():
        service.release(said, by=cleo)
    assert making.letters() == [("ada@example.org", NEW)]


def test_what_is_gone_by_then_is_not_told(
    talk: Thread, ben: Member, cleo: Member
) -> None:
    hidden, deleted = making.comment(talk, ben), making.comment(talk, ben)
    with transaction():
        service.hide(hidden, by=cleo)
        service.delete(deleted, by=ben)
    assert making.letters() == []


def test_what_stands_below_something_hidden_is_not_told(
    talk: Thread, ben: Member
) -> None:
    making.comment(talk, ben)
    with transaction():
        talk.state = State.HIDDEN
    assert making.letters() == []


def test_who_cannot_be_written_to_is_left_in_peace(
    talk: Thread, ada: Member, ben: Member, eve: Member
) -> None:
    said = making.comment(talk, ben)
    run_jobs()
    with transaction():
        ada.email = ada.email_key = None
        ben.blocked_at = now()
    before = making.letters()
    making.comment(talk, eve, reply_to=said)
    assert making.letters() == before


def test_a_letter_speaks_the_language_of_its_reader(
    talk: Thread, ada: Member, ben: Member, outbox: mail.MemoryOutbox
) -> None:
    with transaction():
        ada.language = "en"
    number = making.comment(talk, ben).id
    run_jobs()
    mail.send_due()
    body = outbox.sent[0].get_body(("plain",))
    assert body is not None
    assert f"http://localhost/en/kommentare/{number}" in body.get_content()
