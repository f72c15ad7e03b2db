"""Letters: written with the act, sent by the worker, tried again when refused."""

import re
import smtplib
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from forum.core import mail, tokens
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.mail import FolderOutbox, Letter


class Refusing:
    def send(self, message: EmailMessage) -> None:
        raise ConnectionRefusedError


class Picky:
    """Takes every letter but the first."""

    def __init__(self, rest: mail.Outbox, problem: Exception) -> None:
        self.rest = rest
        self.problem: Exception | None = problem

    def send(self, message: EmailMessage) -> None:
        problem, self.problem = self.problem, None
        if problem:
            raise problem
        self.rest.send(message)


def attempts() -> list[int]:
    found = session.scalars(sa.select(Letter.attempts).order_by(Letter.id)).all()
    session.rollback()
    return list(found)


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
    tried: list[datetime] = []
    while due := session.scalars(sa.select(Letter.due_at)).one():
        tried.append(due)
        session.rollback()
        with at(due):
            mail.send_due()
    assert timedelta(hours=48) < tried[-1] - tried[0] < timedelta(hours=52)
    assert mail.given_up() == 1


def test_letters_are_forgotten_after_a_while(app, outbox):
    write("Sent")
    mail.send_due()
    write("Given up")
    with transaction():
        session.execute(
            sa.update(Letter).where(Letter.sent_at.is_(None)).values(due_at=None)
        )
    write("Due")
    kept = []
    for days in (6, 8, 31, 33):
        with at(now() + timedelta(days=days)):
            mail.forget_sent()
            mail.forget_unsent()
        kept.append(session.scalar(sa.select(sa.func.count(Letter.id))))
        session.rollback()
    assert kept == [3, 2, 2, 1]
    assert mail.send_due() == 1
    assert "Guten Tag, Due," in outbox.sent[-1].get_body(("plain",)).get_content()


def test_a_dead_server_is_asked_once_a_round(app):
    write("Ada")
    write("Ben")
    app.extensions["office"].outbox = Refusing()
    assert mail.send_due() == 1
    assert attempts() == [1, 0]


@pytest.mark.parametrize(
    "problem",
    [
        smtplib.SMTPRecipientsRefused({}),
        smtplib.SMTPSenderRefused(550, b"no", "ada@example.org"),
        smtplib.SMTPDataError(554, b"no"),
        smtplib.SMTPNotSupportedError(),
        UnicodeEncodeError("ascii", "ä", 0, 1, "no"),
        LookupError(),
    ],
)
def test_one_letter_that_is_refused_holds_up_no_other(app, outbox, problem):
    write("Ada")
    write("Ben")
    app.extensions["office"].outbox = Picky(outbox, problem)
    assert mail.send_due() == 2
    assert len(outbox.sent) == 1
    assert attempts() == [1, 1]


def test_a_letter_that_cannot_be_built_holds_up_no_other(app, outbox):
    write("Ada")
    write("Ben")
    with transaction():
        first = session.scalars(sa.select(Letter).order_by(Letter.id)).first()
        first.address = "ada@example.org\nBcc: all@example.org"
    assert mail.send_due() == 2
    assert [message["To"] for message in outbox.sent] == ["ada@example.org"]
    assert attempts() == [1, 1]


def test_addresses_in_a_letter_end_where_the_sentence_goes_on(outbox, app):
    write("Ada (https://example.org/a). Und https://example.org/b_(c)_d? Ja")
    mail.send_due()
    html = outbox.sent[0].get_body(("html",)).get_content()
    links = re.findall('<a href="([^"]*)"', html)
    assert links[:2] == ["https://example.org/a", "https://example.org/b_(c)_d"]
    assert '(<a href="https://example.org/a">https://example.org/a</a>).' in html


def test_a_token_in_a_letter_stays_whole(outbox, app):
    token = tokens.sign("confirm", 7)
    with transaction():
        told = {"name": "A", "token": token, "back": None}
        mail.write("members/mail/confirm", "a@example.org", "de", **told)
    mail.send_due()
    html = outbox.sent[0].get_body(("html",)).get_content()
    assert f'/mitglied-werden/{token}"' in html


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
