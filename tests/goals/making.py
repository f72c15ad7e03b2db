"""Goals and what belongs to them, made with the services and committed."""

from decimal import Decimal

from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.goals import service
from forum.goals.models import Goal
from forum.goals.service import Plan


def plan(title: str = "Sonnenstrom im Kreis", **told: object) -> Plan:
    """From 100 in 2020 to 200 in 2030, unless told otherwise."""
    values: dict[str, object] = {
        "summary": "Mehr Strom von unseren Dächern.",
        "source": "Jedes Dach zählt.",
        "measure": "Leistung aller Anlagen",
        "unit": "MW",
        "target": Decimal(200),
        "target_year": 2030,
        "baseline": Decimal(100),
        "baseline_year": 2020,
    }
    return Plan(title, **{**values, **told})  # type: ignore[arg-type]


def goal(by: Member, *readings: tuple[int, int], **told: object) -> Goal:
    """A goal with a reading for each pair of year and value."""
    with transaction():
        made = service.set_up(plan(**told), 0, by=by)  # type: ignore[arg-type]
        for year, value in readings:
            service.take_reading(made, year, Decimal(value), by, source="Zählung")
    return made


def bare(*readings: tuple[int, int], baseline: int | None, target: int) -> Goal:
    """A goal that is in no database, to be reckoned with."""
    from_year = None if baseline is None else 2020
    made = Goal(
        baseline=None if baseline is None else Decimal(baseline),
        baseline_year=from_year,
        target=Decimal(target),
        target_year=2030,
    )
    made.readings = [
        service.Reading(year=year, value=Decimal(value)) for year, value in readings
    ]
    return made


def again(goal: Goal) -> Goal:
    """The same goal as the database has it now, with its readings."""
    session.expire_all()
    return session.get_one(Goal, goal.id)
