"""How highlights are found."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from forum.core.clock import BERLIN, now
from forum.core.db import session
from forum.core.errors import Missing
from forum.editorial.highlights.models import Highlight, Place
from forum.entries.models import Entry, State

PAST_SHOWN = 12  # a year of months
PLANNED_AHEAD = timedelta(days=3 * 366)  # nobody plans months further than that


def current(place: Place, moment: datetime) -> Sequence[Highlight]:
    """What stands in this place at a moment, with its entries, newest first."""
    return session.scalars(
        sa.select(Highlight)
        .join(Highlight.entry)
        .where(
            Highlight.place == place,
            Highlight.starts_at <= moment,
            Highlight.ends_at > moment,
            Entry.state == State.PUBLISHED,
        )
        .options(contains_eager(Highlight.entry))
        .order_by(Highlight.starts_at.desc(), Highlight.id.desc())
    ).all()


def featured() -> list[int]:
    """The numbers of what is featured now: the project of the month first."""
    moment = now()
    rows = session.execute(
        sa.select(Highlight.entry_id, Highlight.place)
        .join(Highlight.entry)
        .where(
            Highlight.starts_at <= moment,
            Highlight.ends_at > moment,
            Entry.state == State.PUBLISHED,
        )
        .order_by(Highlight.starts_at.desc(), Highlight.id.desc())
    ).all()
    month = [number for number, place in rows if place is Place.MONTH]
    start = [number for number, place in rows if place is Place.START]
    return list(dict.fromkeys(month + start))


def of_the_month() -> int | None:
    """The number of the project of this month."""
    found = current(Place.MONTH, now())
    return found[0].entry_id if found else None


def upcoming() -> Sequence[Highlight]:
    """What stands in front now or will, soonest first."""
    return session.scalars(
        sa.select(Highlight)
        .where(Highlight.ends_at > now())
        .options(joinedload(Highlight.entry))
        .order_by(Highlight.starts_at, Highlight.id)
    ).all()


def past() -> Sequence[Highlight]:
    """What stood in front last, newest first."""
    return session.scalars(
        sa.select(Highlight)
        .where(Highlight.ends_at <= now())
        .options(joinedload(Highlight.entry))
        .order_by(Highlight.ends_at.desc(), Highlight.id.desc())
        .limit(PAST_SHOWN)
    ).all()


def highlight(number: int) -> Highlight:
    """One highlight with its entry; Missing if there is none."""
    found = session.scalar(
        sa.select(Highlight)
        .where(Highlight.id == number)
        .options(joinedload(Highlight.entry))
    )
    if found is None:
        raise Missing
    return found


def overlapping(starts: datetime, ends: datetime) -> Sequence[Highlight]:
    """Whatever stands in front at any time between two moments."""
    return session.scalars(
        sa.select(Highlight)
        .where(Highlight.starts_at < ends, Highlight.ends_at > starts)
        .options(joinedload(Highlight.entry))
        .order_by(Highlight.ends_at, Highlight.id)
    ).all()


def free_month(moment: datetime) -> tuple[datetime, datetime]:
    """The next month that has no project yet: from now on, or from its first day."""
    starts, ends = moment, next_month(moment)
    taken = overlapping(moment, moment + PLANNED_AHEAD)
    months = [one for one in taken if one.place is Place.MONTH]
    while any(one.starts_at < ends and one.ends_at > starts for one in months):
        starts, ends = ends, next_month(ends)
    return starts, ends


def next_month(moment: datetime) -> datetime:
    """The first moment of the month after, as the clocks here show it."""
    here = moment.astimezone(BERLIN)
    year, month = divmod(here.year * 12 + here.month, 12)
    return datetime(year, month + 1, 1, tzinfo=BERLIN)
