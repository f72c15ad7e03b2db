"""Letters to the author of a case: what was decided, why, and what can be done now."""

from forum.accounts.members.guardians import reader_for
from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.db import session
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.moderation.queue.activities import CommentDecided, EntryDecided
from forum.moderation.queue.models import Decision


def tell_author(decided: EntryDecided) -> None:
    """The author of an entry reads what was decided about it."""
    entry = session.get(Entry, decided.entry)
    if entry is not None:
        _write("moderation/mail", entry.author_id, entry, decided.decision, decided.by)


def tell_commenter(decided: CommentDecided) -> None:
    """The author of a comment reads what was decided about it."""
    comment = session.get(Comment, decided.comment)
    entry = session.get(Entry, decided.entry)
    if comment is not None and entry is not None:
        folder = "moderation/mail/comment"
        _write(folder, comment.author_id, entry, decided.decision, decided.by)


def _write(
    folder: str, author: int | None, entry: Entry, number: int, by: int | None
) -> None:
    """Nobody gets a letter about what they decided themselves."""
    member = session.get(Member, author) if author else None
    decision = session.get(Decision, number)
    reader = reader_for(member) if member else None
    if reader is None or decision is None or author == by:
        return
    mail.write(
        f"{folder}/{decision.verdict}",
        reader.address,
        reader.language,
        name=reader.name,
        entry=entry,
        message=decision.message,
    )
