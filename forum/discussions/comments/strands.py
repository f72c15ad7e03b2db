"""How a talk looks to one reader: strands of posts, and what each of them offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from forum.accounts.members.models import Viewer
from forum.core.text import clean_prose
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.permissions import (
    can_edit,
    can_reply,
    can_see_comment,
    is_author,
)
from forum.entries.models import Entry
from forum.entries.permissions import moderates

QUOTE_MAX = 600  # characters of a quote: enough to know what is meant


@dataclass(frozen=True)
class Post:
    """A comment as one reader sees it, and what this reader may do with it."""

    comment: Comment
    entry: Entry
    readable: bool
    deleted: bool
    hidden: bool
    held: bool
    own: bool
    by_author: bool  # of the entry
    by_staff: bool
    answers: Comment | None  # the comment it answers, where that does not show
    may_reply: bool
    may_edit: bool
    may_moderate: bool


@dataclass(frozen=True)
class Strand:
    """A comment and the answers below it; the first may be on the page before."""

    root: int
    first: Post | None
    answers: list[Post]


def strands(comments: Iterable[Comment], entry: Entry, viewer: Viewer) -> list[Strand]:
    """The comments of a page, strand by strand."""
    made = []
    for root, group in groupby(comments, key=lambda one: one.root_id or one.id):
        posts = [post(one, entry, viewer) for one in group]
        first = posts.pop(0) if posts[0].comment.is_root else None
        made.append(Strand(root, first, posts))
    return made


def post(comment: Comment, entry: Entry, viewer: Viewer) -> Post:
    """One comment for one reader."""
    author = comment.author
    asked = None if comment.parent_id == comment.root_id else comment.parent
    return Post(
        comment=comment,
        entry=entry,
        readable=can_see_comment(viewer, comment, entry),
        deleted=comment.state is CommentState.DELETED,
        hidden=comment.state is CommentState.HIDDEN,
        held=comment.state is CommentState.HELD,
        own=is_author(viewer, comment),
        by_author=author is not None and author.id == entry.author_id,
        by_staff=author is not None and author.is_staff,
        answers=asked if asked and can_see_comment(viewer, asked, entry) else None,
        may_reply=can_reply(viewer, entry, comment),
        may_edit=can_edit(viewer, comment),
        may_moderate=moderates(viewer, entry),
    )


def quoted(comment: Comment) -> str:
    """The beginning of a comment as a quote in Markdown, without its own quotes."""
    lines = [
        line
        for line in comment.source.split("\n")
        if not line.lstrip().startswith((">", "```", "~~~"))
    ]
    text = clean_prose("\n".join(lines)).strip()
    if len(text) > QUOTE_MAX:
        text = text[:QUOTE_MAX].rsplit(" ", 1)[0] + " …"
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n\n"
