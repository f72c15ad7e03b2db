"""T08, T09 and T10: cookies: begun anew, dead when they should be, and well marked."""

from collections.abc import Callable
from contextvars import Context
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.credentials import service as credentials
from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.sessions import janitor
from forum.accounts.sessions import service as sessions
from forum.accounts.sessions.models import KnownDevice, SignIn
from forum.accounts.signin import service as signin
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.passwords import hashed
from tests import make
from tests.accounts import making
from tests.accounts.letters import letters
from tests.accounts.signin.doing import EMAIL, PASSWORD, PROVE, SIGN_IN, TYPED
from tests.visitor import Visitor

LIST, PASSWORD_PAGE = "/konto/anmeldungen", "/konto/passwort"
PHONE = "Mozilla/5.0 (Android 14; Mobile) Gecko/131.0 Firefox/131.0"
DESK = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/131.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Version/17 Safari/605"


def copied(visit: Visitor, who: Member | None = None) -> FlaskClient:
    """A browser with a copy of somebody's cookie."""
    cookie = visit.browser(who).get_cookie("forum")
    assert cookie is not None
    thief = visit.app.test_client()
    thief.set_cookie("forum", cookie.value)
    return thief


def is_in(browser: FlaskClient) -> bool:
    session.rollback()
    answer = Context().run(browser.get, "/konto")
    return answer.status_code == 200


def signed_in(visit: Visitor, agent: str = DESK) -> Visitor:
    """Another browser of Rita."""
    other = Visitor(visit.app)
    other.browser().environ_base["HTTP_USER_AGENT"] = agent
    assert other.send(SIGN_IN, **TYPED).location == "/konto"
    return other


def test_signing_in_begins_anew(visit: Visitor, rita: Member) -> None:
    """T08: nothing of what the cookie held before stays, its token neither."""
    visit(SIGN_IN)
    before = copied(visit)
    with visit.browser().session_transaction() as cookie:
        cookie["left"] = "by somebody before"
        fixed = dict(cookie)
    visit.send(SIGN_IN, **TYPED)
    visit("/konto/profil")
    with visit.browser().session_transaction() as cookie:
        assert "left" not in cookie
        assert cookie["csrf_token"] != fixed["csrf_token"]
        mark = cookie["_user_id"]
    assert not is_in(before)
    visit("/abmelden", status=302, method="POST")
    visit.send(SIGN_IN, **TYPED)
    with visit.browser().session_transaction() as cookie:
        assert cookie["_user_id"] != mark


def test_a_cookie_somebody_planted_is_worth_nothing(
    visit: Visitor, rita: Member
) -> None:
    with visit.browser().session_transaction() as cookie:
        cookie["_user_id"] = f"{rita.id}.guessed"
        cookie["_fresh"] = True
    session.rollback()
    assert not is_in(visit.browser())
    for mark in ("", ".", f"{rita.id}", f"{rita.id}.", f"-1.{'x' * 43}", "٣.x"):
        assert sessions.find(mark) is None


def _changes() -> dict[str, Callable[[Member], None]]:
    def block(member: Member) -> None:
        member.blocked_at = now()

    def delete(member: Member) -> None:
        session.execute(sa.delete(Member).where(Member.id == member.id))

    return {
        "password": lambda one: members.set_password(one, hashed("Drei andere Wörter")),
        "role": lambda one: members.set_role(one, Role.EDITOR, by=None),
        "block": block,
        "everywhere": sessions.end_all,
        "deleted": delete,
    }


@pytest.mark.parametrize("change", list(_changes()))
def test_a_copied_cookie_dies_at_the_next_request(
    visit: Visitor, rita: Member, change: str
) -> None:
    """T09."""
    visit.send(SIGN_IN, **TYPED)
    thief = copied(visit)
    assert is_in(thief)
    with transaction():
        _changes()[change](rita)
    assert not is_in(thief)
    assert not is_in(visit.browser())


def test_signing_out_ends_the_copy_too(visit: Visitor, rita: Member) -> None:
    visit.send(SIGN_IN, **TYPED)
    thief = copied(visit)
    visit("/abmelden", status=302, method="POST")
    assert not is_in(thief)


def test_the_list_shows_where_one_is_signed_in(visit: Visitor, rita: Member) -> None:
    signed_in(visit, PHONE)
    here = signed_in(visit, DESK)
    page = here(LIST)
    assert "Firefox, Android" in page.text
    assert page.text.count("Dieses Gerät") == 1
    assert page.text.count("Angemeldet seit") == 2


