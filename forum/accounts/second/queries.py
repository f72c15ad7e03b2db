"""How second factors are found."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.second.models import RecoveryCode, SecondFactor
from forum.core.db import session


def factor_of(member: Member) -> SecondFactor | None:
    """The second factor of a member, if one is set up."""
    return session.get(SecondFactor, member.id)


def codes_left(member: Member) -> int:
    """How many recovery codes are still good."""
    query = sa.select(sa.func.count()).where(RecoveryCode.member_id == member.id)
    return session.scalar(query) or 0


def staff_without() -> int:
    """How many have a role and no second factor, so that the role is worth nothing."""
    query = sa.select(sa.func.count(Member.id)).where(
        Member.role != Role.MEMBER, Member.second_since.is_(None)
    )
    return session.scalar(query) or 0
