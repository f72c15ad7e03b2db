"""Letters: written into the open transaction, sent by the worker alone.

Where no mail server is set they become files in `instance/outbox/` and lines on the
console, so that a trial works without one.
"""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, delete_due, release, session, transaction

log = logging.getLogger("forum.mail")

ADDRESS_MAX = 254  # RFC 5321
SUBJECT_MAX = 200
SMTP_SECONDS = 20
FIRST_WAIT = timedelta(minutes=1)  # doubles with every failure
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 17  # the last one two days after the first
SENT_KEPT = timedelta(days=7)  # for who asks whether a letter has left
UNSENT_KEPT = timedelta(days=32)  # two of trying, thirty to notice

ABOUT_THEMSELVES = (  # letters about nobody but who gets them
    "members/mail/",
    "privacy/mail/",
    "signin/mail/",
)

UNREACHABLE = (  # what is no fault of the letter and would meet the next one, too
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPServerDisconnected,
)


class Letter(Base):
    """One letter to one address; without its text once it is sent, later forgotten."""

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(sa.String(120), unique=True)
    address: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX))
    reply_to: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX), default="")
    subject: Mapped[str] = mapped_column(sa.String(SUBJECT_MAX))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(2))
    template: Mapped[str] = mapped_column(sa.String(60))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.String(200), default="")


# Given up, or come here with a backup, since the old place may have sent it.
_UNSENT = sa.and_(Letter.due_at.is_(None), Letter.sent_at.is_(None))


class Outbox(Protocol):
    """Where letters go."""

    def send(self, message: EmailMessage) -> None:
        """Hand over one message or raise."""

    def forget(self, before: datetime) -> int:
        """Forget what was sent before a moment; returns how many."""

    def forget_person(self, address: str, name: str) -> None:
        """Forget what was sent to somebody, and what names them."""


@dataclass
class SmtpOutbox:
    """A mail server: smtp://user:password@host:587 (STARTTLS) or smtps://…:465."""

    url: str

    def send(self, message: EmailMessage) -> None:
        """One connection per letter: rare enough, and nothing to keep alive."""
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        with self._connect(parts.scheme, host, parts.port) as server:
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    def forget(self, before: datetime) -> int:
        """Nothing stays here."""
        return 0

    def forget_person(self, address: str, name: str) -> None:
        """Nothing stays here."""

    def _connect(self, scheme: str, host: str, port: int | None) -> smtplib.SMTP:
        server: smtplib.SMTP
        if scheme == "smtps":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(
                host, port or 465, timeout=SMTP_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, port or 587, timeout=SMTP_SECONDS)
        server.ehlo()
        return server


