"""How the words of comments go, while their places stay where answers stand."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.core.db import session
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.service import recount
from forum.entries.erasing import touch

EMPTY = {
    "source": "",
    "html": "",
    "licence": "",
    "form_key": None,
    "author_id": None,
    "state": CommentState.DELETED,
}


def silence(these: sa.ColumnElement[bool]) -> None:
    """Take the words out of these comments; places that no answer needs go, too."""
    talks = session.scalars(sa.select(Comment.entry_id).where(these).distinct()).all()
    if not talks:
        return
    session.execute(
        sa.update(Comment)
        .where(these)
        .values(EMPTY)
        .execution_options(synchronize_session=False)
    )
    while _remove_leaves(talks):
        pass  # an answer that is gone may have held the place of another
    session.expire_all()
    recount(talks)
    touch(talks)


def _remove_leaves(talks: Collection[int]) -> bool:
    """Of what nobody wrote any more, whatever has nothing below it."""
    answer = aliased(Comment)
    below = sa.or_(answer.parent_id == Comment.id, answer.root_id == Comment.id)
    needed = sa.exists().where(below, answer.id != Comment.id)
    nameless = sa.and_(
        Comment.entry_id.in_(talks),
        Comment.state == CommentState.DELETED,
        Comment.author_id.is_(None),
        Comment.source == "",
    )
    numbers = session.scalars(sa.select(Comment.id).where(nameless, ~needed)).all()
    session.execute(
        sa.delete(Comment)
        .where(Comment.id.in_(numbers))
        .execution_options(synchronize_session=False)
    )
    return bool(numbers)
