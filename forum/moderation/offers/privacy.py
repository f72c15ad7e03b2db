"""What offers know of a member, and how they forget it."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.moderation.offers.models import Offer
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Angebote an das Archiv, die Sie gemacht haben"),
        Offer,
        lambda number: Offer.by == number,
    ),
)


def forget(member: Member) -> None:
    """What was offered stays; who did it is in the log by number."""
    session.execute(sa.update(Offer).where(Offer.by == member.id).values(by=None))
