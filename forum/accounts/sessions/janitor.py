"""What is noted after an answer, and what the worker tidies up."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.sessions.models import SignIn
from forum.accounts.sessions.service import IDLE, LONGEST
from forum.core.clock import now
from forum.core.db import delete_due, session, transaction


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
    old = sa.or_(SignIn.seen_at <= now() - IDLE, SignIn.began_at <= now() - LONGEST)
    return delete_due(SignIn, old)
