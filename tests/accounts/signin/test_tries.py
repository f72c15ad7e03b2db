"""T03, T04 and part of T46: guessing grows slow, and nobody locks the owner out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.signin.tries import Tries
from forum.core import limits
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import TooOften
from forum.core.limits import Attempt, Limit
from tests.accounts.letters import letters
from tests.accounts.signin.doing import (
    EMAIL,
    FORGOT,
    LINK,
    PASSWORD,
    SIGN_IN,
    attempt,
    counted,
)
from tests.visitor import Visitor


def failed(who: str, network: str, times: int) -> None:
    """So many tries in vain, each as soon as it is allowed."""
    for _ in range(times):
        Tries(who, network).take()


def waits(who: str, network: str) -> float:
    """How many seconds somebody has to wait; a try that is free is taken."""
    try:
        Tries(who, network).take()
    except TooOften as often:
        return often.seconds
    return 0


def test_after_five_tries_waiting_grows(app: Flask) -> None:
    failed("rita", "a", 5)
    start, waited = now(), []
    for _ in range(12):
        with at(start):
            waited.append(waits("rita", "a"))
            start += timedelta(seconds=waited[-1])
        with at(start):
            assert waits("rita", "a") == 0
    assert waited == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_an_hour_later_it_is_forgotten(app: Flask) -> None:
    failed("rita", "a", 5)
    with at(now() + timedelta(hours=1)):
        failed("rita", "a", 5)
        assert waits("rita", "a") == 2


def test_the_page_says_how_long_and_keeps_the_address(
    visit: Visitor, rita: Member
) -> None:
    for _ in range(5):
        attempt(visit, 422, "falsch")
    page = attempt(visit, 429, PASSWORD)
    assert page.response.headers["Retry-After"] in ("1", "2")
    assert "Das waren viele Versuche. Bitte warten Sie" in page.text
    assert page.title.startswith("Fehler: ")
    assert EMAIL in page.html
    assert PASSWORD not in page.html


def test_the_owner_comes_in_from_elsewhere_whatever_others_try(
    visit: Visitor, rita: Member
) -> None:
    for number in range(25):
        failed(EMAIL, f"192.0.2.{number}", 1)
    failed_there = attempt(visit, 429, PASSWORD, network="192.0.2.7")
    assert failed_there.response.headers["Retry-After"]
    home = attempt(visit, 302, PASSWORD, network="203.0.113.9")
    assert home.location == "/konto"


def test_many_failures_from_anywhere_leave_one_free_try_each(app: Flask) -> None:
    for number in range(20):
        failed("rita", f"n{number}", 1)
    assert waits("rita", "new") == 0
    assert waits("rita", "new") == 2
    assert waits("somebody else", "new") == 0


def test_one_network_has_twenty_tries_over_all_accounts(visit: Visitor) -> None:
    for number in range(20):
        failed(f"member {number}", "192.0.2.1", 1)
    attempt(visit, 429, PASSWORD, email="one.more@example.org")
    attempt(visit, 422, PASSWORD, email="one.more@example.org", network="192.0.2.2")


def test_twenty_wrong_ones_over_the_wire(visit: Visitor, rita: Member) -> None:
    with at(now()):  # on a slow machine the wait would be over in between
        answers = [
            Visitor(visit.app).browser().get(SIGN_IN).status_code,
            *(_try(visit, number) for number in range(20)),
        ]
    assert answers[:6] == [200, 422, 422, 422, 422, 422]
    assert set(answers[6:]) == {429}


def _try(visit: Visitor, number: int) -> int:
    """Whatever the answer; what is refused is not even looked at."""
    status = 422 if number < 5 else 429
    return attempt(visit, status, f"falsch {number}").status


def test_a_try_that_has_to_wait_costs_nothing_more(app: Flask) -> None:
    failed("rita", "a", 5)
    assert [waits("rita", "a") for _ in range(9)] == [2] * 9


def test_strangers_wait_as_members_do(visit: Visitor, rita: Member) -> None:
    for email in (EMAIL, "nobody@example.org"):
        with at(now()):
            for _ in range(5):
                attempt(visit, 422, "falsch", email=email, network=email)
            attempt(visit, 429, "falsch", email=email, network=email)


def test_success_makes_the_network_trusted_again(visit: Visitor, rita: Member) -> None:
    for _ in range(3):
        for _ in range(4):
            attempt(visit, 422, "falsch")
        assert attempt(visit, 302, PASSWORD).location == "/konto"


def test_a_school_may_sign_in_all_at_once(app: Flask) -> None:
    for number in range(60):
        tries = Tries(f"pupil {number}", "school")
        tries.take()
        with transaction():
            tries.succeeded()
    assert waits("pupil", "school") == 0


def test_a_forged_header_changes_nothing(visit: Visitor, rita: Member) -> None:
    """T04: without a proxy we know, nobody says where a request comes from."""
    for number in range(5):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        attempt(visit, 422, "falsch", headers=headers)
    for number in range(100):
        headers = {
            "X-Forwarded-For": f"198.51.100.{number}, 10.0.0.{number}",
            "X-Real-IP": f"198.51.100.{number}",
            "Forwarded": f"for=198.51.100.{number}",
        }
        if number % 20 == 0:
            attempt(visit, 429, "falsch", headers=headers)


def test_a_household_of_ipv6_is_one_network(visit: Visitor, rita: Member) -> None:
    for number in range(5):
        attempt(visit, 422, "falsch", network=f"2001:db8:1:2::{number + 1}")
    attempt(visit, 429, "falsch", network="2001:db8:1:2:ffff::9")
    attempt(visit, 422, "falsch", network="2001:db8:1:3::1")


def test_a_hundred_at_once_are_not_all_free(app: Flask) -> None:
    """Counted before the password is looked at, by all processes together."""
    start = Barrier(8)

    def try_once(_number: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                Tries("rita", "a").take()
            except TooOften:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(8) as threads:
        free = sum(threads.map(try_once, range(8)))
    assert free == 5


def test_the_table_names_nobody(visit: Visitor, rita: Member) -> None:
    attempt(visit, 422, "falsch", network="192.0.2.44")
    assert counted() == 3
    rows = session.execute(sa.select(Attempt)).scalars()
    assert all(len(one.key) == 64 for one in rows)
    session.rollback()
    with at(now() + timedelta(days=2)):
        limits.forget_old()
    assert counted() == 0


@pytest.mark.parametrize("path", [FORGOT, LINK])
def test_letters_to_one_address_stop_in_silence(
    visit: Visitor, rita: Member, path: str
) -> None:
    answers = {
        (page.status, page.location)
        for page in (visit.send(path, email=EMAIL) for _ in range(8))
    }
    assert answers == {(302, "/mitglied-werden/post")}
    assert len(letters()) == limits.LETTERS_TO_ONE.free


def test_a_network_asks_for_so_many_letters(visit: Visitor, rita: Member) -> None:
    with transaction():
        for _ in range(limits.LETTERS_FROM_ONE.free):
            limits.take(limits.LETTERS_FROM_ONE, "127.0.0.1")
    for path in (FORGOT, LINK):
        page = visit.send(path, status=429, email=EMAIL)
        assert page.response.headers["Retry-After"]
    assert letters() == []


def test_registering_one_address_again_and_again_writes_few_letters(
    visit: Visitor, rita: Member
) -> None:
    told = {"password": "Drei andere Wörter", "actor": "buerger", "rules": "y"}
    for number in range(8):
        name = f"Rita Nummer {number}"
        visit.send("/mitglied-werden", display_name=name, email=EMAIL, **told)
    assert letters() == [(EMAIL, "known")] * limits.LETTERS_TO_ONE.free


def test_giving_back_leaves_things_as_they_were(app: Flask) -> None:
    limit = Limit("test", free=2)
    with transaction():
        for _ in range(2):
            limits.take(limit, "x")
    with at(now() + timedelta(seconds=5)), transaction():
        limits.take(limit, "x")
        limits.give_back(limit, "x")
        assert limits.wait(limit, "x") == timedelta()
        limits.clear(limit, "x")
    assert counted() == 0
