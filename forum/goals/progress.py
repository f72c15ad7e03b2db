"""How far a goal has come, and how far it should be today.

The plan is a straight line from the end of the baseline's year to the end of the
target's, as /so-rechnen-wir says.
"""

from calendar import isleap
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from forum.core.clock import BERLIN
from forum.core.words import N_
from forum.goals.models import Goal, Reading

PLACES_KEPT = Decimal("0.001")  # as the table of readings keeps them
AHEAD = Decimal(3)  # percentage points that count as ahead of or behind the plan

AHEAD_OF_PLAN = N_("Vor dem Plan")
ON_PLAN = N_("Im Plan")
BEHIND_PLAN = N_("Hinter dem Plan")
NO_FIGURES = N_("Noch keine Zahlen")
STATUSES = (AHEAD_OF_PLAN, ON_PLAN, BEHIND_PLAN, NO_FIGURES)


@dataclass(frozen=True)
class Progress:
    """Percentages from 0 to 100; None where a figure is missing."""

    latest: Reading | None
    reached: int | None
    pace: int | None

    @property
    def status(self) -> str:
        """In words of the catalogue."""
        if self.reached is None or self.pace is None:
            return NO_FIGURES
        if self.reached >= self.pace + AHEAD:
            return AHEAD_OF_PLAN
        return ON_PLAN if self.reached >= self.pace - AHEAD else BEHIND_PLAN

    @property
    def is_behind(self) -> bool:
        """Whether the tag is a warning."""
        return self.status == BEHIND_PLAN


def progress(goal: Goal, today: datetime) -> Progress:
    """Where a goal stands, from its readings (which the query must bring)."""
    latest = goal.readings[-1] if goal.readings else None
    start = _start(goal)
    if latest is None or start is None:
        return Progress(latest, None, None)
    baseline, first_year = start
    if goal.target == baseline:
        return Progress(latest, _percent(_kept(goal.target, latest.value)), 100)
    reached = (latest.value - baseline) / (goal.target - baseline)
    share = _share(first_year, goal.target_year, _years(today))
    return Progress(latest, _percent(reached), _percent(share))


def planned(goal: Goal, year: int) -> Decimal | None:
    """What the plan says for the end of a year."""
    start = _start(goal)
    if start is None:
        return None
    baseline, first_year = start
    share = _share(first_year, goal.target_year, Decimal(year + 1))
    return (baseline + (goal.target - baseline) * share).quantize(PLACES_KEPT)


def _start(goal: Goal) -> tuple[Decimal, int] | None:
    """Baseline and its year; without both, or time until the target, is no plan."""
    if goal.baseline is None or goal.baseline_year is None:
        return None
    if goal.baseline_year >= goal.target_year:
        return None
    return goal.baseline, goal.baseline_year


def _share(first_year: int, last_year: int, moment: Decimal) -> Decimal:
    """How much of the time from the end of one year to that of another is over."""
    gone = (moment - (first_year + 1)) / (last_year - first_year)
    return min(max(gone, Decimal(0)), Decimal(1))


def _years(moment: datetime) -> Decimal:
    """A moment in years: 2026 as it begins, 2026.5 in the middle, 2027 as it ends."""
    day = moment.astimezone(BERLIN).timetuple()
    length = 366 if isleap(day.tm_year) else 365
    return day.tm_year + Decimal(day.tm_yday - 1) / length


def _kept(target: Decimal, value: Decimal) -> Decimal:
    """How well a value stays where it shall stay: all of it, less what it strays."""
    if value == target:
        return Decimal(1)
    return 1 - abs(value - target) / abs(target) if target else Decimal(0)


def _percent(share: Decimal) -> int:
    return int(min(max(share * 100, Decimal(0)), Decimal(100)).to_integral_value())
