"""How far a goal has come: a table of cases, reckoned by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from forum.goals.progress import (
    AHEAD_OF_PLAN,
    BEHIND_PLAN,
    NO_FIGURES,
    ON_PLAN,
    planned,
    progress,
)
from tests.goals.making import bare

MIDDLE = datetime(2025, 1, 1, tzinfo=UTC)  # half of 2020 to 2029 is over

CASES = {
    # baseline, target, stand: reached, status
    "up, on plan": (100, 200, 150, 50, ON_PLAN),
    "up, a little behind": (100, 200, 147, 47, ON_PLAN),
    "up, behind": (100, 200, 146, 46, BEHIND_PLAN),
    "up, ahead": (100, 200, 153, 53, AHEAD_OF_PLAN),
    "up, reached": (100, 200, 200, 100, AHEAD_OF_PLAN),
    "up, over the target": (100, 200, 900, 100, AHEAD_OF_PLAN),
    "up, less than at the start": (100, 200, 90, 0, BEHIND_PLAN),
    "down, on plan": (80, 40, 60, 50, ON_PLAN),
    "down, behind": (80, 40, 70, 25, BEHIND_PLAN),
    "down, ahead": (80, 40, 45, 88, AHEAD_OF_PLAN),
    "down, under the target": (80, 40, 10, 100, AHEAD_OF_PLAN),
    "down, more than at the start": (80, 40, 95, 0, BEHIND_PLAN),
    "down to nothing": (80, 0, 40, 50, ON_PLAN),
    "nothing to do": (100, 100, 100, 100, ON_PLAN),
}


@pytest.mark.parametrize("case", CASES)
def test_where_a_goal_stands(case: str) -> None:
    baseline, target, stand, reached, status = CASES[case]
    goal = bare((2024, stand), baseline=baseline, target=target)
    found = progress(goal, MIDDLE)
    assert (found.reached, found.status) == (reached, status)
    assert found.is_behind == (status == BEHIND_PLAN)
    assert found.pace == (100 if baseline == target else 50)


def test_the_latest_reading_counts() -> None:
    goal = bare((2021, 190), (2024, 120), baseline=100, target=200)
    assert progress(goal, MIDDLE).reached == 20


@pytest.mark.parametrize(
    ("readings", "baseline"), [((), 100), (((2024, 150),), None), ((), None)]
)
def test_without_figures_there_is_no_plan(
    readings: tuple[tuple[int, int], ...], baseline: int | None
) -> None:
    goal = bare(*readings, baseline=baseline, target=200)
    found = progress(goal, MIDDLE)
    assert (found.reached, found.pace, found.status) == (None, None, NO_FIGURES)
    assert (found.latest is None) == (not readings)


def test_a_baseline_without_a_year_is_no_plan() -> None:
    goal = bare((2024, 150), baseline=100, target=200)
    goal.baseline_year = None
    assert progress(goal, MIDDLE).status == NO_FIGURES
    assert planned(goal, 2024) is None


@pytest.mark.parametrize("year", [2020, 2019, 2000])
def test_no_time_is_no_plan(year: int) -> None:
    goal = bare((2024, 150), baseline=100, target=200)
    goal.target_year = year
    assert progress(goal, MIDDLE).status == NO_FIGURES
    assert planned(goal, 2024) is None


@pytest.mark.parametrize(
    ("year", "pace"), [(2010, 0), (2020, 0), (2029, 90), (2030, 100), (2090, 100)]
)
def test_the_pace_stays_within_the_plan(year: int, pace: int) -> None:
    goal = bare((2024, 150), baseline=100, target=200)
    assert progress(goal, datetime(year, 1, 1, tzinfo=UTC)).pace == pace


@pytest.mark.parametrize(
    ("year", "value"),
    [(2019, "100"), (2020, "100"), (2023, "133.333"), (2029, "200"), (2035, "200")],
)
def test_what_the_plan_says_for_a_year(year: int, value: str) -> None:
    goal = bare(baseline=100, target=200)
    assert planned(goal, year) == Decimal(value)
