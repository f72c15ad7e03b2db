"""No other site can make a member's browser do anything (T21)."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.web.access import SAFE
from tests.security import matrix
from tests.security.alliance import Alliance
from tests.security.matrix import DONE, ROLES, UNSAFE, Check
from tests.security.world import fields

ELSEWHERE = "https://boese.example"
FREE = {"signin.sign_out"}  # the cookie comes along only from our own pages

Forgery = dict[str, Any]


def possible(alliance: Alliance) -> list[Check]:
    """One thing of each kind that somebody can really do: what is worth forging."""
    found: dict[tuple[str, str], Check] = {}
    table = [row for row in matrix.rows() if row.method in UNSAFE and not row.free]
    for check in matrix.checks(alliance.world, table):
        if check.wanted in DONE:
            found.setdefault((check.row.endpoint, str(check.row.send)), check)
    return list(found.values())


def forgeries(sent: dict[str, str], right: str, foreign: str) -> Iterator[Forgery]:
    """What another site, or a page it opened, can bring a browser to send."""
    yield {"data": sent}
    for token in ("", "x", "None", right[:-1], right + "x", right.upper(), foreign):
        yield {"data": sent | {"csrf_token": token}}
    yield {"data": sent | {"csrf_token": [right[:9], right[9:]]}}
    yield {"query_string": {"csrf_token": right}, "data": sent}
    yield {"headers": {"X-CSRFToken": right, "X-CSRF-Token": right}, "data": sent}
    yield {"json": sent | {"csrf_token": right}}
    text = "&".join(f"{name}={value}" for name, value in sent.items())
    yield {"data": f"{text}&csrf_token={right}", "content_type": "text/plain"}
    yield {"data": f"{text}&csrf_token={right}", "content_type": ""}
    for origin in ("null", ELSEWHERE, "http://localhost.boese.example"):
        headers = {
            "Origin": origin,
            "Referer": f"{origin}/",
            "Sec-Fetch-Site": "cross-site",
        }
        yield {"data": sent, "headers": headers}


def test_a_forged_form_changes_nothing(alliance: Alliance) -> None:
    wrong = []
    checks = possible(alliance)
    assert len(checks) > 20
    for check in checks:
        url = alliance.path(check.row.endpoint, check.values)
        sent = fields(alliance.world, check.row.send)
        other = "author" if check.role == "stranger" else "stranger"
        right, foreign = alliance.token(check.role), alliance.token(other)
        for forgery in forgeries(sent, right, foreign):
            answer = alliance.open(check.role, url, check.row.method, **forgery)
            if alliance.changes() or _does(alliance, check, answer):
                wrong.append(f"{check.row.endpoint} as {check.role}: {forgery}")
            alliance.back()
    assert wrong == []


def _does(alliance: Alliance, check: Check, answer: TestResponse) -> bool:
    """Whether it was taken; pages that send members away do so with any form."""
    read = alliance.open(check.role, alliance.path(check.row.endpoint, check.values))
    return answer.status_code < 400 and read.status_code == 200


def test_a_right_form_is_taken(alliance: Alliance) -> None:
    """Otherwise nothing above would mean anything."""
    for check in possible(alliance):
        assert matrix.ask(alliance, check) == check.wanted, check
        alliance.back()
        alliance.forget(check.role)


def test_only_signing_out_needs_no_token(alliance: Alliance) -> None:
    free = {row.endpoint for row in matrix.rows() if row.free}
    assert free == FREE
    taken = set()
    for row in matrix.rows():
        if row.method not in UNSAFE or row.endpoint == "signin.sign_in":
            continue  # members are sent away from there
        for check in matrix.checks(alliance.world, [row]):
            if check.wanted == "done":
                answer = matrix.send(alliance, check)
                done = alliance.changes() or "ansicht=" in str(answer.headers)
                taken |= {row.endpoint} if done else set()
                alliance.back()
                alliance.forget(check.role)
                break
    assert taken == FREE


def test_the_cookie_does_not_come_along_from_other_sites(app: Flask) -> None:
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert (
        "SESSION_COOKIE_DOMAIN" not in app.config
        or not app.config["SESSION_COOKIE_DOMAIN"]
    )


@pytest.mark.parametrize(
    "trick",
    [
        {"query_string": {"_method": "POST"}},
        {"query_string": {"_method": "DELETE", "act": "approved"}},
        {"headers": {"X-HTTP-Method-Override": "POST"}},
        {"headers": {"X-HTTP-Method": "POST", "X-Method-Override": "POST"}},
        {"data": {"_method": "POST"}},
    ],
)
def test_reading_is_never_taken_for_sending(alliance: Alliance, trick: Any) -> None:
    """Not even with a right token."""
    for check in possible(alliance):
        url = alliance.path(check.row.endpoint, check.values)
        sent = fields(alliance.world, check.row.send)
        sent["csrf_token"] = alliance.token(check.role)
        tricked = {**trick, "data": {**sent, **trick.get("data", {})}}
        answer = alliance.open(check.role, url, "GET", **tricked)
        assert answer.status_code in (200, 302, 405), check
        assert not alliance.touched, check


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "POKE"])
def test_methods_that_no_route_has_do_nothing(alliance: Alliance, method: str) -> None:
    for check in possible(alliance):
        url = alliance.path(check.row.endpoint, check.values)
        sent = {"csrf_token": alliance.token(check.role), "_method": "POST"}
        answer = alliance.open(check.role, url, method, data=sent)
        assert answer.status_code == 405, check
        assert not alliance.touched, check


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_asking_what_there_is_tells_no_more_than_reading(
    alliance: Alliance, method: str
) -> None:
    assert method in SAFE
    for row in matrix.rows():
        if row.method not in matrix.SAFE:
            continue
        for check in matrix.checks(alliance.world, [row]):
            if check.role not in ("guest", "stranger", "bare"):
                continue
            url = alliance.path(row.endpoint, check.values)
            answer = alliance.open(check.role, url, method)
            said = matrix.answer(answer)
            assert said == check.wanted or method == "OPTIONS", check
            assert method == "HEAD" or answer.get_data() == b""
            assert not alliance.touched
    assert set(ROLES) >= {"guest", "stranger", "bare"}
