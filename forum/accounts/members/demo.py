"""The people of the demo; the tests know some of them by name."""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

from forum.accounts.members import service
from forum.accounts.members.rights import Role
from forum.core.clock import BERLIN, at
from forum.core.passwords import hashed

CAST = Path(__file__).with_name("cast.toml")
PASSWORD = "Wallhecke-im-Morgentau"  # noqa: S105 - of the demo, printed at its start


def demo() -> None:
    """Everybody of the cast, confirmed, with the password of the demo."""
    password_hash = hashed(PASSWORD)
    for person in tomllib.loads(CAST.read_text("utf-8"))["member"]:
        with at(datetime.combine(person["joined"], time(9), BERLIN)):
            _join(person, password_hash)


def _join(person: dict[str, Any], password_hash: str) -> None:
    registration = service.Registration(
        display_name=person["name"],
        email=f"{person['key']}@example.org",
        password_hash=password_hash,
        actor=person["actor"],
    )
    member = service.create(registration, Role(person["role"]))
    member.demo = True
    if member.is_staff:
        member.second_since = member.joined_at
    member.place = person["place"]
    member.fields = person["fields"]
    member.forms = person["forms"]
    member.about = person["about"]
