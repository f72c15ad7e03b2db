"""T10: how cookies are marked, and that a new key keeps them good."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from forum.accounts.members.models import Member
from tests.accounts.signin.doing import SIGN_IN
from tests.visitor import Visitor

ROOT = Path(__file__).parents[3]


def test_cookies_on_http(visit: Visitor, rita: Member) -> None:
    """T10: a trial over plain http goes without Secure."""
    page = visit(SIGN_IN)
    (flags,) = page.response.headers.getlist("Set-Cookie")
    assert flags.startswith("forum=")
    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags
    assert "Path=/" in flags
    assert "Domain" not in flags


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What another installation does, over https and with changing keys."""
    folder = tmp_path_factory.mktemp("apart")
    command = [sys.executable, "-m", "tests.accounts.signin.apart", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_cookies_on_https(apart: dict[str, Any]) -> None:
    for flags in apart["cookies"]:
        assert flags.startswith("__Host-forum=")
        for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert mark in flags
        assert "Domain" not in flags


def test_a_new_key_keeps_sign_ins_and_signs_from_now_on(apart: dict[str, Any]) -> None:
    assert apart["old cookie, old key among the fallbacks"] == 200
    assert apart["renewed cookie, new key alone"] == 200
    assert apart["old cookie, new key alone"] == 302
    assert apart["old link, old key among the fallbacks"] is True
    assert apart["old link, new key alone"] is False
