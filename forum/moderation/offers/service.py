"""Offer to the archive, note its answer, and delete what was offered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import BERLIN, now
from forum.core.db import session
from forum.core.errors import Invalid, Refusal, allow
from forum.core.words import N_
from forum.discussions.comments.erasing import silence
from forum.discussions.comments.models import Comment
from forum.entries import erasing
from forum.entries.models import Entry
from forum.moderation.offers import queries
from forum.moderation.offers.activities import (
    ContributionsCleared,
    ContributionsOffered,
    OfferAnswered,
)
from forum.moderation.offers.models import Aim, Answer, Item, Offer
from forum.moderation.offers.permissions import can_offer, may_go

FIRST_YEAR = 2000
MONTHS_LEAST, MONTHS_MOST = 6, 240  # so long somebody may object to a decision
TOO_EARLY = N_(
    "Das Archiv hat noch nicht geantwortet. Löschen können Sie nach der Antwort oder "
    "sechs Monate nach dem Angebot."
)


def offer_period(first: int, last: int, by: Member) -> Offer:
    """Offer what was published from one year to another."""
    allow(can_offer(by))
    this_year = now().astimezone(BERLIN).year
    if not FIRST_YEAR <= first <= this_year:
        raise Invalid("first_year", N_("Schreiben Sie ein Jahr, zum Beispiel 2026"))
    if not first <= last <= this_year:
        raise Invalid("last_year", N_("Das letzte Jahr liegt nach dem ersten"))
    offer = Offer(purpose=Aim.PERIOD, first_year=first, last_year=last, by=by.id)
    return _keep(offer, *queries.published_in(first, last), by, "last_year")


def offer_superfluous(months: int, by: Member) -> Offer:
    """Offer hidden and rejected contributions, so that they can be deleted."""
    allow(can_offer(by))
    if not MONTHS_LEAST <= months <= MONTHS_MOST:
        raise Invalid(
            "months",
            N_("Schreiben Sie eine Zahl von %(least)s bis %(most)s"),
            least=MONTHS_LEAST,
            most=MONTHS_MOST,
        )
    offer = Offer(purpose=Aim.CLEARING, months=months, by=by.id)
    return _keep(offer, *queries.superfluous(months, now()), by, "months")


def _keep(
    offer: Offer,
    entries: Sequence[int],
    comments: Sequence[int],
    by: Member,
    field: str,
) -> Offer:
    if not entries and not comments:
        raise Invalid(field, N_("Dafür gibt es nichts anzubieten"))
    session.add(offer)
    session.flush()
    session.add_all([Item(offer_id=offer.id, entry_id=one) for one in entries])
    session.add_all([Item(offer_id=offer.id, comment_id=one) for one in comments])
    count = len(entries) + len(comments)
    record(ContributionsOffered(by=by.id, offer=offer.id, count=count))
    return offer


def note_answer(offer: Offer, answer: Answer, by: Member) -> None:
    """Note what the archive said, and when; the same again changes nothing."""
    allow(can_offer(by))
    session.refresh(offer, with_for_update=True)
    if offer.answer is answer:
        return
    offer.answer = answer
    offer.answered_at = now() if answer is not Answer.OPEN else None
    record(OfferAnswered(by=by.id, offer=offer.id, answer=str(answer)))


def clear(offer: Offer, by: Member) -> int:
    """Delete what was offered, as far as it is still hidden or rejected."""
    allow(can_offer(by))
    session.refresh(offer, with_for_update=True)
    if offer.cleared_at is not None:
        return 0
    if not may_go(offer, now()):
        raise Refusal(TOO_EARLY)
    entries, comments = _still_there(offer)
    if entries:
        silence(Comment.entry_id.in_(entries))
        erasing.empty(entries)
    silence(Comment.id.in_(comments))
    offer.cleared_at = now()
    count = len(entries) + len(comments)
    record(ContributionsCleared(by=by.id, offer=offer.id, count=count))
    return count


def _still_there(offer: Offer) -> tuple[Sequence[int], Sequence[int]]:
    """What nobody has shown again, or decided about anew, since the offer.

    The rows are locked: whoever wants to show one of them now comes too late.
    """
    before: datetime = offer.offered_at
    entries, comments = queries.numbers_of(offer)
    still = sa.select(Entry.id).where(
        Entry.id.in_(entries), queries.still_superfluous(before)
    )
    said = sa.select(Comment.id).where(
        Comment.id.in_(comments), queries.still_superfluous_comment(before)
    )
    return (
        session.scalars(still.order_by(Entry.id).with_for_update()).all(),
        session.scalars(said.order_by(Comment.id).with_for_update()).all(),
    )
