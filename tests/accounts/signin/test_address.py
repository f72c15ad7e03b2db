"""T11: another e-mail address: confirmed there, told here, and taken back in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum.accounts.credentials import service
from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key, member_by_email
from forum.accounts.second import queries as second
from forum.accounts.second import service as factors
from forum.accounts.second import totp
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys
from forum.accounts.signin import service as signin
from forum.accounts.signin.models import Purpose
from forum.core.activities import ActivityRow, Job
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from tests import make
from tests.accounts.letters import letters, link
from tests.accounts.signin.doing import EMAIL, FORGOT, PASSWORD, SECRET, SIGN_IN
from tests.visitor import Visitor

ADDRESS, SENT = "/konto/adresse", "/konto/adresse/unterwegs"
FRESH = "rita.neu@example.net"


def wanted(visit: Visitor, member: Member, address: str = FRESH) -> str:
    """Ask for another address; the path in the letter to it."""
    assert visit.send(ADDRESS, member, email=address).location == SENT
    return link()


def way_back() -> str:
    """The path in the last letter to an old address."""
    letters()
    found = session.query(Letter).filter(Letter.template.endswith("address_changed"))
    last = found.order_by(Letter.id.desc()).first()
    assert last is not None
    words = next(one for one in last.text.split() if "adresse-zurueck" in one)
    session.rollback()
    return urlsplit(words).path


def test_confirmed_at_the_new_one_and_told_at_the_old_one(
    visit: Visitor, rita: Member
) -> None:
    assert EMAIL in visit(ADDRESS, rita).text
    path = wanted(visit, rita)
    visit(SENT, rita)
    assert letters() == [(FRESH, "address")]
    for _ in range(2):
        assert FRESH in visit(path, rita).text  # looking changes nothing
    session.rollback()
    assert rita.email == EMAIL
    assert visit.send(path, rita).location == "/konto"
    session.rollback()
    assert (rita.email, rita.email_key) == (FRESH, email_key(FRESH))
    assert letters()[1:] == [(EMAIL, "address_changed")]
    visit("/konto", rita)
    visit(path, rita, status=400)
    assert visit.send(SIGN_IN, email=FRESH, password=PASSWORD).location == "/konto"


def test_in_another_browser_one_signs_in_again(visit: Visitor, rita: Member) -> None:
    path = wanted(visit, rita)
    assert visit.send(path).location == SIGN_IN
    visit("/konto", rita, status=302)  # the way one signs in has changed
    visit.send(SIGN_IN, status=422, email=EMAIL, password=PASSWORD)


def test_nobody_learns_whether_it_is_taken(
    visit: Visitor, rita: Member, eve: Member, statements: list[str]
) -> None:
    worked = []
    visit.send(ADDRESS, rita, email="warm@example.org")
    for address in ("eve@example.org", "xyz@example.org"):
        visit(ADDRESS, rita)
        statements.clear()
        page = visit.send(ADDRESS, rita, email=address)
        assert page.location == SENT
        worked.append(len(statements))
    assert worked[0] == worked[1]
    assert letters() == [
        ("warm@example.org", "address"),
        ("eve@example.org", "address_taken"),
        ("xyz@example.org", "address"),
    ]


def test_ones_own_address_changes_nothing(visit: Visitor, rita: Member) -> None:
    visit.send(ADDRESS, rita, email=EMAIL.upper())
    assert letters() == []


@pytest.mark.parametrize(
    "look_alike",
    [
        "RITA@EXAMPLE.ORG",
        "rita@ex\u0430mple.org",  # a Cyrillic a
        "rita@\uff45xample.org",  # a wide e
    ],
)
def test_what_looks_the_same_is_the_same(
    visit: Visitor, rita: Member, eve: Member, look_alike: str
) -> None:
    visit.send(ADDRESS, eve, email=look_alike, status=302)
    told = letters()
    assert all(one != "address" or to != EMAIL for to, one in told)
    session.rollback()
    found = member_by_email(EMAIL)
    assert found is not None
    assert (found.id, found.email) == (rita.id, EMAIL)


def test_a_letter_goes_to_the_address_that_is_kept(
    visit: Visitor, rita: Member
) -> None:
    """CVE-2019-19844: never to the one that was typed."""
    visit.send(FORGOT, email="RITA@Example.ORG")
    assert letters() == [(EMAIL, "reset")]


@pytest.mark.parametrize("email", ["", "rita", "\0", "x" * 400, "<b>@x"])
def test_what_is_no_address_is_said(visit: Visitor, rita: Member, email: str) -> None:
    page = visit.send(ADDRESS, rita, status=422, email=email)
    assert page.title.startswith("Fehler: ")


def test_only_the_newest_wish_counts(visit: Visitor, rita: Member) -> None:
    """CVE-2026-32700: each link is bound to the one address it was sent to."""
    first = wanted(visit, rita, "first@example.net")
    second_path = wanted(visit, rita, "second@example.net")
    visit(first, rita, status=400)
    visit.send(second_path, rita)
    session.rollback()
    assert rita.email == "second@example.net"


def test_two_members_want_one_address(app: Flask, rita: Member, eve: Member) -> None:
    """The database decides who was first; the other hears a sentence."""
    with transaction():
        tokens = [keys.give(one, Purpose.ADDRESS, FRESH) for one in (rita, eve)]
    start = Barrier(2)

    def confirm(token: str) -> bool:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    service.confirm_address(token)
            except Refusal as refusal:
                return refusal.message == service.TAKEN
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(confirm, tokens)) == [True, True]
    assert session.query(Member).filter_by(email=FRESH).count() == 1


def test_one_link_in_two_windows(app: Flask, rita: Member) -> None:
    with transaction():
        token = keys.give(rita, Purpose.ADDRESS, FRESH)
    start = Barrier(2)

    def confirm(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    service.confirm_address(token)
            except Refusal:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(confirm, range(2))) == [False, True]


def test_older_letters_open_nothing_any_more(visit: Visitor, rita: Member) -> None:
    """Whoever reads the old mailbox gets no new password by an old letter."""
    visit.send(FORGOT, email=EMAIL)
    reset = link()
    visit.send(wanted(visit, rita), rita)
    visit(reset, status=400)


def test_the_way_back(visit: Visitor, rita: Member) -> None:
    visit.send(wanted(visit, rita), rita)
    path = way_back()
    visit(path)
    thief = visit.send(path)
    assert thief.location.startswith(f"{FORGOT}/")
    session.rollback()
    assert rita.email == EMAIL
    visit("/konto", rita, status=302)
    for email in (EMAIL, FRESH):
        visit.send(SIGN_IN, status=422, email=email, password=PASSWORD)
    assert visit.send(thief.location, password="Drei andere Wörter").location == SIGN_IN
    visit.send(SIGN_IN, email=EMAIL, password="Drei andere Wörter")
    visit(path, status=400)
    row = session.query(ActivityRow).filter_by(name="AddressRestored").one()
    assert row.audited


def test_changing_it_twice_does_not_push_the_owner_out(
    visit: Visitor, rita: Member
) -> None:
    """Nor does a new password, nor a second factor set up meanwhile."""
    visit.send(wanted(visit, rita), rita)
    path = way_back()
    visit.send(wanted(visit, rita, "thief@example.net"), rita)
    with transaction():
        signin.change_password(rita, "kept")
        factors.set_up(rita, SECRET, totp.code(SECRET), by=rita)
    reset = visit.send(path).location
    session.rollback()
    assert rita.email == EMAIL
    assert second.factor_of(rita) is None
    assert (rita.second_since, rita.password_hash) == (None, "")
    session.rollback()
    visit(way_back(), status=400)  # the thief's own way back is gone
    assert visit.send(reset, password="Drei andere Wörter").location == SIGN_IN


def test_a_second_factor_of_before_stays(
    visit: Visitor, rita: Member, codes: list[str]
) -> None:
    visit.send(wanted(visit, rita), rita)
    visit.send(way_back())
    session.rollback()
    assert second.factor_of(rita) is not None
    assert codes


def test_the_way_back_lasts_three_days(app: Flask, rita: Member) -> None:
    with transaction():
        token = keys.give(rita, Purpose.UNDO, EMAIL)
    with at(now() + timedelta(hours=71)):
        assert service.read_undo(token)[0].address == EMAIL
    with at(now() + timedelta(hours=72)), pytest.raises(Refusal):
        service.read_undo(token)


def test_an_old_address_somebody_else_has_now_is_not_taken_from_them(
    visit: Visitor, rita: Member
) -> None:
    visit.send(wanted(visit, rita), rita)
    path = way_back()
    make.member("Otto Ost", email=EMAIL)
    page = visit.send(path, status=409)
    assert "anderes Konto" in page.text


def test_the_buttons_need_their_token(visit: Visitor, rita: Member) -> None:
    path = wanted(visit, rita)
    visit(path, status=422, method="POST", data={"csrf_token": "foreign"})
    session.rollback()
    assert rita.email == EMAIL


def test_only_ones_own(rita: Member, eve: Member) -> None:
    for act in (
        lambda: service.want_address(rita, FRESH, by=eve),
        lambda: service.change_password(rita, "kept", by=eve),
    ):
        with pytest.raises(Forbidden), transaction():
            act()


def test_no_line_of_the_history_and_no_job_keeps_the_address(
    visit: Visitor, rita: Member
) -> None:
    visit.send(wanted(visit, rita), rita)
    letters()
    session.rollback()
    assert all(FRESH not in str(one.details) for one in session.query(ActivityRow))
    assert session.query(Job).count() == 0


def test_who_is_gone_gets_no_letter(visit: Visitor, rita: Member) -> None:
    visit.send(ADDRESS, rita, email=FRESH)
    with transaction():
        sessions.end_all(rita)
        session.delete(rita)
    assert letters() == []


def register(visit: Visitor, email: str) -> None:
    told = {"display_name": "Otto Ost", "actor": "buerger", "rules": "y"}
    visit.send("/mitglied-werden", email=email, password=PASSWORD, **told)
    session.rollback()
    assert member_by_email(email) is not None
    session.rollback()


def test_a_registration_nobody_confirmed_keeps_nobody_from_the_way_back(
    visit: Visitor, rita: Member
) -> None:
    """Who took the account over registers the old address anew, to hold it."""
    visit.send(wanted(visit, rita), rita)
    path = way_back()
    register(visit, EMAIL)
    assert visit.send(path).location.startswith(f"{FORGOT}/")
    session.rollback()
    assert rita.email == EMAIL


def test_nor_from_another_address(visit: Visitor, rita: Member) -> None:
    register(visit, FRESH)
    visit.send(wanted(visit, rita), rita)
    session.rollback()
    assert rita.email == FRESH
    assert session.query(Member).count() == 1
