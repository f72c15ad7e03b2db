"""Installations of their own, each wired anew: it cannot be done beside the tests."""

import json
import sys
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from forum import create_app
from forum.config import Settings
from forum.core import schema, tokens
from forum.core.db import db
from forum.core.errors import Refusal
from tests import make

NAME = "__Host-forum"
HOST = "forum.example.org"
BASE = f"https://{HOST}"
OLD, NEW = "an old key, long enough to be taken", "a new key, long enough to be taken"
PASSWORD = "Wallhecke im Morgentau"


def application(folder: Path, key: str, before: str = "") -> Flask:
    """An installation over https with this key."""
    told = {"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": before.replace(" ", "_")}
    environ = {"FORUM_INSTANCE": str(folder), "BASE_URL": BASE, "DEMO": "0"}
    told["SECRET_KEY"] = key.replace(" ", "_")
    return create_app(Settings.from_environment(environ | told))


def client(app: Flask, cookie: str = "") -> FlaskClient:
    """A browser, with this cookie."""
    found = app.test_client()
    if cookie:
        found.set_cookie(NAME, cookie, domain=HOST, secure=True)
    return found


def value(browser: FlaskClient) -> str:
    """What the cookie holds."""
    cookie = browser.get_cookie(NAME, domain=HOST)
    return cookie.value if cookie else ""


def status(browser: FlaskClient) -> int:
    """Whether the account opens."""
    return browser.get("/konto", base_url=BASE).status_code


def reads(link: str) -> bool:
    """Whether a link that was signed before is still good."""
    try:
        return tokens.read("test", link, 60) == ["7"]
    except Refusal:
        return False


def main(folder: Path) -> None:
    """Sign in with one key, go on with another, tell what became of it."""
    app = application(folder, OLD)
    with app.app_context():
        schema.upgrade(db.engine)
        make.member(password=PASSWORD)
    browser = client(app)
    page = browser.get("/anmelden", base_url=BASE)
    token = page.text.partition('name="csrf_token" type="hidden" value="')[2]
    sent = {"email": "rita@example.org", "password": PASSWORD}
    sent["csrf_token"] = token.partition('"')[0]
    answer = browser.post(
        "/anmelden", base_url=BASE, data=sent, headers={"Referer": f"{BASE}/anmelden"}
    )
    told: dict[str, object] = {
        "cookies": [
            *page.headers.getlist("Set-Cookie"),
            *answer.headers.getlist("Set-Cookie"),
        ]
    }
    old, link = value(browser), tokens.sign("test", 7)
    both = client(application(folder, NEW, OLD), old)
    told["old cookie, old key among the fallbacks"] = status(both)
    told["old link, old key among the fallbacks"] = reads(link)
    renewed = value(both)
    new = application(folder, NEW)
    told["old cookie, new key alone"] = status(client(new, old))
    told["renewed cookie, new key alone"] = status(client(new, renewed))
    told["old link, new key alone"] = reads(link)
    print(json.dumps(told))  # noqa: T201 - to the test that waits for it


if __name__ == "__main__":
    main(Path(sys.argv[1]))
