"""What comments know of a member, and how they forget it."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.text import render
from forum.core.words import N_
from forum.discussions.comments.erasing import silence
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.strands import quoted
from forum.entries.erasing import touch
from forum.web.manifest import Kept

QUOTE_GONE = "> […]"

KEPT = (
    Kept(
        N_("Ihre Kommentare und Antworten"),
        Comment,
        lambda number: Comment.author_id == number,
    ),
)


def withdraw(member: Member) -> None:
    """All words go, and the quotes of them that the forum itself has made."""
    _unquote(member.id)
    silence(Comment.author_id == member.id)


def forget(member: Member) -> None:
    """What can be read stays without a name; of the rest the place, if it is needed."""
    own = Comment.author_id == member.id
    silence(sa.and_(own, Comment.state != CommentState.PUBLISHED))
    talks = session.scalars(sa.select(Comment.entry_id).where(own).distinct()).all()
    session.execute(sa.update(Comment).where(own).values(author_id=None, form_key=None))
    touch(talks)


def _unquote(number: int) -> None:
    """Answers to the member begin with their words, if somebody chose to quote."""
    for answer, quote in _answers(number):
        if quote and quote in answer.source:
            source = answer.source.replace(quote, QUOTE_GONE)
            answer.write(source, render(source))


def _answers(number: int) -> Iterator[tuple[Comment, str]]:
    answer, asked = aliased(Comment), aliased(Comment)
    rows = session.execute(
        sa.select(answer, asked)
        .join(asked, asked.id == answer.parent_id)
        .where(asked.author_id == number, answer.source.contains("> "))
    )
    for one, to in rows.all():
        yield one, quoted(to).strip()
