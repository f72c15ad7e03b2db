"""Signing in and out, new passwords, and who is not let in."""

from dataclasses import replace
from urllib.parse import quote, unquote

import pytest
from argon2 import PasswordHasher
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.passwords import is_outdated, matches
from tests import make
from tests.accounts.letters import letters, link
from tests.visitor import Visitor

SIGN_IN, FORGOT = "/anmelden", "/passwort-vergessen"
EMAIL, PASSWORD = "rita@example.org", "Wallhecke im Morgentau"
TYPED = {"email": EMAIL, "password": PASSWORD}
ELSEWHERE = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}


@pytest.fixture
def rita(app: Flask) -> Member:
    return make.member(email=EMAIL, password=PASSWORD)


def token(visit: Visitor, path: str = SIGN_IN) -> str:
    """What ties a form to this browser."""
    form = visit(path).form()
    return next(
        one.get("value", "")
        for one in form.iter("input")
        if one.get("name") == "csrf_token"
    )


def test_in_and_out(visit: Visitor, rita: Member) -> None:
    assert visit.send(SIGN_IN, **TYPED).location == "/konto"
    assert "Rita Rahmel" in visit("/konto").heading
    assert visit(SIGN_IN, status=302).location == "/konto"
    assert visit.send("/konto", action="/abmelden").location == "/"
    assert visit("/konto", status=302).location == "/anmelden?weiter=/konto"


def test_an_old_password_is_kept_with_the_parameters_of_today(
    visit: Visitor, rita: Member
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    with transaction():
        rita.password_hash = old.hash(PASSWORD)
    visit.send(SIGN_IN, **TYPED)
    assert "Rita Rahmel" in visit("/konto").heading
    session.rollback()
    assert not is_outdated(rita.password_hash)
    assert matches(rita.password_hash, PASSWORD)


@pytest.mark.parametrize("sent", [{}, {"csrf_token": "alt"}])
def test_signing_out_always_works(
    visit: Visitor, ada: Member, sent: dict[str, str]
) -> None:
    """From a page that was open for long too."""
    visit("/konto", as_=ada)
    visit("/abmelden", as_=ada, status=405)
    visit("/abmelden", as_=ada, status=302, method="POST", data=sent)
    visit("/konto", as_=ada, status=302)
    visit("/abmelden", status=403, method="POST")


@pytest.mark.parametrize(
    "typed",
    [
        {"email": EMAIL, "password": "falsch"},
        {"email": "nobody@example.org", "password": PASSWORD},
        {"email": EMAIL, "password": ""},
        {"email": EMAIL, "password": "x" * 100_000},
        {"email": EMAIL, "password": f"\0{PASSWORD}x"},
    ],
)
def test_wrong_ones_get_one_sentence_and_the_address_stays(
    visit: Visitor, rita: Member, typed: dict[str, str]
) -> None:
    page = visit.send(SIGN_IN, status=422, **typed)
    assert "Adresse und Passwort passen nicht zusammen" in page.text
    form = {one.get("name"): one.get("value") for one in page.form().iter("input")}
    assert form["email"] == typed["email"]
    assert not form["password"]
    visit("/konto", status=302)


@pytest.mark.parametrize("email", ["", "rita", "\0", "x" * 400, "<b>@x", "\u202e"])
def test_what_is_no_address_is_said(visit: Visitor, rita: Member, email: str) -> None:
    for path in (SIGN_IN, FORGOT):
        page = visit.send(path, status=422, email=email)
        assert page.title.startswith("Fehler: ")
        assert "E-Mail-Adresse" in page.text


def test_who_is_blocked_or_unconfirmed_stays_outside(
    visit: Visitor, rita: Member
) -> None:
    for confirmed, blocked in ((None, None), (now(), now())):
        with transaction():
            rita.confirmed_at, rita.blocked_at = confirmed, blocked
        visit.send(SIGN_IN, status=422, **TYPED)


def test_who_is_blocked_is_out_at_once(visit: Visitor, ada: Member) -> None:
    visit("/konto", as_=ada)
    with transaction():
        ada.blocked_at = now()
    visit("/konto", as_=ada, status=302)


@pytest.mark.parametrize(
    "target", ["/projekte", "/sv/konto/profil", "/suche?q=a%20b&x=1", "/"]
)
def test_back_to_where_one_was(visit: Visitor, rita: Member, target: str) -> None:
    page = f"{SIGN_IN}?weiter={quote(target)}"
    visit.send(page, status=422, email=EMAIL, password="falsch")
    assert visit.send(page, **TYPED).location == target
    assert visit(page, status=302).location == target


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "http://[evil",
        "//[evil",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\0",
        " /projekte",
        "evil.example",
    ],
)
def test_never_to_somebody_else(visit: Visitor, rita: Member, target: str) -> None:
    page = f"{SIGN_IN}?weiter={quote(target)}"
    assert visit(page).tree.find(".//input[@name='weiter']") is None
    assert visit.send(page, **TYPED).location == "/konto"
    visit("/abmelden", status=302, method="POST")


