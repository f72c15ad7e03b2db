"""Letters: written with the act, sent by the worker, tried again when refused."""

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from forum.core import mail
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.mail import FolderOutbox, Letter


class Refusing:
    def send(self, message: EmailMessage) -> None:
        raise ConnectionRefusedError


def write_and_break() -> None:
    mail.write("signin/mail/changed", "ada@example.org", "de", name="Ada")
    raise LookupError


def write(name: str = "Ada") -> None:
    with transaction():
        mail.write("signin/mail/changed", "ada@example.org", "de", name=name)


def test_a_letter_leaves_only_when_the_worker_sends_it(outbox, app):
    write()
    assert outbox.sent == []
    assert mail.send_due() == 1
    assert mail.send_due() == 0
    message = outbox.sent[0]
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "Ihr Passwort ist geändert"
    assert "Guten Tag, Ada," in message.get_body(("plain",)).get_content()
    assert "Guten Tag, Ada," in message.get_body(("html",)).get_content()


def test_its_text_is_forgotten_once_it_is_sent(app):
    write()
    mail.send_due()
    letter = session.scalars(sa.select(Letter)).one()
    assert (letter.text, letter.html, letter.due_at) == ("", "", None)
    assert letter.sent_at is not None


def test_what_was_rolled_back_is_not_sent(outbox, app):
    with pytest.raises(LookupError), transaction():
        write_and_break()
    mail.send_due()
    assert outbox.sent == []


def test_a_refused_letter_is_tried_again_under_the_same_number(app, outbox):
    write()
    app.extensions["office"].outbox = Refusing()
    mail.send_due()
    letter = session.scalars(sa.select(Letter)).one()
    number = letter.message_id
    assert (letter.attempts, letter.error) == (1, "ConnectionRefusedError")
    session.rollback()
    app.extensions["office"].outbox = outbox
    assert mail.send_due() == 0
    with at(now() + timedelta(minutes=5)):
        assert mail.send_due() == 1
    assert [message["Message-ID"] for message in outbox.sent] == [number]


def test_after_two_days_a_letter_is_given_up(app):
    write()
    app.extensions["office"].outbox = Refusing()
    for round_ in range(20):
        with at(now() + timedelta(days=round_)):
            mail.send_due()
    letter = session.scalars(sa.select(Letter)).one()
    assert (letter.attempts, letter.due_at) == (mail.MOST_ATTEMPTS, None)


def test_a_name_cannot_add_a_header(outbox, app):
    write("Eve\r\nBcc: all@example.org")
    mail.send_due()
    assert [name for name in outbox.sent[0] if name == "Bcc"] == []


def test_without_a_mail_server_letters_are_files_and_seen(tmp_path):
    said: list[str] = []
    message = EmailMessage()
    message["Subject"] = "Grüße"
    message.set_content("Moin aus Gescher")
    FolderOutbox(tmp_path / "outbox", said.append).send(message)
    file = next((tmp_path / "outbox").glob("*.eml"))
    assert message_from_bytes(file.read_bytes())["Subject"] is not None
    assert "Moin aus Gescher" in said[0]


def test_letters_speak_the_language_of_the_reader(outbox, app):
    with transaction():
        mail.write("signin/mail/changed", "ada@example.org", "en", name="Ada")
    mail.send_due()
    text = outbox.sent[0].get_body(("plain",)).get_content()
    assert "/en/passwort-vergessen" in text
