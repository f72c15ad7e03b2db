"""T05 and T06: neither the answer nor the work behind it tells who is known.

Time is not measured: what takes time (the password, statements, letters) is the same.
"""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import session, transaction
from tests import make
from tests.accounts.letters import letters
from tests.accounts.signin.doing import FORGOT, LINK, SIGN_IN
from tests.pages import Page
from tests.visitor import Visitor

UNSAME = re.compile(r'(name="(?:csrf_token|form_key)"[^>]*value=")[^"]*')
KNOWN, STRANGE = "known@example.org", "strng@example.org"  # of one length
JOIN = "/mitglied-werden"
TOLD = {"password": "Drei andere Wörter", "actor": "buerger", "rules": "y"}


def _usual(_member: Member) -> None:
    """Confirmed and let in."""


def _blocked(member: Member) -> None:
    member.blocked_at = now()


def _unconfirmed(member: Member) -> None:
    member.confirmed_at = None


def _waiting(member: Member) -> None:
    member.approved_at = None


def _without_password(member: Member) -> None:
    member.password_hash = ""


STATES = (_usual, _blocked, _unconfirmed, _waiting, _without_password)


@pytest.fixture(params=STATES, ids=lambda state: state.__name__)
def known(app: Flask, request: pytest.FixtureRequest) -> Member:
    """Somebody known, in every state a membership can have."""
    member = make.member(email=KNOWN, password="Wallhecke im Morgentau")
    state: Callable[[Member], None] = request.param
    with transaction():
        state(member)
    return member


def told(page: Page, email: str) -> tuple[int, str, list[tuple[str, str]], str]:
    """All of an answer that could give something away."""
    body = UNSAME.sub(r"\1", page.html.replace(email, "…"))
    unsame = ("Set-Cookie", "Content-Length", "Date")
    headers = [one for one in page.response.headers if one[0] not in unsame]
    return page.status, page.location, headers, re.sub(r"\d+ kB|0,\d+ g", "", body)


def ask(app: Flask, path: str, email: str, status: int, **fields: str) -> Page:
    if "display_name" in fields:  # of two, each has a name of its own
        fields["display_name"] = f"Mia {email[:5].title()}"
    return Visitor(app).send(path, status=status, email=email, **fields)


@pytest.mark.parametrize(
    ("path", "status", "fields"),
    [
        (SIGN_IN, 422, {"password": "falsch"}),
        (FORGOT, 302, {}),
        (LINK, 302, {}),
        (JOIN, 302, TOLD | {"display_name": "Mia "}),
    ],
)
def test_the_answer_is_the_same(
    app: Flask, known: Member, path: str, status: int, fields: dict[str, str]
) -> None:
    first, second = (
        told(ask(app, path, email, status, **fields), email)
        for email in (KNOWN, STRANGE)
    )
    assert first == second


def test_nor_does_the_next_registration_with_the_same_name(
    app: Flask, known: Member
) -> None:
    for number, email in enumerate((KNOWN, STRANGE)):
        name = {"display_name": f"Mia {number}"}
        Visitor(app).send(JOIN, email=email, **TOLD, **name)
        Visitor(app).send(JOIN, email=f"own{number}@example.org", **TOLD, **name)


@pytest.mark.parametrize(
    ("path", "status", "fields"),
    [(SIGN_IN, 422, {"password": "falsch"}), (FORGOT, 302, {}), (LINK, 302, {})],
)
def test_the_work_is_the_same(
    app: Flask,
    known: Member,
    statements: list[str],
    path: str,
    status: int,
    fields: dict[str, str],
) -> None:
    worked = []
    ask(app, path, "warm@example.org", status, **fields)  # this network is counted
    for email in (KNOWN, STRANGE):
        visitor = Visitor(app)
        form = visitor(path).form()
        sent = {one.get("name"): one.get("value", "") for one in form.iter("input")}
        session.rollback()
        statements.clear()
        data = sent | {"email": email} | fields
        visitor(path, status=status, method="POST", data=data)
        worked.append(list(statements))
    assert worked[0] == worked[1]
    assert worked[0]


def test_only_who_has_the_right_password_learns_how_it_stands(
    app: Flask, known: Member
) -> None:
    wrong = ask(app, SIGN_IN, KNOWN, 422, password="Wallhecke am Mittag")
    strange = ask(app, SIGN_IN, STRANGE, 422, password="Wallhecke am Mittag")
    assert told(wrong, KNOWN) == told(strange, STRANGE)
    if known.is_active and known.password_hash:
        page = ask(app, SIGN_IN, KNOWN, 302, password="Wallhecke im Morgentau")
        assert page.location == "/konto"
        return
    right = ask(app, SIGN_IN, KNOWN, 422, password="Wallhecke im Morgentau")
    if known.blocked_at:
        assert "Ihr Konto ist gesperrt" in right.text
    elif known.confirmed_at and not known.approved_at:
        assert "wartet auf die Redaktion" in right.text
    else:
        assert told(right, KNOWN) == told(strange, STRANGE)


def test_only_letters_tell_and_only_the_owner(app: Flask, known: Member) -> None:
    for path in (FORGOT, LINK):
        ask(app, path, STRANGE, 302)
    assert letters() == []
    ask(app, LINK, KNOWN, 302)
    expected = {
        "let in": [(KNOWN, "link")],
        "never confirmed": [(KNOWN, "confirm")],
        "not let in": [],
    }
    state = (
        "never confirmed"
        if known.confirmed_at is None
        else ("let in" if known.is_active else "not let in")
    )
    assert letters() == expected[state]
