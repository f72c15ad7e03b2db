"""What the search index holds of an entry of any kind."""

from forum.entries.models import Entry
from forum.index.documents import Document
from forum.site.fields import FIELDS
from forum.site.places import PLACES


def document(entry: Entry, body: str, comments: str, **more: str) -> Document:
    """Its words with the names of its place and field; `more` is what a kind adds."""
    return Document(
        id=entry.id,
        kind=entry.kind,
        title=entry.title,
        body=body,
        comments=comments,
        place=PLACES[entry.place].title if entry.place in PLACES else "",
        field=FIELDS[entry.field].title if entry.field in FIELDS else "",
        language=entry.language,
        created=entry.created_at,
        **more,
    )


def names(entry: Entry) -> str:
    """Who wrote it and for whom, to be found by."""
    author = entry.author.display_name if entry.author else ""
    return f"{author} {entry.publisher.name if entry.publisher else ''}".strip()
