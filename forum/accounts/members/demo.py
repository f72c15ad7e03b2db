"""The people of the demo; the tests know some of them by name."""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

from forum.accounts.members import consents, service
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Audience, Member
from forum.accounts.members.rights import Role
from forum.core.clock import BERLIN, at
from forum.core.passwords import hashed

CAST = Path(__file__).with_name("cast.toml")
PASSWORD = "Wallhecke-im-Morgentau"  # noqa: S105 - of the demo, printed at its start


def demo() -> None:
    """Everybody of the cast, with the password of the demo; one waits to be let in."""
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
    member.scope_places = person.get("looks_after", [])
    if person.get("waits"):
        member.approved_at = None
    consents.give(member, Purpose.RULES, Purpose.AGE)
    _describe(member, person)


def _describe(member: Member, person: dict[str, Any]) -> None:
    """People show themselves to members, all others to everybody, unless they say so."""
    member.place = person["place"]
    member.fields = person["fields"]
    member.forms = person["forms"]
    member.about = person["about"]
    usual = "members" if person["actor"] == "buerger" else "everybody"
    member.profile_for = Audience(person.get("profile", usual))
    if member.profile_for is not Audience.NOBODY:
        consents.give(member, Purpose.PROFILE)
