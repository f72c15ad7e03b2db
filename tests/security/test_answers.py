"""Every class of answer carries what keeps browsers careful (T10, T41, T44)."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.core.db import db
from forum.core.errors import TooOften
from forum.web.delivery import HEADERS
from tests.security.alliance import Alliance

POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
CACHES = ("no-cache", "private, no-store")


def answers(alliance: Alliance) -> dict[str, Any]:
    """One answer of each class, by somebody for whom it is real."""
    things = alliance.world.things
    project, css = things["project"], things["file"]["css"]["path"]
    thread = alliance.path("threads.edit", things["thread"]["published"])
    told = {
        "csrf_token": alliance.token("author"),
        **{"topic": "frage", "title": "Anders", "text": "Anders", "field": "natur"},
        "version": "5",
    }
    show = alliance.path("projects.show", project["published"])
    mark = alliance.open("guest", show).headers["ETag"]
    unchanged = alliance.open("guest", show, headers={"If-None-Match": mark})
    large = {"title": "x" * (alliance.app.config["MAX_FORM_MEMORY_SIZE"] + 1)}
    picture = alliance.path("media.show", things["picture"]["published"])
    private = alliance.path("media.show", things["picture"]["draft"])
    gone = alliance.path("projects.show", project["deleted"])
    return {
        "200 guest": alliance.open("guest", show),
        "200 member": alliance.open("author", show),
        "200 form": alliance.open("guest", "/anmelden"),
        "200 csv": alliance.open(
            "guest", alliance.path("goals.download", things["goal"]["published"])
        ),
        "200 text": alliance.open("guest", "/robots.txt"),
        "301": alliance.open("guest", show + "-anders"),
        "302": alliance.open("guest", "/konto"),
        "304": unchanged,
        "400": alliance.open("guest", "/", headers={"Host": "boese.example"}),
        "403": alliance.open("stranger", "/redaktion"),
        "403 guest": alliance.open("guest", "/projekte/neu", "POST"),
        "404": alliance.open("guest", "/gibt-es-nicht"),
        "405": alliance.open("guest", "/", "POST"),
        "409": alliance.open("author", thread, "POST", data=told),
        "410": alliance.open("guest", gone),
        "413": alliance.open("author", "/projekte/neu", "POST", data=large),
        "422": alliance.open("guest", "/anmelden", "POST"),
        "200 static": alliance.open("guest", f"/static/{css}"),
        "404 static": alliance.open("guest", "/static/gibt-es-nicht"),
        "200 media": alliance.open("guest", picture),
        "200 media of a draft": alliance.open("author", private),
        "404 media": alliance.open("stranger", private),
        "429": _too_often(alliance.app),
        "500": _failed(alliance),
    }


def _too_often(app: Flask) -> Any:
    with app.test_request_context("/anmelden"):
        app.preprocess_request()
        answer = app.handle_user_exception(TooOften(timedelta(seconds=90)))
        return app.process_response(app.make_response(answer))


def _failed(alliance: Alliance) -> Any:
    """The program asks for a table that is not there."""

    def fail(connection: Any, *_: Any) -> None:
        connection.exec_driver_sql("SELECT something FROM what_is_not_there")

    sa.event.listen(db.engine, "begin", fail)
    try:
        return alliance.open("guest", "/projekte")
    finally:
        sa.event.remove(db.engine, "begin", fail)


def test_every_class_of_answer_has_its_headers(alliance: Alliance) -> None:
    found = answers(alliance)
    for what, answer in found.items():
        assert str(answer.status_code) == what.split()[0], what
        for name in HEADERS:
            assert len(answer.headers.getlist(name)) == 1, (what, name)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, what
        assert "unsafe" not in policy
        assert "*" not in policy
        if "media" not in what:
            assert all(rule in policy for rule in POLICY), what
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in answer.headers
        assert "X-Powered-By" not in answer.headers
    assert len(found) > 20


def test_what_is_somebodys_own_is_kept_nowhere(alliance: Alliance) -> None:
    for what, answer in answers(alliance).items():
        kept = answer.headers["Cache-Control"]
        if what in ("200 static", "200 media"):
            assert kept.startswith("public, max-age="), what
            assert "Set-Cookie" not in answer.headers
            continue
        assert kept in CACHES, (what, kept)
        assert "Cookie" in answer.headers.get("Vary", "") or "media" in what, what
        if "Set-Cookie" in answer.headers or "member" in what or "draft" in what:
            assert kept == "private, no-store", what


def test_pictures_run_nothing_even_if_they_were_pages(alliance: Alliance) -> None:
    found = answers(alliance)
    for what in ("200 media", "200 media of a draft"):
        headers = found[what].headers
        assert headers["Content-Type"] in ("image/webp", "image/jpeg")
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Content-Disposition"].startswith("inline; filename=")


def test_no_answer_tells_how_it_was_made(alliance: Alliance) -> None:
    for what, answer in answers(alliance).items():
        if "media" in what or "static" in what:
            continue
        text = answer.get_data(as_text=True)
        for word in ("Traceback", "werkzeug", "sqlalchemy", "SELECT ", "what_is_not"):
            assert word not in text, (what, word)


def test_the_cookie_is_out_of_reach(alliance: Alliance) -> None:
    """Of scripts and of other sites; over https of everybody between, too."""
    answer = alliance.open("guest", "/anmelden")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    parts = [one.strip().lower() for one in cookie.split(";")]
    assert "httponly" in parts
    assert "samesite=lax" in parts
    assert "path=/" in parts
    assert not any(one.startswith("domain") for one in parts)


@pytest.mark.parametrize("who", ["guest", "stranger", "admin"])
def test_odd_requests_are_answered_like_others(alliance: Alliance, who: str) -> None:
    """Whatever the way to a closed page is spelled, it stays closed."""
    plain = alliance.open(who, "/redaktion").status_code
    for path in ("/redaktion/", "//redaktion", "/redaktion//", "/sv/redaktion"):
        said = alliance.open(who, "/", environ_overrides={"PATH_INFO": path})
        assert said.status_code in (plain, 308, 404), path
    for path in (
        "/Redaktion",
        "/redaktion;x",
        "/redaktion\n",
        "/redaktion\0",
        "/./redaktion",
    ):
        said = alliance.open(who, "/", environ_overrides={"PATH_INFO": path})
        assert said.status_code == 404, path
