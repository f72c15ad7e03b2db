"""Where a talk is found, and what of it stands on a page."""

import sqlalchemy as sa

from forum.core.db import session
from forum.discussions.comments.models import Comment
from forum.discussions.threads.models import Thread
from tests.pages import Page, words


def address(talk: Thread) -> str:
    """The page of the conversation."""
    return f"/forum/{talk.id}-{talk.slug}"


def form_of(talk: Thread) -> str:
    """Where the form below it leads."""
    return f"/beitraege/{talk.id}/kommentare"


def comments() -> list[Comment]:
    """All there are, oldest first."""
    session.rollback()
    return list(session.scalars(sa.select(Comment).order_by(Comment.id)))


def post_of(page: Page, comment: Comment) -> str:
    """The words of one comment on a page."""
    return words(page.tree.find(f".//article[@id='k{comment.id}']"))
