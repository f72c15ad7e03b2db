"""What is noted after an answer, and what the worker tidies up."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.sessions.models import KnownDevice, SignIn
from forum.accounts.sessions.service import IDLE, LONGEST, STAFF_IDLE
from forum.core.clock import now
from forum.core.db import delete_due, session, transaction

DEVICES_KEPT = timedelta(days=180)


def see(number: int) -> None:
    """Note that the member is still here; of the member itself only the day."""
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = sa.select(SignIn.member_id).where(SignIn.id == number).scalar_subquery()
    with transaction():
        session.execute(
            sa.update(SignIn).where(SignIn.id == number).values(seen_at=now())
        )
        session.execute(
            sa.update(Member)
            .where(Member.id == mine, Member.seen_at.is_distinct_from(today))
            .values(seen_at=today, warnings=0, warned_at=None)
        )


def forget_ended() -> int:
    """Delete sign-ins that no longer hold; returns how many."""
    staff = sa.select(Member.id).where(Member.role != Role.MEMBER)
    idle = sa.and_(SignIn.seen_at <= now() - STAFF_IDLE, SignIn.member_id.in_(staff))
    old = sa.or_(
        SignIn.seen_at <= now() - IDLE, SignIn.began_at <= now() - LONGEST, idle
    )
    return delete_due(SignIn, old)


def forget_devices() -> int:
    """Forget kinds of devices that were not used for long; returns how many."""
    return delete_due(KnownDevice, KnownDevice.seen_at <= now() - DEVICES_KEPT)
