"""Writing to an organisation without seeing its address."""

from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Part, Standing
from forum.core import mail
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.mail import Letter
from tests.accounts.organisations import making
from tests.visitor import Visitor

TOLD = {
    "name": "Gerda Gast",
    "email": "gerda@example.org",
    "text": "Wir hätten gern Ihre Hobelspäne.\nAlle.",
}


def sent(outbox: mail.MemoryOutbox) -> list[EmailMessage]:
    session.rollback()
    mail.send_due()
    return outbox.sent


def test_a_guest_writes_to_the_office(
    visit: Visitor, ada: Member, outbox: mail.MemoryOutbox
) -> None:
    made = making.organisation(ada, contact_email="buero@holz.example.org")
    path = f"/partner/{made.id}/kontakt"
    assert "buero@" not in visit(path).html
    page = visit.send(path, action=path, **TOLD)
    assert page.location == making.address(made)
    assert "Ihre Nachricht ist gesendet." in visit(page.location).text
    [letter] = sent(outbox)
    assert letter["To"] == "buero@holz.example.org"
    assert letter["Reply-To"] == "gerda@example.org"
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Hobelspäne" in body.get_content()
    kept = session.scalars(sa.select(Letter)).one()
    assert (kept.text, kept.reply_to) == ("", "")  # no copy stays


def test_without_an_office_all_owners_read_it(
    visit: Visitor, ada: Member, ben: Member, eve: Member, outbox: mail.MemoryOutbox
) -> None:
    made = making.organisation(ada)
    making.person(made, ben, Part.OWNER)
    making.person(made, eve)
    path = f"/partner/{made.id}/kontakt"
    visit.send(path, action=path, **TOLD)
    assert [one["To"] for one in sent(outbox)] == ["ada@example.org", "ben@example.org"]


def test_machines_are_thanked_and_not_heard(
    visit: Visitor, ada: Member, outbox: mail.MemoryOutbox
) -> None:
    made = making.organisation(ada)
    path = f"/partner/{made.id}/kontakt"
    visit.send(path, action=path, homepage="https://spam.example", **TOLD)
    assert sent(outbox) == []


def test_one_network_waits_after_five(visit: Visitor, ada: Member) -> None:
    made = making.organisation(ada)
    path = f"/partner/{made.id}/kontakt"
    for _time in range(5):
        visit.send(path, action=path, **TOLD)
    page = visit.send(path, action=path, status=429, **TOLD)
    assert "Das waren viele Versuche." in page.text
    assert "Hobelspäne" in page.text  # nothing is lost
    assert page.response.headers["Retry-After"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "kein"),
        ("email", "a@b.example\r\nBcc: x@y.example"),
        ("text", "kurz"),
        ("text", "x" * 2001),
    ],
)
def test_what_does_not_fit_is_said(
    visit: Visitor, ada: Member, field: str, value: str
) -> None:
    made = making.organisation(ada)
    path = f"/partner/{made.id}/kontakt"
    page = visit.send(path, action=path, status=422, **(TOLD | {field: value}))
    assert page.title.startswith("Fehler: ")


def test_who_is_not_to_be_seen_gets_no_letters(visit: Visitor, ada: Member) -> None:
    for state in (Standing.WAITING, Standing.HIDDEN, Standing.CLOSED):
        made = making.organisation(ada, f"Sie ist {state}", state)
        visit(f"/partner/{made.id}/kontakt", status=404)
        visit(f"/partner/{made.id}/kontakt", ada, status=404)


def test_where_nobody_answers_the_team_reads_it(
    visit: Visitor, ada: Member, outbox: mail.MemoryOutbox
) -> None:
    made = making.organisation(ada)
    with transaction():
        ada.blocked_at = now()
    path = f"/partner/{made.id}/kontakt"
    visit.send(path, action=path, **TOLD)
    [letter] = sent(outbox)
    assert letter["To"] == "klimaschutz@example.org"
    body = letter.get_body(("plain",))
    assert body is not None
    assert "zurzeit niemand zuständig" in body.get_content()


def test_a_letter_speaks_the_language_of_its_reader(
    visit: Visitor, ada: Member, ben: Member, outbox: mail.MemoryOutbox
) -> None:
    with transaction():
        ada.language = "en"
    for made in (
        making.organisation(ada),
        making.organisation(ben, "Büro", contact_email="buero@example.org"),
    ):
        path = f"/sv/partner/{made.id}/kontakt"
        visit.send(path, action=path, **TOLD)
    session.rollback()
    found = session.scalars(sa.select(Letter).order_by(Letter.id))
    assert [one.language for one in found] == ["en", "de"]
