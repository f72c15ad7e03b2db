"""What the search index holds of conversations."""

from collections.abc import Sequence

from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.discussions.threads.queries import public
from forum.index.documents import Document
from forum.site.fields import FIELDS
from forum.site.places import PLACES


def documents(numbers: Sequence[int]) -> list[Document]:
    """The published ones of these, with what was said in them."""
    found = public(numbers)
    said = texts([one.id for one in found])
    return [
        Document(
            id=one.id,
            kind=one.kind,
            title=one.title,
            body=plain(one.html),
            comments=said.get(one.id, ""),
            place=PLACES[one.place].title if one.place in PLACES else "",
            field=FIELDS[one.field].title if one.field in FIELDS else "",
            author=one.author.display_name if one.author else "",
            language=one.language,
            created=one.created_at,
        )
        for one in found
    ]
