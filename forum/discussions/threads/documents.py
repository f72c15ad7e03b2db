"""What the search index holds of conversations."""

from collections.abc import Sequence

from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.discussions.threads.queries import public
from forum.entries.documents import document, names
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
            author=names(one),
        )
        for one in found
    ]
