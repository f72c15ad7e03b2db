"""Who may read, write and change a comment; rules about seeing with their SQL twins."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry
from forum.entries.permissions import can_comment, moderated_by, moderates

OWN = (CommentState.PUBLISHED, CommentState.HELD)  # what its author may still change


def can_see_comment(viewer: Viewer, comment: Comment, entry: Entry) -> bool:
    """Whoever sees the entry reads what is public; authors and moderators the rest."""
    if comment.state is CommentState.DELETED:
        return False
    seen = comment.is_public or is_author(viewer, comment)
    return seen or moderates(viewer, entry)


def comments_visible_to(
    viewer: Viewer, one: type[Comment] = Comment
) -> sa.ColumnElement[bool]:
    """The twin of `can_see_comment`; `one` may be an alias."""
    public = one.state == CommentState.PUBLISHED
    if viewer.id is None:
        return public
    there = one.state != CommentState.DELETED
    own = sa.and_(one.author_id == viewer.id, there)
    if not viewer.may(Right.DECIDE):
        return sa.or_(public, own)
    below = sa.select(Entry.id).where(moderated_by(viewer))
    return sa.or_(public, own, sa.and_(there, one.entry_id.in_(below)))


def has_place_for(viewer: Viewer) -> sa.ColumnElement[bool]:
    """What a talk shows: comments one may read, and where others stood.

    What was public and is hidden leaves its place; what is deleted does as long as
    answers stand below it.
    """
    answered = sa.and_(Comment.state == CommentState.DELETED, _has_answers(viewer))
    return sa.or_(_has_own_place(viewer, Comment), answered)


def _has_own_place(viewer: Viewer, one: type[Comment]) -> sa.ColumnElement[bool]:
    hidden = sa.and_(one.state == CommentState.HIDDEN, one.was_public)
    return sa.or_(comments_visible_to(viewer, one), hidden)


def _has_answers(viewer: Viewer) -> sa.ColumnElement[bool]:
    answer = aliased(Comment)
    below = sa.or_(answer.parent_id == Comment.id, answer.root_id == Comment.id)
    return sa.exists().where(
        answer.entry_id == Comment.entry_id,
        below,
        _has_own_place(viewer, answer),
        answer.id != Comment.id,
    )


def is_author(viewer: Viewer, comment: Comment) -> bool:
    """Whether the viewer wrote it."""
    return viewer.id is not None and comment.author_id == viewer.id


def can_edit(viewer: Viewer, comment: Comment) -> bool:
    """Authors change their own words or take them away; what is hidden stays."""
    return is_author(viewer, comment) and comment.state in OWN


def can_reply(viewer: Viewer, entry: Entry, comment: Comment) -> bool:
    """Members answer what everybody may read."""
    return (
        can_comment(viewer, entry)
        and comment.is_public
        and comment.entry_id == entry.id
    )
