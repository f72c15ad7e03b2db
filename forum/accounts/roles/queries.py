"""How staff and blocked members are found."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.queries import member_by_name
from forum.accounts.roles.models import Suspension
from forum.accounts.roles.permissions import can_look_after
from forum.core.db import session
from forum.core.errors import Missing

MOST = 100


def found_by_name(name: str, viewer: Viewer) -> Member | None:
    """The member of this name, if this viewer looks after them."""
    found = member_by_name(name)
    return found if found is not None and can_look_after(viewer, found) else None


def looked_after(number: int, viewer: Viewer) -> Member:
    """One member; Missing if this viewer does not look after them."""
    found = session.get(Member, number)
    if found is None or not can_look_after(viewer, found):
        raise Missing
    return found


def suspension_of(member: Member) -> Suspension | None:
    """Why a member is blocked, if so."""
    return session.scalar(
        sa.select(Suspension).where(
            Suspension.member_id == member.id, Suspension.ended_at.is_(None)
        )
    )


def blocked() -> Sequence[Member]:
    """Who is blocked now; ended accounts of young members are not."""
    return session.scalars(
        sa.select(Member)
        .join(Suspension, Suspension.member_id == Member.id)
        .where(Suspension.ended_at.is_(None))
        .order_by(Member.name_key)
        .limit(MOST)
    ).all()
