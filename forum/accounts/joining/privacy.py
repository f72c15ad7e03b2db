"""What invitations know of members, and how long they are kept."""

import sqlalchemy as sa

from forum.accounts.joining.models import Invitation
from forum.accounts.joining.queries import holds
from forum.accounts.members.models import Member
from forum.core.db import delete_due, session
from forum.core.words import N_
from forum.web.manifest import Kept, Rule

OF_OTHERS = N_("Das gehört der Person, die eingeladen ist.")
KEPT = (
    Kept(
        N_("Einladungen, die Sie verschickt haben"),
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


def forget_expired() -> int:
    """Delete invitations that nobody used in time; returns how many."""
    return delete_due(Invitation, sa.not_(holds()))


RULES = (
    Rule(
        N_("Einladungen, die niemand angenommen hat"),
        N_("14 Tage"),
        N_("So lange gilt der Link in der Einladung."),
        forget_expired,
    ),
)
