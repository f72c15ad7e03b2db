"""The organisations of the demo, with its cast as their people. All are invented."""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

from forum.accounts.members.queries import by_demo_key
from forum.accounts.organisations import service
from forum.accounts.organisations.models import Belonging, Organisation, Part
from forum.core.clock import BERLIN, at
from forum.core.db import session
from forum.core.text import render

TOLD = Path(__file__).with_name("demo.toml")
MODERATOR = "cleo"


def demo() -> None:
    """Entered by one of their people, looked at by staff, joined by others."""
    for told in tomllib.loads(TOLD.read_text("utf-8"))["organisation"]:
        with at(_morning(told["since"])):
            one = _found(told)
            if told.get("waits") is None:
                service.approve(one, by=by_demo_key(MODERATOR))
        if "confirmed" in told:
            with at(_morning(told["confirmed"])):
                service.confirm(one, by=by_demo_key(told["people"][0]["key"]))


def _found(told: dict[str, Any]) -> Organisation:
    first, *others = told["people"]
    one = service.found(_profile(told), by=by_demo_key(first["key"]))
    one.demo = True
    founder = session.query(Belonging).filter_by(organisation_id=one.id).one()
    founder.title, founder.shown = first.get("title", ""), True
    for person in others:
        session.add(
            Belonging(
                organisation_id=one.id,
                member_id=by_demo_key(person["key"]).id,
                part=Part(person.get("part", "editor")),
                title=person.get("title", ""),
                shown=True,
            )
        )
    session.flush()
    return one


def _profile(told: dict[str, Any]) -> service.Profile:
    text = told["text"].strip()
    return service.Profile(
        name=told["name"],
        kind=told["kind"],
        place=told["place"],
        size=told.get("size", ""),
        address=told.get("address", ""),
        website=told.get("website", ""),
        fields=tuple(told["fields"]),
        forms=tuple(told["forms"]),
        speaks=told.get("speaks", "Deutsch"),
        access=told.get("access", ""),
        source=text,
        html=render(text),
        offers=tuple(told.get("offers", ())),
        seeks=tuple(told.get("seeks", ())),
        contact_function=told["contact"],
        contact_person=told.get("person", ""),
        contact_email=told.get("email", ""),
    )


def _morning(day: Any) -> datetime:
    return datetime.combine(day, time(9, 30), BERLIN)
