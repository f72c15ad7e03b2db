"""What the search index holds of conversations."""

from collections.abc import Sequence

from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.discussions.threads.queries import public
from forum.entries.documents import document
from forum.index.documents import Document


def documents(numbers: Sequence[int]) -> list[Document]:
    """The published ones of these, with what was said in them."""
    found = public(numbers)
    said = texts([one.id for one in found])
    return [
        document(
            one,
            plain(one.html),
            said.get(one.id, ""),
            author=one.author.display_name if one.author else "",
        )
        for one in found
    ]
