"""What stands in front in the demo."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.queries import by_demo_key
from forum.core.clock import BERLIN, at
from forum.core.db import session
from forum.editorial.highlights import service
from forum.editorial.highlights.models import Place
from forum.entries.models import Entry

PLAN = Path(__file__).with_name("demo.toml")


def demo() -> None:
    """As Dan planned it for the year."""
    for told in tomllib.loads(PLAN.read_text("utf-8"))["highlight"]:
        _feature(told)


def _feature(told: dict[str, Any]) -> None:
    entry = session.scalars(sa.select(Entry).where(Entry.title == told["title"])).one()
    starts, ends = _moment(told["starts"]), _moment(told["ends"])
    with at(starts):
        service.feature(
            entry, Place(told["place"]), starts, ends, by=by_demo_key("dan")
        )


def _moment(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN)
