"""How comments are found: never without saying for whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.pages import Page, paginate
from forum.core.text import plain
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.permissions import comments_visible_to, has_place_for
from forum.entries.models import Entry, State
from forum.entries.permissions import visible_to

PER_PAGE = 20


@dataclass(frozen=True)
class Last:
    """Who spoke last below an entry, and when."""

    comment: int
    at: datetime
    name: str  # empty if that member is gone


def comment(number: int, viewer: Viewer) -> Comment:
    """One comment with author and entry; Missing if this viewer may not read it."""
    found = session.scalar(
        sa.select(Comment)
        .join(Comment.entry)
        .where(Comment.id == number, visible_to(viewer), comments_visible_to(viewer))
        .options(
            joinedload(Comment.author),
            joinedload(Comment.entry).joinedload(Entry.author),
            joinedload(Comment.parent).joinedload(Comment.author),
        )
    )
    if found is None:
        raise Missing
    return found


def page_of(entry_id: int, viewer: Viewer, number: int) -> Page[Comment]:
    """A page of the talk below an entry, strand by strand, with authors."""
    parent = joinedload(Comment.parent).load_only(
        Comment.id, Comment.author_id, Comment.state
    )
    query = (
        sa.select(Comment)
        .where(Comment.entry_id == entry_id, has_place_for(viewer))
        .options(joinedload(Comment.author), parent.joinedload(Comment.author))
        .order_by(Comment.root_id, Comment.id)
    )
    return paginate(query, number, PER_PAGE)


def place_of(number: int, viewer: Viewer) -> tuple[Entry, int]:
    """The entry a comment stands below, and the page of the talk; Missing as above."""
    found = session.execute(
        sa.select(Comment, Entry)
        .join(Comment.entry)
        .where(Comment.id == number, visible_to(viewer), has_place_for(viewer))
        .options(load_only(Comment.id, Comment.entry_id, Comment.root_id))
    ).one_or_none()
    if found is None:
        raise Missing
    this, below = found
    before = sa.select(sa.func.count(Comment.id)).where(
        Comment.entry_id == below.id,
        has_place_for(viewer),
        sa.or_(
            Comment.root_id < this.root_id,
            sa.and_(Comment.root_id == this.root_id, Comment.id < this.id),
        ),
    )
    return below, (session.scalar(before) or 0) // PER_PAGE + 1


def texts(numbers: Collection[int]) -> dict[int, str]:
    """What was said below these entries, in plain words, for the index."""
    rows = session.execute(
        sa.select(Comment.entry_id, Comment.html)
        .where(Comment.entry_id.in_(numbers), Comment.state == CommentState.PUBLISHED)
        .order_by(Comment.entry_id, Comment.id)
    )
    said: dict[int, list[str]] = {}
    for number, html in rows:
        said.setdefault(number, []).append(plain(html))
    return {number: "\n".join(words) for number, words in said.items()}


def last_of(numbers: Collection[int]) -> dict[int, Last]:
    """Who spoke last below each of these entries; one statement."""
    other = aliased(Comment)
    newest = (
        sa.select(sa.func.max(other.id))
        .where(other.entry_id.in_(numbers), other.state == CommentState.PUBLISHED)
        .group_by(other.entry_id)
    )
    rows = session.execute(
        sa.select(Comment.entry_id, Comment.id, Comment.created_at, Member.display_name)
        .outerjoin(Comment.author)
        .where(Comment.id.in_(newest))
    )
    return {entry: Last(number, at, name or "") for entry, number, at, name in rows}


def how_many_take_part(entry_id: int) -> int:
    """How many different members talk with each other: who began it, who answered."""
    said = sa.select(Comment.author_id).where(
        Comment.entry_id == entry_id, Comment.state == CommentState.PUBLISHED
    )
    began = sa.select(Entry.author_id).where(Entry.id == entry_id)
    people = sa.union(said, began).subquery()
    return session.scalar(sa.select(sa.func.count(people.c.author_id))) or 0


def waiting_of(member: Member) -> Sequence[Comment]:
    """What a member said that nobody has read yet, with entries that are to be seen."""
    return session.scalars(
        sa.select(Comment)
        .join(Comment.entry)
        .where(
            Comment.author_id == member.id,
            Comment.state == CommentState.HELD,
            visible_to(member),
        )
        .options(contains_eager(Comment.entry))
        .order_by(Comment.id)
    ).all()


def is_new(member: Member) -> bool:
    """Whether nothing of this member has been published yet; staff never are new.

    Who is under 16 always is: somebody reads everything before it appears.
    """
    if member.youth:
        return True
    if member.may(Right.DESK):
        return False
    entries = sa.exists().where(
        Entry.author_id == member.id, Entry.state == State.PUBLISHED
    )
    comments = sa.exists().where(
        Comment.author_id == member.id, Comment.state == CommentState.PUBLISHED
    )
    return not session.scalar(sa.select(sa.or_(entries, comments)))


def entry_of(comment: Comment) -> Entry:
    """The entry a comment stands below."""
    return session.get_one(Entry, comment.entry_id)


def for_letters(number: int) -> Comment | None:
    """A comment with all it concerns: its author, whom it answers, whose entry."""
    return session.scalar(
        sa.select(Comment)
        .where(Comment.id == number)
        .options(
            joinedload(Comment.author),
            joinedload(Comment.parent).joinedload(Comment.author),
            joinedload(Comment.entry).joinedload(Entry.author),
        )
    )
