"""What is noted after an answer, and what the worker tidies up."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.sessions.models import KnownDevice, SignIn
from forum.accounts.sessions.service import IDLE, LONGEST, STAFF_IDLE
from forum.core.clock import now
from forum.core.db import session, transaction

DEVICES_KEPT = timedelta(days=180)
UNWATCHED = {"synchronize_session": False}


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


def forget_ended() -> None:
    """Delete sign-ins that no longer hold."""
    staff = sa.select(Member.id).where(Member.role != Role.MEMBER)
    idle = sa.and_(SignIn.seen_at <= now() - STAFF_IDLE, SignIn.member_id.in_(staff))
    old = sa.or_(
        SignIn.seen_at <= now() - IDLE, SignIn.began_at <= now() - LONGEST, idle
    )
    _delete(SignIn, old)


def forget_devices() -> None:
    """Forget kinds of devices that were not used for long."""
    _delete(KnownDevice, KnownDevice.seen_at <= now() - DEVICES_KEPT)


def _delete(model: type[SignIn | KnownDevice], old: sa.ColumnElement[bool]) -> None:
    waiting = session.scalar(sa.select(sa.literal(1)).where(old).limit(1)) is not None
    session.rollback()
    if waiting:
        with transaction():
            session.execute(sa.delete(model).where(old), execution_options=UNWATCHED)
