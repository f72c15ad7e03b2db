"""One state of the index, read: where words stand and how strongly."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from whoosh.reading import TermNotFound
from whoosh.scoring import bm25

from forum.index.store import Store

LENGTH_MATTERS = 0.3  # B of BM25: a long thread is not punished much for its length
SATURATION = 4.0  # K1 of BM25: high, so that a word in the title counts for more

Scores = dict[int, float]  # place of a document in this reading: how well it fits


class Segment:
    """What a part of the index says of its documents. Parts never change."""

    def __init__(self, reader: Any) -> None:
        self.ids: list[int] = list(reader.column_reader("number", translate=False))
        self.created: list[int] = list(reader.column_reader("created", translate=False))
        self.kinds = [
            bytes(kind).decode()
            for kind in reader.column_reader("kind", translate=False)
        ]
        self.stems = frozenset(word.decode() for word in reader.lexicon("stem"))
        surfaces = (word.decode() for word in reader.lexicon("surface"))
        self.lexicon = "\n".join(["", *surfaces, ""])


class Part(NamedTuple):
    """A segment in a reading: some of its documents may be gone since."""

    reader: Any
    offset: int
    segment: Segment


class Reading:
    """The index as it was when it was opened."""

    def __init__(self, store: Store, before: "Reading | None" = None) -> None:
        name = store.current()
        if name is None:
            raise FileNotFoundError(store.folder)
        self.name = name
        self._index = store.open(name)
        self._reader = self._index.reader()
        self.commits: int = max(self._reader.generation() or 0, 0)
        known = before.segments if before else {}
        self.segments: dict[str, Segment] = {}
        self._parts = list(self._opened(known))
        self.count: int = self._reader.doc_count()

    def _opened(self, known: dict[str, Segment]) -> Iterator[Part]:
        for reader, offset in self._reader.leaf_readers():
            if not reader.doc_count_all():
                continue
            key = reader.segment().segment_id()
            self.segments[key] = known.get(key) or Segment(reader)
            yield Part(reader, offset, self.segments[key])

    def is_fresh(self, store: Store) -> bool:
        return (
            store.current() == self.name
            and self._index.latest_generation() == self.commits
        )

    def close(self) -> None:
        self._reader.close()

    def documents(self) -> Iterator[int]:
        """The place of every document, those that are gone left out."""
        for part in self._parts:
            for doc in part.reader.all_doc_ids():
                yield part.offset + doc

    def id(self, doc: int) -> int:
        segment, place = self._find(doc)
        return segment.ids[place]

    def kind(self, doc: int) -> str:
        segment, place = self._find(doc)
        return segment.kinds[place]

    def created(self, doc: int) -> int:
        segment, place = self._find(doc)
        return segment.created[place]

    def _find(self, doc: int) -> tuple[Segment, int]:
        part = next(part for part in reversed(self._parts) if part.offset <= doc)
        return part.segment, doc - part.offset

    def scores(self, field: str, word: str) -> Scores:
        """The documents with a word, and how much they are about it (BM25, no idf)."""
        average = self._reader.field_length(field) / (self._reader.doc_count_all() or 1)
        found: Scores = {}
        for part, matcher in self._postings(field, word):
            while matcher.is_active():
                doc = matcher.id()
                length = part.reader.doc_field_length(doc, field)
                found[part.offset + doc] = bm25(
                    1.0, matcher.weight(), length, average, LENGTH_MATTERS, SATURATION
                )
                matcher.next()
        return found

    def places(self, word: str) -> dict[int, frozenset[int]]:
        """Where a folded word stands, in each document that has it."""
        found: dict[int, frozenset[int]] = {}
        for part, matcher in self._postings("surface", word):
            while matcher.is_active():
                places = frozenset(matcher.value_as("positions"))
                found[part.offset + matcher.id()] = places
                matcher.next()
        return found

    def containing(self, fragment: str) -> set[str]:
        """All folded words with this fragment in them."""
        return {
            word
            for part in self._parts
            for word in _lines_with(part.segment.lexicon, fragment)
        }

    def knows(self, stem: str) -> bool:
        """Whether this is a word of its own somewhere."""
        return any(stem in part.segment.stems for part in self._parts)

    def _postings(self, field: str, word: str) -> Iterator[tuple[Part, Any]]:
        for part in self._parts:
            try:
                yield part, part.reader.postings(field, word)
            except TermNotFound:
                continue


def _lines_with(lexicon: str, fragment: str) -> Iterator[str]:
    at = lexicon.find(fragment)
    while at >= 0:
        end = lexicon.index("\n", at)
        yield lexicon[lexicon.rindex("\n", 0, at) + 1 : end]
        at = lexicon.find(fragment, end)
