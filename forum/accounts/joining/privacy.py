"""What invitations know of members, and how long they are kept."""

import sqlalchemy as sa

from forum.accounts.joining.models import Invitation
from forum.accounts.joining.queries import holds
from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

OF_OTHERS = "belongs to whoever was invited"
KEPT = (
    Kept(
        N_("Einladungen, die ich verschickt habe"),
        Invitation,
        lambda number: Invitation.invited_by == number,
        without=dict.fromkeys(("email", "email_key", "language"), OF_OTHERS),
    ),
)


def forget(member: Member) -> None:
    """Who sent an invitation is not known any more; one to that address goes."""
    mine = Invitation.invited_by == member.id
    session.execute(sa.update(Invitation).where(mine).values(invited_by=None))
    if member.email_key:
        own = Invitation.email_key == member.email_key
        session.execute(sa.delete(Invitation).where(own))


def forget_expired() -> None:
    """Delete invitations that nobody used in time."""
    old = sa.not_(holds())
    waiting = session.scalar(sa.select(Invitation.id).where(old).limit(1)) is not None
    session.rollback()
    if waiting:
        with transaction():
            session.execute(sa.delete(Invitation).where(old))


RULES = (
    Rule(
        N_("Einladungen, die niemand angenommen hat"),
        N_("14 Tage"),
        N_("So lange gilt der Link in der Einladung."),
        forget_expired,
    ),
)
