"""How offers and what they are about are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Viewer
from forum.core.clock import BERLIN
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.pages import Page, paginate
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry, Picture, State
from forum.goals.models import GoalLink
from forum.moderation.offers.models import Item, Offer
from forum.moderation.offers.permissions import can_offer
from forum.moderation.queue.models import Decision
from forum.moderation.queue.queries import OWN_RULES

PER_PAGE = 20
MONTH = timedelta(days=30.44)


@dataclass(frozen=True)
class Listed:
    """An offer, and how many entries and comments it is about."""

    offer: Offer
    entries: int
    comments: int


def offer(number: int, viewer: Viewer) -> Offer:
    """One offer; Missing if there is none for this viewer."""
    found = session.get(Offer, number) if can_offer(viewer) else None
    if found is None:
        raise Missing
    return found


def offers(number: int) -> Page[Listed]:
    """A page of offers, the latest first: three statements."""
    page: Page[Offer] = paginate(
        sa.select(Offer).order_by(Offer.id.desc()), number, PER_PAGE
    )
    rows = session.execute(
        sa.select(
            Item.offer_id, sa.func.count(Item.entry_id), sa.func.count(Item.comment_id)
        )
        .where(Item.offer_id.in_([one.id for one in page.items]))
        .group_by(Item.offer_id)
    )
    counts = {one: (entries, comments) for one, entries, comments in rows}
    return page.of([Listed(one, *counts.get(one.id, (0, 0))) for one in page.items])


def published_in(first: int, last: int) -> tuple[Sequence[int], Sequence[int]]:
    """Numbers of entries and comments that everybody may read, from these years."""
    begin = datetime(first, 1, 1, tzinfo=BERLIN)
    end = datetime(last + 1, 1, 1, tzinfo=BERLIN)
    public = Entry.state == State.PUBLISHED
    entries = sa.select(Entry.id).where(
        public, Entry.published_at >= begin, Entry.published_at < end
    )
    comments = (
        sa.select(Comment.id)
        .join(Comment.entry)
        .where(
            public,
            Comment.state == CommentState.PUBLISHED,
            Comment.created_at >= begin,
            Comment.created_at < end,
        )
    )
    return _sorted(entries, Entry.id), _sorted(comments, Comment.id)


def superfluous(months: int, moment: datetime) -> tuple[Sequence[int], Sequence[int]]:
    """Hidden and rejected contributions about which nobody decided for so long."""
    before = moment - months * MONTH
    entries = sa.select(Entry.id).where(still_superfluous(before))
    comments = sa.select(Comment.id).where(still_superfluous_comment(before))
    return _sorted(entries, Entry.id), _sorted(comments, Comment.id)


def still_superfluous(before: datetime) -> sa.ColumnElement[bool]:
    """Entries that are hidden or rejected, and were so at that moment."""
    later = sa.exists().where(Decision.entry_id == Entry.id, Decision.at >= before)
    return sa.and_(
        Entry.state.in_((State.HIDDEN, State.REJECTED)),
        Entry.kind.not_in(OWN_RULES),
        Entry.created_at < before,
        ~later,
    )


def still_superfluous_comment(before: datetime) -> sa.ColumnElement[bool]:
    """The same for comments."""
    later = sa.exists().where(Decision.comment_id == Comment.id, Decision.at >= before)
    return sa.and_(
        Comment.state == CommentState.HIDDEN, Comment.created_at < before, ~later
    )


def _sorted(query: sa.Select[Any], column: Any) -> Sequence[int]:
    return session.scalars(query.order_by(column)).all()


def numbers_of(offer: Offer) -> tuple[list[int], list[int]]:
    """The numbers of the entries and comments of an offer."""
    rows = session.execute(
        sa.select(Item.entry_id, Item.comment_id)
        .where(Item.offer_id == offer.id)
        .order_by(Item.id)
    ).all()
    entries = [entry for entry, _ in rows if entry is not None]
    return entries, [comment for _, comment in rows if comment is not None]


def entries(numbers: Sequence[int]) -> Sequence[Entry]:
    """Some entries with their authors."""
    return session.scalars(
        sa.select(Entry)
        .where(Entry.id.in_(numbers), Entry.state != State.DELETED)
        .options(joinedload(Entry.author))
        .order_by(Entry.id)
    ).all()


def comments(numbers: Sequence[int]) -> Sequence[Comment]:
    """Some comments with their authors."""
    return session.scalars(
        sa.select(Comment)
        .where(Comment.id.in_(numbers), Comment.state != CommentState.DELETED)
        .options(joinedload(Comment.author))
        .order_by(Comment.id)
    ).all()


def goals_of(numbers: Sequence[int]) -> dict[int, list[str]]:
    """The titles of the goals these entries contribute to."""
    rows = session.execute(
        sa.select(GoalLink.entry_id, Entry.title)
        .join(Entry, Entry.id == GoalLink.goal_id)
        .where(GoalLink.entry_id.in_(numbers))
        .order_by(GoalLink.id)
    )
    found: dict[int, list[str]] = {}
    for number, title in rows:
        found.setdefault(number, []).append(title)
    return found


def pictures_of(numbers: Sequence[int]) -> dict[int, list[Picture]]:
    """The pictures of these entries in their order."""
    rows = session.scalars(
        sa.select(Picture)
        .where(Picture.entry_id.in_(numbers))
        .order_by(Picture.entry_id, Picture.position, Picture.id)
    )
    found: dict[int, list[Picture]] = {}
    for picture in rows:
        found.setdefault(picture.entry_id or 0, []).append(picture)
    return found
