"""T12: the codes themselves: once each, near in time, and guessed slowly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.second import service, totp
from forum.accounts.second.models import RecoveryCode
from forum.accounts.signin import service as signin
from forum.accounts.signin.tries import of_codes
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import TooOften
from tests.accounts.letters import letters
from tests.accounts.signin.doing import (
    CODE,
    EMAIL,
    SECRET,
    SIGN_IN,
    TYPED,
)
from tests.pages import Page, words
from tests.visitor import Visitor

SHOW, SET_UP = "/konto/zweiter-faktor", "/konto/zweiter-faktor/einrichten"
CODES, END = "/konto/zweiter-faktor/codes", "/konto/zweiter-faktor/aus"


def shown_codes(page: Page) -> list[str]:
    return [words(one) for one in page.tree.findall(".//ul[@class='codes']//code")]


def right(member: Member, code: str) -> bool:
    with transaction():
        return service.is_right(member, code)


@pytest.mark.usefixtures("codes")
def test_a_code_works_once(rita: Member) -> None:
    """Nor does an older one after a newer."""
    with at(now() + timedelta(minutes=5)):
        assert right(rita, totp.code(SECRET))
        assert not right(rita, totp.code(SECRET))
        assert not right(rita, totp.code(SECRET, -1))
        assert right(rita, totp.code(SECRET, 1))


@pytest.mark.usefixtures("codes")
def test_clocks_may_be_half_a_minute_wrong(rita: Member) -> None:
    with at(now() + timedelta(minutes=5)):
        for ahead, good in ((-2, False), (2, False), (-1, True), (1, True)):
            assert right(rita, totp.code(SECRET, ahead)) == good, ahead


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize("code", ["", "0", "000000", "x" * 5000, "１２３４５６", "\0"])
def test_nothing_else_is_right(rita: Member, code: str) -> None:
    assert not right(rita, code)


def test_one_code_in_two_windows_works_in_one(
    app: Flask, rita: Member, codes: list[str]
) -> None:
    number, start = rita.id, Barrier(4)
    tried = [totp.code(SECRET, 1)] * 2 + codes[:1] * 2

    def use(code: str) -> bool:
        with app.app_context():
            start.wait()
            return right(session.get_one(Member, number), code)

    session.rollback()
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(use, tried))
    assert [sum(done[:2]), sum(done[2:])] == [1, 1]


def test_each_recovery_code_works_once(
    visit: Visitor, rita: Member, codes: list[str]
) -> None:
    visit.send(SIGN_IN, **TYPED)
    typed = f" {codes[3].upper().replace('-', ' ')} "
    assert visit.send(CODE, code=typed).location == "/konto"
    assert (EMAIL, "recovered") in letters()
    assert "noch 9 Wiederherstellungscodes" in visit(SHOW).text
    visit("/abmelden", status=302, method="POST")
    visit.send(SIGN_IN, **TYPED)
    visit.send(CODE, status=422, code=codes[3])


def test_recovery_codes_are_kept_as_digests(rita: Member, codes: list[str]) -> None:
    kept = {one.digest for one in session.query(RecoveryCode)}
    assert len(kept) == len(codes) == service.CODES
    plain = {one.replace("-", "") for one in codes}
    assert not kept & (plain | set(codes))
    assert all(len(one) == 16 for one in plain)  # 80 bits


def test_new_codes_end_the_old_ones(
    visit: Visitor, rita: Member, codes: list[str]
) -> None:
    visit(CODES, rita)
    fresh = shown_codes(visit.send(CODES, rita, status=200))
    assert len(set(fresh) - set(codes)) == service.CODES
    assert not right(rita, codes[0])
    assert right(rita, fresh[0])


@pytest.mark.usefixtures("codes")
def test_guessing_codes_grows_slow_and_the_owner_is_told(
    visit: Visitor, rita: Member
) -> None:
    visit.send(SIGN_IN, **TYPED)
    for number in range(5):
        visit.send(CODE, status=422, code=f"00000{number}")
    page = visit.send(CODE, status=429, code=totp.code(SECRET))
    assert page.response.headers["Retry-After"]
    for number in range(4):
        of_codes(str(rita.id), f"192.0.2.{number}").take()
    session.rollback()
    with transaction():
        signin.warn_of_codes(rita, 9)
        signin.warn_of_codes(rita, 10)
        signin.warn_of_codes(rita, 11)
    assert letters().count((EMAIL, "codes")) == 1


def test_a_hundred_networks_do_not_guess_a_code(app: Flask) -> None:
    for number in range(100):
        of_codes("7", f"n{number}").take()
    with pytest.raises(TooOften):
        of_codes("7", "one more").take()
