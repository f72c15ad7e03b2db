"""The figures of the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.queries import how_many
from forum.core.db import session
from forum.editorial.highlights.queries import featured
from forum.entries.models import State
from forum.goals.queries import entries_linked
from forum.projects.models import Project, Result
from forum.site.places import MUNICIPALITIES

NEWEST = 3
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
    """Four figures, three statements."""
    place = sa.case((Project.place.in_(TOWNS), Project.place))
    projects, places = session.execute(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(place))).where(
            Project.state == State.PUBLISHED
        )
    ).one()
    co2, co2_projects = session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(Result.value), 0),
            sa.func.count(sa.distinct(Result.entry_id)),
        )
        .join(Project, Project.id == Result.entry_id)
        .where(Project.state == State.PUBLISHED, Result.indicator == "co2")
    ).one()
    return Tally(
        projects, places, how_many(), Decimal(co2), co2_projects, entries_linked()
    )


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
        .options(joinedload(Project.author))
        .order_by(Project.id.in_(chosen).desc(), Project.published_at.desc())
        .limit(len(chosen) + NEWEST + 1)
    ).all()
    order = {number: place for place, number in enumerate(chosen)}
    ranked = sorted(rows, key=lambda one: order.get(one.id, len(order)))
    lead = ranked[0] if ranked else None
    return lead, ranked[1 : NEWEST + 1]
