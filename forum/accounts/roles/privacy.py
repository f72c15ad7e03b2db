"""What is kept of who was blocked."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.roles.models import Suspension
from forum.core.db import session
from forum.core.words import N_
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Sperren"),
        Suspension,
        lambda number: Suspension.member_id == number,
        without={"blocked_by": N_("Das ist ein anderes Mitglied.")},
    ),
)


def forget(member: Member) -> None:
    """Why they were blocked goes; whom they blocked stays blocked."""
    mine = Suspension.blocked_by == member.id
    session.execute(sa.update(Suspension).where(mine).values(blocked_by=None))
    session.execute(sa.delete(Suspension).where(Suspension.member_id == member.id))