def test_the_way_to_sign_in_keeps_the_language(visit: Visitor) -> None:
    for path in ("/konto", "/sv/konto", "/en/konto/profil?x=1"):
        page = visit(path, status=302)
        prefix = path[:3] if path[:3] in ("/sv", "/en") else ""
        assert unquote(page.location) == f"{prefix}/anmelden?weiter={path}"
    links = [url for _words, url in visit("/en/gibt-es-nicht", status=404).links]
    assert "/en/anmelden?weiter=/en/gibt-es-nicht" in links


def test_people_of_a_demo_enter_only_on_the_machine_itself(
    visit: Visitor, rita: Member
) -> None:
    with transaction():
        rita.demo = True
    sent = {**TYPED, "csrf_token": token(visit)}
    visit(SIGN_IN, status=403, method="POST", data=sent, **ELSEWHERE)
    visit("/konto", status=302)
    visit(SIGN_IN, status=302, method="POST", data=sent)


def test_a_proxy_nobody_told_us_about_is_not_this_machine(
    visit: Visitor, rita: Member
) -> None:
    with transaction():
        rita.demo = True
    sent = {**TYPED, "csrf_token": token(visit)}
    headers = {"X-Forwarded-For": "203.0.113.9"}
    visit(SIGN_IN, status=403, method="POST", data=sent, headers=headers)
    visit("/konto", status=302)


def test_a_public_demo_lets_everybody_in(
    visit: Visitor, rita: Member, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = replace(app.extensions["settings"], demo="public")
    monkeypatch.setitem(app.extensions, "settings", public)
    with transaction():
        rita.demo = True
    sent = {**TYPED, "csrf_token": token(visit)}
    visit(SIGN_IN, status=302, method="POST", data=sent, **ELSEWHERE)


@pytest.mark.parametrize("sent", ["", "foreign"])
def test_an_old_page_keeps_the_address(visit: Visitor, rita: Member, sent: str) -> None:
    typed = {**TYPED, "csrf_token": sent}
    page = visit(SIGN_IN, status=422, method="POST", data=typed)
    assert "lange offen" in page.text
    assert EMAIL in page.html
    assert PASSWORD not in page.html
    visit("/konto", status=302)


def test_a_forgotten_password_says_nothing_of_who_is_known(
    visit: Visitor, rita: Member
) -> None:
    answers = [
        visit.send(FORGOT, email=email).location
        for email in (EMAIL, "nobody@example.org")
    ]
    assert answers == ["/mitglied-werden/post"] * 2
    assert letters() == [(EMAIL, "reset")]


def test_a_new_password_ends_every_session_and_the_link(
    visit: Visitor, rita: Member
) -> None:
    visit("/konto", as_=rita)
    visit.send(FORGOT, email=EMAIL)
    path = link()
    for short in ("kurz", "x" * 300, "12345678 und mehr"):
        page = visit.send(path, status=422, password=short)
        assert short not in page.html
    assert visit.send(path, password="Drei andere Wörter").location == SIGN_IN
    assert letters()[-1] == (EMAIL, "changed")
    assert "schon benutzt" in visit(path, status=400).text
    visit("/konto", as_=rita, status=302)
    session.rollback()
    visit.send(SIGN_IN, status=422, **TYPED)
    visit.send(SIGN_IN, email=EMAIL, password="Drei andere Wörter")


def test_a_link_used_in_two_windows_works_in_one(visit: Visitor, rita: Member) -> None:
    visit.send(FORGOT, email=EMAIL)
    path = link()
    sent = {"csrf_token": token(visit, path), "password": "Drei andere Wörter"}
    visit(path, status=302, method="POST", data=sent)
    page = visit(path, status=409, method="POST", data=sent)
    assert "schon benutzt" in page.text


@pytest.mark.parametrize("path", ["x", "%00", "a" * 3000, "..%2f"])
def test_a_broken_link_says_so(visit: Visitor, path: str) -> None:
    page = visit.browser().get(f"{FORGOT}/{path}")
    assert page.status_code in (400, 404)
