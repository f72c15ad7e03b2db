"""What stands in front in the demo."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.queries import by_demo_key
from forum.core.clock import BERLIN, at, now
from forum.core.db import session
from forum.editorial.highlights import service
from forum.editorial.highlights.models import Place
from forum.entries.models import Entry

PLAN = Path(__file__).with_name("demo.toml")


def demo() -> None:
    """As Dan has planned it: some over, some running, one to come."""
    for told in tomllib.loads(PLAN.read_text("utf-8"))["highlight"]:
        _feature(told)


def _feature(told: dict[str, Any]) -> None:
    """Planned on its first day, unless that is still to come."""
    entry = session.scalars(sa.select(Entry).where(Entry.title == told["title"])).one()
    starts, ends = _begin(told["starts"]), _begin(told["ends"] + timedelta(days=1))
    with at(min(starts, now())):
        service.feature(entry, Place(told["place"]), starts, ends, by_demo_key("dan"))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)
