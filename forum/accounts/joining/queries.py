"""How those who wait and those who are invited are found."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.joining.models import Invitation
from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Missing

KEPT = timedelta(days=14)
MOST = 100


def waits() -> sa.ColumnElement[bool]:
    """Who has confirmed the address and is not let in yet."""
    return sa.and_(Member.confirmed_at.is_not(None), Member.approved_at.is_(None))


def waiting() -> Sequence[Member]:
    """Who waits to be let in, oldest first."""
    return session.scalars(
        sa.select(Member).where(waits()).order_by(Member.confirmed_at).limit(MOST)
    ).all()


def waiting_member(number: int) -> Member:
    """One of those who wait; Missing if this one does not."""
    found = session.scalar(sa.select(Member).where(waits(), Member.id == number))
    if found is None:
        raise Missing
    return found


def holds() -> sa.ColumnElement[bool]:
    """Invitations that are still good."""
    return Invitation.invited_at > now() - KEPT


def invitations() -> Sequence[Invitation]:
    """Who is invited and has not joined yet, the latest first."""
    return session.scalars(
        sa.select(Invitation)
        .where(holds())
        .order_by(Invitation.invited_at.desc(), Invitation.id.desc())
        .limit(MOST)
    ).all()


def invitation_for(email: str) -> Invitation | None:
    """The invitation of this address."""
    found = Invitation.email_key == email_key(email)
    return session.scalar(sa.select(Invitation).where(found))
