"""Who offers to the archive, and when what was offered may go."""

from datetime import datetime, timedelta

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.moderation.offers.models import Aim, Answer, Offer

PATIENCE = timedelta(days=183)  # then nobody has to wait for an answer any more


def can_offer(viewer: Viewer) -> bool:
    """Who sets up the alliance."""
    return viewer.may(Right.SETTINGS)


def may_go(offer: Offer, moment: datetime) -> bool:
    """What was to be deleted, was offered, and answered or offered long ago."""
    settled = offer.answer is not Answer.OPEN or offer.offered_at < moment - PATIENCE
    return offer.purpose is Aim.CLEARING and offer.cleared_at is None and settled
