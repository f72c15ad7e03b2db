"""An e-mail address is kept in the form that every mail server understands."""

import pytest

from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.core.db import session
from tests.visitor import Visitor

JOIN, FORGOT = "/mitglied-werden", "/passwort-vergessen"
TOLD = {
    "display_name": "Mia Eilers",
    "password": "Wallhecke im Morgentau",
    "actor": "buerger",
    "rules": "y",
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mia@müller.de", "mia@xn--mller-kva.de"),
        ("mia@xn--mller-kva.de", "mia@xn--mller-kva.de"),
        ("Mia.Eilers+forum@Example.org", "Mia.Eilers+forum@example.org"),
    ],
)
def test_a_domain_is_kept_as_mail_servers_know_it(
    visit: Visitor, typed: str, kept: str
) -> None:
    visit.send(JOIN, **TOLD, email=typed)
    session.rollback()
    joined = member_by_email(kept)
    assert joined is not None
    assert joined.email == kept


def test_one_address_written_in_two_ways_is_one_member(visit: Visitor) -> None:
    for typed in ("mia@müller.de", "mia@xn--mller-kva.de"):
        visit.send(JOIN, **TOLD, email=typed)
    assert session.query(Member).count() == 1


@pytest.mark.parametrize("address", ["jürgen@example.org", "ж@example.org"])
def test_letters_that_mail_servers_do_not_know_are_named(
    visit: Visitor, address: str
) -> None:
    page = visit.send(FORGOT, email=address, status=422)
    assert "Vor dem @ gehen keine Umlaute. Nehmen Sie eine andere Adresse" in page.text


@pytest.mark.parametrize("address", ["mia", "mia@", "@example.org", "mia@ex ample.org"])
def test_what_is_no_address_is_refused(visit: Visitor, address: str) -> None:
    page = visit.send(FORGOT, email=address, status=422)
    assert "Schreiben Sie eine E-Mail-Adresse wie name@example.org" in page.text
