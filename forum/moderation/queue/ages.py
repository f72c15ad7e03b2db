"""How long something waits, and when that is too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.core.clock import BERLIN

PROMISE = 2  # working days: „Wir lesen ihn innerhalb von zwei Werktagen"
SATURDAY = 5


@dataclass(frozen=True)
class Age:
    """Whole hours and days that something waits; `overdue` after two working days."""

    hours: int
    days: int
    overdue: bool


def age(since: datetime, now: datetime) -> Age:
    """How long something waits at this moment."""
    hours = max(0, int((now - since).total_seconds() // 3600))
    return Age(hours, hours // 24, now > due(since))


def due(since: datetime) -> datetime:
    """Two working days later at the same hour; weekends do not count."""
    moment = since.astimezone(BERLIN)
    left = PROMISE
    while left:
        moment += timedelta(days=1)
        left -= moment.weekday() < SATURDAY
    return moment