def test_one_is_ended(visit: Visitor, rita: Member, eve: Member) -> None:
    phone, here = signed_in(visit, PHONE), signed_in(visit, DESK)
    numbers = _numbers(rita)
    path = f"{LIST}/{numbers['Firefox, Android']}/beenden"
    visit(LIST, eve)
    stranger = visit.browser(eve)
    with stranger.session_transaction() as cookie:
        token = cookie.get("csrf_token")
    assert token
    session.rollback()
    visit.send(LIST, eve, action=f"{LIST}/{_numbers(eve)['']}/beenden")
    visit(path, eve, status=403, method="POST")
    assert is_in(phone.browser())
    assert here.send(LIST, action=path).location == LIST
    assert not is_in(phone.browser())
    assert is_in(here.browser())
    own = f"{LIST}/{numbers['Firefox, Linux']}/beenden"
    assert here.send(LIST, action=own).location == SIGN_IN
    assert not is_in(here.browser())


def _numbers(member: Member) -> dict[str, int]:
    session.rollback()
    found = session.query(SignIn).filter_by(member_id=member.id)
    return {one.device: one.id for one in found}


def test_a_number_of_somebody_else_ends_nothing(
    visit: Visitor, rita: Member, eve: Member
) -> None:
    phone = signed_in(visit, PHONE)
    number = _numbers(rita)["Firefox, Android"]
    with transaction():
        credentials.end_sign_in(eve, number, by=eve)
    assert is_in(phone.browser())
    with pytest.raises(Forbidden), transaction():
        credentials.end_sign_in(rita, number, by=eve)
    with pytest.raises(Forbidden), transaction():
        credentials.end_other_sign_ins(rita, 0, by=eve)


def test_all_others_are_ended(visit: Visitor, rita: Member) -> None:
    others = [signed_in(visit, PHONE), signed_in(visit, MAC)]
    here = signed_in(visit, DESK)
    here.send(LIST, action=f"{LIST}/andere-beenden")
    assert [is_in(one.browser()) for one in others] == [False, False]
    page = here(LIST)
    assert "Alle anderen Geräte sind abgemeldet." in page.text
    assert "Alle anderen abmelden" not in page.text


def test_the_list_costs_the_same_however_long(
    visit: Visitor, rita: Member, statements: list[str]
) -> None:
    here = signed_in(visit)
    counts = []
    for _ in range(2):
        here(LIST)
        statements.clear()
        here(LIST)
        counts.append(len(statements))
        for _ in range(5):
            with transaction():
                sessions.begin(rita, "Firefox, Linux")
    assert counts[0] == counts[1]


def test_a_letter_about_a_new_kind_of_device(visit: Visitor, rita: Member) -> None:
    signed_in(visit, DESK)
    assert letters() == []  # the first of all is no news
    signed_in(visit, DESK)
    assert letters() == []
    signed_in(visit, PHONE)
    assert letters() == [(EMAIL, "device")]
    signed_in(visit, PHONE)
    assert letters() == [(EMAIL, "device")]
    session.rollback()
    with at(now() + timedelta(days=180)):
        janitor.forget_devices()
    assert session.query(KnownDevice).count() == 0


@pytest.mark.parametrize(
    ("role", "idle"),
    [
        (Role.MEMBER, timedelta(hours=12)),
        (Role.JURY, timedelta(minutes=60)),
        (Role.FUND_OFFICE, timedelta(minutes=60)),
        (Role.ADMINISTRATOR, timedelta(minutes=60)),
    ],
)
def test_who_does_nothing_is_signed_out(
    app: Flask, role: Role, idle: timedelta
) -> None:
    """T10: by the clock; staff sooner."""
    member, start = make.member(role=role), now()
    with at(start), transaction():
        mark = sessions.begin(member)
    with at(start + idle - timedelta(seconds=1)):
        janitor.forget_ended()
        assert sessions.find(mark) is not None
        assert len(sessions.of_member(member)) == 1
        session.rollback()
    with at(start + idle):
        assert sessions.find(mark) is None
        assert sessions.of_member(member) == []
        janitor.forget_ended()
    assert session.query(SignIn).count() == 0