@dataclass
class FolderOutbox:
    """A folder of .eml files, and the text on the console."""

    folder: Path
    say: Callable[[str], None] = print

    def send(self, message: EmailMessage) -> None:
        """Write the file under its moment and show the text."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{now():%Y-%m-%d-%H%M%S}-{uuid4().hex[:8]}.eml"
        (self.folder / name).write_bytes(message.as_bytes(policy=SMTP))
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        self.say(f"--- {name}: {message['Subject']}\n{text}")

    def forget(self, before: datetime) -> int:
        """Remove the files of older letters; their names tell the moment."""
        last = f"{before:%Y-%m-%d-%H%M%S}"
        old = [one for one in self.folder.glob("*.eml") if one.name < last]
        for one in old:
            one.unlink(missing_ok=True)
        return len(old)

    def forget_person(self, address: str, name: str) -> None:
        """Remove what was sent to them, and what names them."""
        for one in self.folder.glob("*.eml"):
            message = message_from_bytes(one.read_bytes(), policy=SMTP)
            body = message.get_body(("plain",))
            text = f"{message['Subject']}\n{body.get_content() if body else ''}"
            if address in str(message["To"]) or not _without(text, name):
                one.unlink(missing_ok=True)


@dataclass
class MemoryOutbox:
    """A list, for tests."""

    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        """Keep it."""
        self.sent.append(message)

    def forget(self, before: datetime) -> int:
        """A test lasts seconds."""
        return 0

    def forget_person(self, address: str, name: str) -> None:
        """The test looks at what was sent."""


@dataclass(frozen=True)
class Written:
    """A letter as a template makes it."""

    subject: str
    text: str
    html: str


Writer = Callable[[str, str, dict[str, object]], Written]


@dataclass
class Office:
    """What create_app hands over: how letters look, where they go, who sends."""

    write: Writer
    outbox: Outbox
    sender: Callable[[], str]


_office: list[Office] = []


def connect(office: Office) -> None:
    """Use this office from now on."""
    _office[:] = [office]


def write(
    template: str, to: str, language: str, *, reply_to: str = "", **values: object
) -> None:
    """Put a letter into the open transaction; the worker sends it afterwards.

    `template` names templates/<template>.txt, whose first line is the subject. Who
    answers it writes to `reply_to`, if that is somebody else.
    """
    written = _office[0].write(template, language, values)
    session.add(
        Letter(
            message_id=f"<{uuid4().hex}@{_office[0].sender().split('@')[-1]}>",
            address=to,
            reply_to=reply_to,
            subject=" ".join(written.subject.split())[:SUBJECT_MAX],
            text=written.text,
            html=written.html,
            language=language,
            template=template,
            created_at=now(),
            due_at=now(),
        )
    )


def send_due(most: int = 100) -> int:
    """Send what is due until nobody can be reached; returns how many were tried.

    Each letter is marked in a transaction of its own.
    """
    ids = session.scalars(
        sa.select(Letter.id)
        .where(Letter.due_at <= now())
        .order_by(Letter.id)
        .limit(most)
    ).all()
    tried = 0
    for number in ids:
        tried += 1
        if _is_unreachable(_send(number)):
            break
    release()
    return tried


def given_up() -> int:
    """How many letters were tried in vain and wait no longer."""
    query = sa.select(sa.func.count(Letter.id)).where(_UNSENT, Letter.attempts > 0)
    return session.scalar(query) or 0


def forget_sent() -> int:
    """Forget letters some time after they were sent; returns how many."""
    return delete_due(Letter, Letter.sent_at < now() - SENT_KEPT)


def forget_unsent() -> int:
    """Forget letters some time after they were given up; returns how many."""
    return delete_due(Letter, sa.and_(_UNSENT, Letter.created_at < now() - UNSENT_KEPT))


def forget_files() -> int:
    """Forget letters that became files as long after as all others."""
    return _office[0].outbox.forget(now() - SENT_KEPT)


def forget_person(address: str, name: str) -> None:
    """Nothing of somebody who has gone: neither letters to them nor their name.

    A letter to somebody else that tells of them and has not left yet never will.
    """
    session.execute(sa.delete(Letter).where(Letter.address == address))
    told = sa.or_(Letter.subject.contains(name, autoescape=True), _tells_of(name))
    for letter in session.scalars(sa.select(Letter).where(told)):
        if letter.sent_at is not None:
            letter.subject = _without(letter.subject, name)
        elif not letter.template.startswith(ABOUT_THEMSELVES):
            session.delete(letter)
    _office[0].outbox.forget_person(address, name)


def _tells_of(name: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        Letter.sent_at.is_(None), Letter.text.contains(name, autoescape=True)
    )


def _without(text: str, name: str) -> str:
    """The same text, if it does not name them as a word of its own; else nothing."""
    return "" if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) else text


def _is_unreachable(failure: Exception | None) -> bool:
    if isinstance(failure, smtplib.SMTPException):  # it is an OSError, too
        return isinstance(failure, UNREACHABLE)
    return isinstance(failure, OSError)


def _send(number: int) -> Exception | None:
    """Try one letter, mark what became of it; or what went wrong."""
    letter = session.get_one(Letter, number)
    failure = None
    try:
        message = _message(letter)
        session.rollback()
        _office[0].outbox.send(message)
    except Exception as problem:
        failure = problem
        log.warning("letter %s not sent: %s", number, type(problem).__name__)
    with transaction():
        _mark(session.get_one(Letter, number), failure)
    return failure


def _mark(letter: Letter, failure: Exception | None) -> None:
    letter.attempts += 1
    letter.error = type(failure).__name__ if failure else ""
    if not failure:
        letter.sent_at, letter.due_at = now(), None
        letter.text = letter.html = letter.reply_to = ""
    elif letter.attempts >= MOST_ATTEMPTS:
        letter.due_at = None
    else:
        wait = min(FIRST_WAIT * 2 ** (letter.attempts - 1), LONGEST_WAIT)
        letter.due_at = now() + wait


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["From"] = _office[0].sender()
    message["To"] = letter.address
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
