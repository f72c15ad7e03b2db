"""The figures of the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from forum.accounts.members.queries import how_many
from forum.core.db import session
from forum.editorial.highlights.queries import featured
from forum.entries.models import State
from forum.entries.queries import byline
from forum.goals.queries import entries_linked
from forum.projects.models import Project, Result, Status
from forum.site.places import MUNICIPALITIES

NEWEST = 3
RUNNING = (Status.UMSETZUNG, Status.UMGESETZT, Status.BETRIEB)
TOWNS = [place.code for place in MUNICIPALITIES]


@dataclass(frozen=True)
class Tally:
    """What the alliance has to show; sums are sums of statements."""

    projects: int
    places: int
    members: int
    co2: Decimal
    co2_projects: int
    linked: int


def tally() -> Tally:
    """The figures of the first page: four statements."""
    place = sa.case((Project.place.in_(TOWNS), Project.place))
    projects, places = session.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(place))).where(
            Project.state == State.PUBLISHED
        )
    ).one()
    co2, co2_projects = _co2()
    linked = entries_linked("project")
    return Tally(projects, places, how_many(), co2, co2_projects, linked)


def _co2() -> tuple[Decimal, int]:
    """Tons a year, and from how many projects: what runs, each in its newest year."""
    year = sa.func.coalesce(Result.year, 0)
    newest = sa.func.max(year).over(partition_by=Result.entry_id)
    stated = (
        sa.select(Result.entry_id, Result.value, (year == newest).label("is_newest"))
        .join(Project, Project.id == Result.entry_id)
        .where(
            Project.state == State.PUBLISHED,
            Project.status.in_(RUNNING),
            Result.indicator == "co2",
        )
        .subquery()
    )
    tons, projects = session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(stated.c.value), 0),
            sa.func.count(sa.distinct(stated.c.entry_id)),
        ).where(stated.c.is_newest)
    ).one()
    return Decimal(tons), projects


def by_place() -> dict[str, int]:
    """How many projects each municipality shows."""
    rows = session.execute(
        sa.select(Project.place, sa.func.count())
        .where(Project.state == State.PUBLISHED)
        .group_by(Project.place)
    )
    return dict(rows.all())


def lead_and_newest() -> tuple[Project | None, Sequence[Project]]:
    """What is featured, and the newest beside it; without one the newest leads."""
    chosen = featured()
    rows = session.scalars(
        sa.select(Project)
        .where(Project.state == State.PUBLISHED)
        .options(*byline(Project))
        .order_by(Project.id.in_(chosen).desc(), Project.published_at.desc())
        .limit(len(chosen) + NEWEST + 1)
    ).all()
    order = {number: place for place, number in enumerate(chosen)}
    ranked = sorted(rows, key=lambda one: order.get(one.id, len(order)))
    lead = ranked[0] if ranked else None
    return lead, ranked[1 : NEWEST + 1]
