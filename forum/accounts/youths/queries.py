"""How young members are found: by who answers for them, and by nobody else."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.errors import Missing

Row = tuple[Guardianship, Member]


def mine(guardian: Member) -> Sequence[tuple[Guardianship, Member, Member | None]]:
    """The youths an adult answers for, each with who is asked to take over."""
    whose = Guardianship.guardian_id == guardian.id
    return _with_other(whose, Guardianship.offered_to_id)


def offered(adult: Member) -> Sequence[tuple[Guardianship, Member, Member | None]]:
    """The youths an adult is asked to answer for, each with who does so now."""
    whose = Guardianship.offered_to_id == adult.id
    return _with_other(whose, Guardianship.guardian_id)


def _with_other(
    whose: sa.ColumnElement[bool], who: InstrumentedAttribute[Any]
) -> Sequence[tuple[Guardianship, Member, Member | None]]:
    """Youths by name, and the other adult of each, if there is one."""
    other = aliased(Member)
    rows = session.execute(
        sa.select(Guardianship, Member, other)
        .join(Member, Member.id == Guardianship.youth_id)
        .outerjoin(other, other.id == who)
        .where(whose)
        .order_by(Member.name_key)
    )
    return [(held, youth, adult) for held, youth, adult in rows]


def held(number: int, guardian: Member) -> Row:
    """A youth of this adult; Missing for everybody else's."""
    return _one(number, Guardianship.guardian_id == guardian.id)


def offer(number: int, adult: Member) -> Row:
    """A youth whom this adult is asked to take over; Missing for all others."""
    return _one(number, Guardianship.offered_to_id == adult.id)


def held_or_offered(number: int, adult: Member) -> Guardianship:
    """What this adult has a word in; Missing for everybody else's."""
    whose = (Guardianship.guardian_id, Guardianship.offered_to_id)
    return _one(number, sa.or_(*(column == adult.id for column in whose)))[0]


def without_adult() -> list[str]:
    """For the operator: whom nobody answers for, or somebody who is blocked."""
    answered = (
        sa.select(Guardianship.youth_id)
        .join(Member, Member.id == Guardianship.guardian_id)
        .where(Member.blocked_at.is_(None))
    )
    open_ = sa.and_(Member.youth, Member.blocked_at.is_(None))
    numbers = session.scalars(
        sa.select(Member.id)
        .where(open_, Member.id.not_in(answered))
        .order_by(Member.id)
    )
    return [f"Member {one} is under 16 and no adult can answer" for one in numbers]


def _one(number: int, whose: sa.ColumnElement[bool]) -> Row:
    row = session.execute(
        sa.select(Guardianship, Member)
        .join(Member, Member.id == Guardianship.youth_id)
        .where(Guardianship.youth_id == number, whose)
    ).one_or_none()
    if row is None:
        raise Missing
    return row[0], row[1]


def locked(held: Guardianship) -> Guardianship:
    """As it is now; whoever changes the same one waits until we are done."""
    found = session.scalar(
        sa.select(Guardianship)
        .where(Guardianship.id == held.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found
