"""How far a goal has come: a table of cases, reckoned by hand."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from forum.core.clock import BERLIN
from forum.goals.progress import (
    AHEAD_OF_PLAN,
    BEHIND_PLAN,
    NO_FIGURES,
    ON_PLAN,
    planned,
    progress,
)
from tests.goals.making import bare

MIDDLE = datetime(2026, 1, 1, tzinfo=BERLIN)  # half of 2020 to 2030 is over

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
    "kept": (100, 100, 100, 100, ON_PLAN),
    "kept, but for a little": (100, 100, 98, 98, ON_PLAN),
    "not kept, less": (100, 100, 80, 80, BEHIND_PLAN),
    "not kept, more": (100, 100, 130, 70, BEHIND_PLAN),
    "not kept at all": (100, 100, 250, 0, BEHIND_PLAN),
    "kept at nothing": (0, 0, 0, 100, ON_PLAN),
    "not kept at nothing": (0, 0, 1, 0, BEHIND_PLAN),
    "from below nothing": (-100, 100, 0, 50, ON_PLAN),
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
    ("year", "pace"),
    [(2010, 0), (2020, 0), (2021, 0), (2022, 10), (2030, 90), (2031, 100), (2090, 100)],
)
def test_the_pace_stays_within_the_plan(year: int, pace: int) -> None:
    goal = bare((2024, 150), baseline=100, target=200)
    assert progress(goal, datetime(year, 1, 1, tzinfo=BERLIN)).pace == pace


@pytest.mark.parametrize(
    ("year", "value"),
    [(2019, "100"), (2020, "100"), (2023, "130"), (2030, "200"), (2035, "200")],
)
def test_what_the_plan_says_for_a_year(year: int, value: str) -> None:
    goal = bare(baseline=100, target=200)
    assert planned(goal, year) == Decimal(value)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_the_page_and_the_table_know_one_plan(year: int) -> None:
    """As a year ends, the mark in the bar stands where the table says."""
    goal = bare((2024, 150), baseline=100, target=200)
    midnight = datetime(year + 1, 1, 1, tzinfo=BERLIN)
    assert planned(goal, year) == 100 + Decimal(progress(goal, midnight).pace or 0)
    before = progress(goal, midnight - timedelta(hours=1))
    assert before.pace == progress(goal, midnight).pace


def test_the_example_of_the_page() -> None:
    """100 at the end of 2021, 200 at the end of 2031, 160 at the end of 2026."""
    goal = bare((2026, 160), baseline=100, target=200)
    goal.baseline_year, goal.target_year = 2021, 2031
    found = progress(goal, datetime(2026, 12, 31, tzinfo=BERLIN))
    assert (found.reached, found.pace, found.status) == (60, 50, AHEAD_OF_PLAN)
    assert planned(goal, 2026) == 150


def test_a_level_to_keep_is_the_plan_of_every_year() -> None:
    assert planned(bare(baseline=100, target=100), 2024) == 100
