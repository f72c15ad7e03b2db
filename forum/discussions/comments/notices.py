"""Letters: somebody answered you, somebody said something about your entry."""

from collections.abc import Iterator

from forum.accounts.members.guardians import reader_for
from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.text import excerpt
from forum.discussions.comments.activities import CommentActivity
from forum.discussions.comments.models import Comment
from forum.discussions.comments.queries import for_letters

EXCERPT = 400  # characters of a comment that a letter repeats


def tell(said: CommentActivity) -> None:
    """Write to those who wait for an answer, if everybody may still read it."""
    comment = for_letters(said.comment)
    if comment is None or not (comment.is_public and comment.entry.is_public):
        return
    for template, reader in _readers(comment):
        address = reader_for(reader) if reader.is_active else None
        if address is not None:
            mail.write(
                f"comments/mail/{template}",
                address.address,
                address.language,
                name=address.name,
                writer=comment.author.display_name if comment.author else "",
                entry=comment.entry,
                number=comment.id,
                words=excerpt(comment.html, EXCERPT),
            )


def _readers(comment: Comment) -> Iterator[tuple[str, Member]]:
    """Each person once, and nobody about what they said themselves."""
    told = {comment.author_id}
    asked = comment.parent.author if comment.parent else None
    for template, reader in (("answer", asked), ("new", comment.entry.author)):
        if reader is not None and reader.id not in told:
            told.add(reader.id)
            yield template, reader
