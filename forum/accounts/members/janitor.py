"""What the worker tidies up: registrations that were never confirmed."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.service import CONFIRM_SECONDS
from forum.core.clock import now
from forum.core.db import delete_due


def forget_unconfirmed() -> int:
    """Forget who never confirmed an address, once the link has expired."""
    late = now() - timedelta(seconds=CONFIRM_SECONDS)
    never = sa.and_(
        Member.confirmed_at.is_(None),
        Member.email.is_not(None),
        Member.joined_at < late,
    )
    return delete_due(Member, never)