def test_thirty_days_are_the_end(app: Flask, ada: Member) -> None:
    start = now()
    with at(start), transaction():
        mark = sessions.begin(ada)
    for day in range(30):
        with at(start + timedelta(days=day, hours=23)):
            with transaction():
                session.execute(sa.update(SignIn).values(seen_at=now()))
            assert sessions.find(mark) is not None
    with at(start + timedelta(days=30)):
        assert sessions.find(mark) is None


def test_changing_the_password(visit: Visitor, rita: Member) -> None:
    phone, here = signed_in(visit, PHONE), signed_in(visit, DESK)
    thief = copied(here)
    page = here.send(PASSWORD_PAGE, password="Rita-Rahmel-1977", status=422)
    assert "leicht zu erraten, weil" in page.text
    assert here.send(PASSWORD_PAGE, password="Drei andere Wörter").location == "/konto"
    assert is_in(here.browser())
    assert not is_in(phone.browser())
    assert not is_in(thief)
    assert (EMAIL, "changed") in letters()
    visit.send(SIGN_IN, status=422, **TYPED)
    visit.send(SIGN_IN, email=EMAIL, password="Drei andere Wörter")


@pytest.mark.parametrize(
    "path",
    [
        PASSWORD_PAGE,
        "/konto/adresse",
        "/konto/zweiter-faktor/einrichten",
        "/konto/zweiter-faktor/codes",
        "/konto/zweiter-faktor/aus",
    ],
)
def test_what_cannot_be_undone_asks_once_more(
    visit: Visitor, rita: Member, path: str
) -> None:
    visit.send(SIGN_IN, **TYPED)
    with transaction():
        session.execute(sa.update(SignIn).values(sure_at=now() - timedelta(minutes=15)))
    sent: dict[str, Any] = {"password": "Drei andere Wörter", "email": "x@example.org"}
    for method in ("GET", "POST"):
        page = visit(path, status=302, method=method, data=sent)
        assert page.location == f"{PROVE}?weiter={path}"
    prove = f"{PROVE}?weiter={path}"
    assert "passt nicht" in visit.send(prove, status=422, password="falsch").text
    assert visit.send(prove, password=PASSWORD).location == path
    visit(path)
    with transaction():
        session.execute(sa.update(SignIn).values(sure_at=None))
    visit(path, status=302)


def test_the_proof_is_guessed_as_slowly_as_the_password(
    visit: Visitor, rita: Member
) -> None:
    visit.send(SIGN_IN, **TYPED)
    for _ in range(5):
        visit.send(PROVE, status=422, password="falsch")
    assert visit.send(PROVE, status=429, password=PASSWORD).response.headers[
        "Retry-After"
    ]


def test_young_members_do_not_wait_for_each_other(app: Flask, visit: Visitor) -> None:
    """A class sits behind one network, and none of them has an address."""
    school = make.member("Schule am Bach", email="s@example.org", actor="schule")
    kept = hashed(PASSWORD)
    first, second = (making.youth(school, name, kept) for name in ("Kiebitz", "Igel"))
    for status in (422,) * 5 + (429,):
        visit.send(PROVE, first, status=status, password="falsch")
    assert visit.send(PROVE, second, password=PASSWORD).location == "/konto"


def test_a_password_changed_while_it_was_looked_at_opens_nothing(rita: Member) -> None:
    found = signin.recognise(EMAIL, PASSWORD)
    assert found == rita
    checked = found.password_hash
    with transaction():
        signin.change_password(rita, hashed("Drei andere Wörter"))
    with pytest.raises(Refusal), transaction():
        signin.let_in(found, checked)


def test_guests_are_led_to_sign_in(visit: Visitor) -> None:
    for path in (LIST, PASSWORD_PAGE, PROVE, "/konto/adresse", "/konto/zweiter-faktor"):
        assert visit(path, status=302).location == f"{SIGN_IN}?weiter={path}"
        if path not in (LIST, "/konto/zweiter-faktor"):
            visit(path, status=403, method="POST")


def test_the_account_page_shows_the_ways(visit: Visitor, rita: Member) -> None:
    visit.send(SIGN_IN, **TYPED)
    links = dict(visit("/konto").links)
    assert links["Angemeldete Geräte"] == LIST
    assert links["Passwort ändern"] == PASSWORD_PAGE
    assert links["E-Mail-Adresse ändern"] == "/konto/adresse"
    assert links["Zweiter Faktor"] == "/konto/zweiter-faktor"
