"""The index follows the database: the worker makes it say what the database says."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from forum.core.activities import EntryActivity
from forum.core.db import session
from forum.entries.models import Entry, State
from forum.index.documents import Document
from forum.index.engine import Index
from forum.index.store import IndexBroken

Documents = Callable[[Sequence[int]], Sequence[Document]]


class Refresher:
    """Puts and drops what activities speak of; safe to do twice."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._sources: Sequence[Documents] = ()

    def connect(self, index: Index, sources: Sequence[Documents]) -> None:
        """Use this index, and what the features say of their entries."""
        self._index, self._sources = index, sources

    def refresh(self, activities: Sequence[EntryActivity]) -> None:
        """Make the index right for the entries of these activities."""
        if self._index is None:
            return
        numbers = sorted({one.entry for one in activities})
        public = set(
            session.scalars(
                sa.select(Entry.id).where(
                    Entry.id.in_(numbers), Entry.state == State.PUBLISHED
                )
            )
        )
        found = self.documents(sorted(public))
        session.rollback()
        try:
            self._index.put(found)
            self._index.drop(set(numbers) - public)
        except IndexBroken:
            self.rebuild()

    def rebuild(self) -> None:
        """Build it anew from the database, as it is missing or cannot be read."""
        query = sa.select(Entry.id).where(Entry.state == State.PUBLISHED)
        numbers = session.scalars(query).all()
        if self._index is not None:
            self._index.replace_all(self.documents(numbers))

    def documents(self, numbers: Sequence[int]) -> list[Document]:
        """What every feature says of these entries."""
        return [one for source in self._sources for one in source(numbers)]


refresher = Refresher()


def refresh(activities: Sequence[EntryActivity]) -> None:
    """What the worker calls."""
    refresher.refresh(activities)
