"""Letters to the authors of a case: what was decided, why, what can be done now."""

from forum.accounts.members.guardians import reader_for
from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.db import session
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.entries.queries import looked_after_by
from forum.moderation.queue.activities import CommentDecided, EntryDecided
from forum.moderation.queue.models import Decision


def tell_authors(decided: EntryDecided) -> None:
    """Whoever looks after an entry reads what was decided about it."""
    entry = session.get(Entry, decided.entry)
    if entry is not None:
        for member in looked_after_by(entry):
            _write("moderation/mail", member, entry, decided)


def tell_commenter(decided: CommentDecided) -> None:
    """The author of a comment reads what was decided about it."""
    comment = session.get(Comment, decided.comment)
    entry = session.get(Entry, decided.entry)
    if comment is None or entry is None or comment.author_id is None:
        return
    member = session.get_one(Member, comment.author_id)
    _write("moderation/mail/comment", member, entry, decided)


def _write(
    folder: str, member: Member, entry: Entry, decided: EntryDecided | CommentDecided
) -> None:
    """Nobody gets a letter about what they decided themselves."""
    decision = session.get(Decision, decided.decision)
    reader = reader_for(member)
    if reader is None or decision is None or member.id == decided.by:
        return
    mail.write(
        f"{folder}/{decision.verdict}",
        reader.address,
        reader.language,
        name=reader.name,
        entry=entry,
        message=decision.message,
        is_writer=member.id == entry.author_id,
    )
