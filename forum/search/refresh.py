"""The index follows the database: the worker makes it say what the database says."""

from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from forum.accounts.privacy.activities import MemberForgotten
from forum.core.activities import EntryActivity
from forum.core.db import session
from forum.entries.models import Entry, State
from forum.index.documents import Document
from forum.index.engine import Index
from forum.index.store import IndexBroken

BATCH = 50  # entries whose texts are held at once
Documents = Callable[[Sequence[int]], Sequence[Document]]


class Refresher:
    """Puts and drops what activities speak of; safe to do twice."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._sources: Sequence[Documents] = ()

    def connect(self, index: Index, sources: Sequence[Documents]) -> None:
        """Use this index, and what the features say of their entries."""
        self._index, self._sources = index, sources

    @property
    def index(self) -> Index:
        """The one to keep right; without one nothing was done, and that is said."""
        if self._index is None:
            raise RuntimeError("the refresher is not connected to an index")
        return self._index

    def refresh(self, activities: Sequence[EntryActivity]) -> None:
        """Make the index right for the entries of these activities."""
        index = self.index
        numbers = sorted({one.entry for one in activities})
        public = set(
            session.scalars(
                sa.select(Entry.id).where(
                    Entry.id.in_(numbers), Entry.state == State.PUBLISHED
                )
            )
        )
        session.rollback()
        try:
            for some in batches(sorted(public)):
                index.put(self.documents(some))
            index.drop(set(numbers) - public)
        except IndexBroken:
            self.rebuild()

    def rebuild(self) -> None:
        """Build it anew from the database, as it is missing or cannot be read."""
        numbers = public_entries()
        self.index.replace_all(
            one for some in batches(numbers) for one in self.documents(some)
        )

    def mend(self) -> None:
        """Once a minute: build what is missing, damaged or of another analyser."""
        if not self.index.healthy or self.index.outdated:
            self.rebuild()

    def documents(self, numbers: Sequence[int]) -> list[Document]:
        """What every feature says of these entries."""
        return [one for source in self._sources for one in source(numbers)]


def public_entries() -> list[int]:
    """Numbers of all entries that everybody may read."""
    query = sa.select(Entry.id).where(Entry.state == State.PUBLISHED).order_by(Entry.id)
    return list(session.scalars(query))


def batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at once that memory stays small."""
    for first in range(0, len(numbers), BATCH):
        yield numbers[first : first + BATCH]


refresher = Refresher()


def mend() -> None:
    """What the worker does once a minute."""
    refresher.mend()


def refresh(activities: Sequence[EntryActivity]) -> None:
    """What the worker calls."""
    refresher.refresh(activities)


def renew(_gone: Sequence[MemberForgotten]) -> None:
    """Build the index anew: what was deleted stays in its old files until then."""
    refresher.rebuild()
