"""The ten goals of the demo."""

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from forum.accounts.members.models import Member
from forum.accounts.members.queries import by_demo_key
from forum.core.clock import BERLIN, at
from forum.goals import service
from forum.goals.models import Goal

TEXTS = Path(__file__).with_name("goals.toml")
BEGINNING = datetime(2025, 1, 15, 9, tzinfo=BERLIN)


def demo() -> None:
    """Set up by the Kreis, with readings over the years."""
    dan = by_demo_key("dan")
    with at(BEGINNING):
        for position, told in enumerate(
            tomllib.loads(TEXTS.read_text("utf-8"))["goal"]
        ):
            goal = service.set_up(_plan(told), position, by=dan)
            goal.external_id = told["key"]
            _read(goal, told["readings"], dan)


def _plan(told: dict[str, Any]) -> service.Plan:
    return service.Plan(
        title=told["title"],
        summary=told["summary"],
        source=told["text"],
        measure=told["measure"],
        unit=told["unit"],
        target=Decimal(str(told["target_value"])),
        target_year=told["target_year"],
        baseline=_figure(told.get("baseline_value")),
        baseline_year=told.get("baseline_year"),
        field=told["fields"][0],
        sdgs=told["sdgs"],
        sources=told["sources"],
    )


def _read(goal: Goal, readings: list[dict[str, Any]], by: Member) -> None:
    for one in readings:
        service.take_reading(
            goal,
            one["year"],
            Decimal(str(one["value"])),
            by,
            source=one["source"],
            provisional=one.get("provisional", False),
        )


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
