"""Nobody makes the forum speak for another host, nor hides where they come from.

(T04, T25)
"""

import pytest
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.core.activities import run_jobs
from forum.core.db import session
from forum.core.mail import Letter
from forum.web.limits import sender
from tests.security.alliance import Alliance

EVIL = "boese.example"
HOSTS = (
    EVIL,
    f"{EVIL}:80",
    f"localhost.{EVIL}",
    f"{EVIL}#localhost",
    f"{EVIL}/localhost",
    f"{EVIL}@localhost",
    f"localhost@{EVIL}",
    f"localhost:80@{EVIL}",
    f"localhost {EVIL}",
    "localhost:99999",
    "localhost:http",
    "localhost.",
    ".localhost",
    "[::1",
    "192.0.2.1",
    "",
    "x" * 300,
)
OURS = ("localhost", "LOCALHOST", "localhost:8000", "127.0.0.1:8000", "[::1]:8000")
PLACES = (
    "/",
    "/projekte",
    "/gibt-es-nicht",
    "/gesundheit",
    "/static/x.css",
    "/media/x",
)
FORWARDED = {
    "X-Forwarded-Host": EVIL,
    "X-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Original-URL": f"http://{EVIL}/",
    "X-Rewrite-URL": "/redaktion",
    "Forwarded": f"host={EVIL};for=192.0.2.1",
}


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_answered_under_another_name(alliance: Alliance, host: str) -> None:
    for path in PLACES:
        for who in ("guest", "admin"):
            answer = alliance.open(who, path, headers={"Host": host})
            assert answer.status_code == 400, path
            assert EVIL not in answer.get_data(as_text=True)
            assert EVIL not in str(answer.headers)
            assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", OURS)
def test_our_own_names_are_answered(alliance: Alliance, host: str) -> None:
    answer = alliance.open("guest", "/projekte", headers={"Host": host})
    assert answer.status_code == 200


def test_a_trial_is_not_reached_under_the_names_of_its_machine_from_outside(
    alliance: Alliance,
) -> None:
    from_outside = {"REMOTE_ADDR": "203.0.113.9"}
    answer = alliance.open(
        "guest", "/", headers={"Host": "10.1.2.3"}, environ_base=from_outside
    )
    assert answer.status_code == 400
    assert alliance.open("guest", "/", environ_base=from_outside).status_code == 200


@pytest.mark.parametrize("host", [EVIL, f"localhost.{EVIL}"])
def test_letters_are_not_written_for_another_host(
    alliance: Alliance, host: str
) -> None:
    sent = {
        "email": alliance.world.names["stranger_email"],
        "csrf_token": alliance.token("guest"),
    }
    answer = alliance.open(
        "guest", "/passwort-vergessen", "POST", data=sent, headers={"Host": host}
    )
    assert answer.status_code == 400
    assert alliance.changes() == []


def test_links_in_letters_lead_to_us_whatever_a_request_says(
    alliance: Alliance,
) -> None:
    while run_jobs():
        pass
    before = session.query(Letter).count()
    for name, value in FORWARDED.items():
        sent = {
            "email": alliance.world.names["stranger_email"],
            "csrf_token": alliance.token("guest"),
        }
        headers = {name: value}
        alliance.open(
            "guest", "/passwort-vergessen", "POST", data=sent, headers=headers
        )
    session.rollback()
    while run_jobs():  # they are written later
        pass
    letters = session.query(Letter).order_by(Letter.id).all()[before:]
    assert letters
    for letter in letters:
        assert EVIL not in letter.text + letter.html
        assert "http://localhost/" in letter.text


@pytest.mark.parametrize("name", FORWARDED)
def test_a_header_of_no_proxy_changes_no_page(alliance: Alliance, name: str) -> None:
    for path in ("/", "/projekte", "/gibt-es-nicht", "/konto"):
        plain = alliance.open("guest", path)
        answer = alliance.open("guest", path, headers={name: FORWARDED[name]})
        assert answer.status_code == plain.status_code
        assert answer.get_data() == plain.get_data()
        assert EVIL not in str(answer.headers)


def test_who_sends_cannot_be_made_up(app: Flask) -> None:
    """Without a proxy no header counts, behind one only what it added itself."""
    heard = set()
    for number in range(20):
        made_up = {
            "X-Forwarded-For": f"198.51.100.{number}",
            "X-Real-IP": f"198.51.100.{number}",
            "Forwarded": f"for=198.51.100.{number}",
        }
        with app.test_request_context(
            headers=made_up, environ_base={"REMOTE_ADDR": "203.0.113.9"}
        ):
            heard.add(sender())
    assert heard == {"203.0.113.9"}


def test_behind_a_proxy_only_its_own_word_counts() -> None:
    heard = []
    inner = ProxyFix(
        lambda environ, _start: heard.append(environ["REMOTE_ADDR"]) or [],
        x_for=1,
        x_proto=1,
        x_host=1,
    )
    for number in range(20):
        told = f"198.51.100.{number}, 203.0.113.9"
        environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": told}
        list(inner(environ, lambda *_: None))
    assert set(heard) == {"203.0.113.9"}
