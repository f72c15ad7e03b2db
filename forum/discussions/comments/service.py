"""What members and moderators do with comments."""

from collections.abc import Collection

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import allow
from forum.core.versions import check_version
from forum.discussions.comments.activities import (
    CommentDeleted,
    CommentEdited,
    CommentHeld,
    CommentHidden,
    CommentReleased,
    CommentShown,
    CommentWritten,
)
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.permissions import can_edit, can_reply
from forum.discussions.comments.queries import entry_of, is_new
from forum.entries.licence import licence_of
from forum.entries.models import Entry
from forum.entries.permissions import can_comment, moderates
from forum.entries.service import BY_HAND, Sent, keep_once


def write(
    entry: Entry,
    source: str,
    html: str,
    by: Member,
    reply_to: Comment | None = None,
    sent: Sent = BY_HAND,
) -> Comment:
    """Say something below an entry, or answer what was said there.

    The same form sent twice says it once. The first words of a new member are held
    until a moderator has read them.
    """
    allow(can_comment(by, entry))
    allow(reply_to is None or can_reply(by, entry, reply_to))
    comment = _new(entry, by, reply_to, sent)
    comment.write(source, html)
    told = _place_and_words(comment)
    said = keep_once(comment, lambda first: _place_and_words(first) == told)
    if said is comment:
        _tell(comment)
    return said


def _new(entry: Entry, by: Member, reply_to: Comment | None, sent: Sent) -> Comment:
    held = is_new(by)
    return Comment(
        entry_id=entry.id,
        author_id=by.id,
        parent_id=reply_to.id if reply_to else None,
        root_id=reply_to.root_id if reply_to else None,
        language=sent.language,
        state=CommentState.HELD if held else CommentState.PUBLISHED,
        was_public=not held,
        created_at=now(),
        form_key=sent.key,
        licence=licence_of(by, sent.agrees),
    )


def _place_and_words(comment: Comment) -> tuple[int, int | None, str]:
    return comment.entry_id, comment.parent_id, comment.source


def _tell(comment: Comment) -> None:
    """Begin a strand if it answers nothing, count it, let the house know."""
    comment.root_id = comment.root_id or comment.id
    session.flush()
    if comment.is_public:
        _count(comment.entry_id)
    happened = CommentWritten if comment.is_public else CommentHeld
    record(happened(by=comment.author_id, entry=comment.entry_id, comment=comment.id))


def edit(comment: Comment, source: str, html: str, by: Member, version: str) -> None:
    """Put it in other words, if nobody was faster; the same words change nothing."""
    allow(can_edit(by, comment))
    if source == comment.source:
        return
    check_version(comment, version)
    comment.write(source, html)
    comment.edited_at = now()
    record(CommentEdited(by=by.id, entry=comment.entry_id, comment=comment.id))
    if by.youth and comment.is_public:  # other words are read anew before they appear
        _move(comment, CommentState.HELD)
        record(CommentHeld(by=by.id, entry=comment.entry_id, comment=comment.id))


def delete(comment: Comment, by: Member) -> None:
    """Take it away: its words are gone, its place stays while answers stand below."""
    allow(can_edit(by, comment))
    comment.write("", "")
    _move(comment, CommentState.DELETED)
    record(CommentDeleted(by=by.id, entry=comment.entry_id, comment=comment.id))


def release(comment: Comment, by: Member) -> None:
    """Let everybody read what a new member said."""
    allow(moderates(by, entry_of(comment)))
    if comment.state is not CommentState.HELD:
        return
    comment.was_public = True
    _move(comment, CommentState.PUBLISHED)
    record(CommentReleased(by=by.id, entry=comment.entry_id, comment=comment.id))


def hide(comment: Comment, by: Member) -> None:
    """Take it from view, or never let it into view."""
    allow(moderates(by, entry_of(comment)))
    if comment.state not in (CommentState.PUBLISHED, CommentState.HELD):
        return
    _move(comment, CommentState.HIDDEN)
    record(CommentHidden(by=by.id, entry=comment.entry_id, comment=comment.id))


def show(comment: Comment, by: Member) -> None:
    """Let everybody read it again."""
    allow(moderates(by, entry_of(comment)))
    if comment.state is not CommentState.HIDDEN:
        return
    comment.was_public = True
    _move(comment, CommentState.PUBLISHED)
    record(CommentShown(by=by.id, entry=comment.entry_id, comment=comment.id))


def _move(comment: Comment, state: CommentState) -> None:
    comment.state = state
    session.flush()
    _count(comment.entry_id)


def _count(number: int) -> None:
    recount([number])


def recount(numbers: Collection[int]) -> None:
    """Count what everybody may read below these, and when it was said last.

    The rows are locked first: whoever writes below the same entry waits, and then
    counts what we have written.
    """
    these = Entry.id.in_(numbers)
    session.execute(
        sa.select(Entry.id)
        .where(these)
        .order_by(Entry.id)
        .with_for_update(key_share=True)
    )
    public = sa.and_(
        Comment.entry_id == Entry.id, Comment.state == CommentState.PUBLISHED
    )
    how_many = sa.select(sa.func.count(Comment.id)).where(public)
    last = sa.select(sa.func.max(Comment.created_at)).where(public)
    session.execute(
        sa.update(Entry)
        .where(these)
        .values(
            comment_count=how_many.correlate(Entry).scalar_subquery(),
            active_at=sa.func.coalesce(
                last.correlate(Entry).scalar_subquery(),
                Entry.published_at,
                Entry.created_at,
            ),
        )
    )
