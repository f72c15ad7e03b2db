"""The way in by letter: twenty minutes, once, only the newest, by a button alone."""

from datetime import timedelta

import pytest

from forum.accounts.members.models import Member
from forum.accounts.signin import keys, service
from forum.accounts.signin.models import MailKey
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Refusal
from tests.accounts.letters import letters, link
from tests.accounts.signin.doing import CODE, EMAIL, FORGOT, LINK, SIGN_IN
from tests.visitor import Visitor


def asked(visit: Visitor) -> str:
    visit.send(LINK, email=EMAIL)
    return link()


def test_in_without_a_password(visit: Visitor, rita: Member) -> None:
    assert ("Ohne Passwort anmelden", LINK) in visit(SIGN_IN).links
    path = asked(visit)
    assert letters() == [(EMAIL, "link")]
    assert "Rita Rahmel" in visit(path).text
    assert visit.send(path).location == "/konto"
    assert "Rita Rahmel" in visit("/konto").heading


def test_once(visit: Visitor, rita: Member) -> None:
    path = asked(visit)
    for _ in range(3):
        visit(path)  # programs that look into letters
    visit.send(path)
    assert "schon benutzt" in visit(path, status=400).text
    visit(path, status=409, method="POST", data={})


def test_only_the_newest(visit: Visitor, rita: Member) -> None:
    older, newer = asked(visit), asked(visit)
    visit(older, status=400)
    assert visit.send(newer).location == "/konto"


def test_twenty_minutes(visit: Visitor, rita: Member) -> None:
    token = asked(visit).rpartition("/")[2]
    with at(now() + timedelta(minutes=19)):
        assert service.read_link(token) == rita
    with at(now() + timedelta(minutes=20)), pytest.raises(Refusal):
        service.read_link(token)


def test_a_new_password_ends_it(visit: Visitor, rita: Member) -> None:
    path = asked(visit)
    visit.send(FORGOT, email=EMAIL)
    visit.send(link(), password="Drei andere Wörter")
    visit(path, status=400)


def test_who_is_blocked_meanwhile_stays_outside(visit: Visitor, rita: Member) -> None:
    path = asked(visit)
    with transaction():
        rita.blocked_at = now()
    assert "gilt nicht mehr" in visit(path, status=400).text
    visit(path, status=409, method="POST", data={})
    visit("/konto", status=302)


def test_the_second_factor_is_still_asked_for(
    visit: Visitor, rita: Member, codes: list[str]
) -> None:
    assert visit.send(asked(visit)).location == CODE
    visit("/konto", status=302)
    assert visit.send(CODE, code=codes[0]).location == "/konto"


def test_without_its_token_the_button_does_nothing(
    visit: Visitor, rita: Member
) -> None:
    path = asked(visit)
    page = visit(path, status=422, method="POST", data={"csrf_token": "foreign"})
    assert "lange offen" in page.text or page.heading == "Anmelden"
    visit("/konto", status=302)
    assert visit.send(path).location == "/konto"


def test_in_the_language_of_the_member(visit: Visitor, rita: Member) -> None:
    with transaction():
        rita.language = "sv"
    assert asked(visit).startswith("/sv/anmelden/link/")


def test_old_keys_are_forgotten(visit: Visitor, rita: Member) -> None:
    asked(visit)
    session.rollback()
    assert session.query(MailKey).count() == 1
    session.rollback()
    with at(now() + timedelta(minutes=20)):
        keys.forget_old()
    assert session.query(MailKey).count() == 0
