"""How far a goal has come, and how far it should be today.

The plan is a straight line from the baseline to the target, as /so-rechnen-wir says.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

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
    span = goal.target - baseline
    if not span:
        return Progress(latest, 100, 100)
    reached = (latest.value - baseline) / span * 100
    years = Decimal(goal.target_year + 1 - first_year)
    gone = Decimal(today.year - first_year) + Decimal(today.timetuple().tm_yday) / 366
    return Progress(latest, _percent(reached), _percent(gone / years * 100))


def planned(goal: Goal, year: int) -> Decimal | None:
    """What the plan says for the end of a year."""
    start = _start(goal)
    if start is None:
        return None
    baseline, first_year = start
    share = Decimal(year - first_year) / Decimal(goal.target_year - first_year)
    value = baseline + (goal.target - baseline) * min(
        max(share, Decimal(0)), Decimal(1)
    )
    return value.quantize(PLACES_KEPT)


def _start(goal: Goal) -> tuple[Decimal, int] | None:
    """Baseline and its year; without both, or time until the target, is no plan."""
    if goal.baseline is None or goal.baseline_year is None:
        return None
    if goal.baseline_year >= goal.target_year:
        return None
    return goal.baseline, goal.baseline_year


def _percent(value: Decimal) -> int:
    return int(min(max(value, Decimal(0)), Decimal(100)).to_integral_value())
