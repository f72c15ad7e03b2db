"""The index as everybody else sees it: put, drop, search, build anew."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import nsmallest
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TypeVar

from forum.index.analyser import VERSION
from forum.index.documents import Document
from forum.index.matching import match
from forum.index.query import Words, understand
from forum.index.reading import Reading
from forum.index.store import PATIENCE, Store, version
from forum.index.weighing import row

log = logging.getLogger(__name__)

MOST_HITS = 500  # nobody leafs further
PAUSE = 5.0  # seconds before a damaged index is tried again; trying takes a second
STRIDE = 100  # documents between two words about progress

Progress = Callable[[int], None]
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Results:
    """The ids that fit, best first. The database has the last word on each.

    `total` counts what fits, also beyond the limit; `kinds` the same for every kind,
    whichever was asked for. Neither knows who may see it. `loosened`: nothing had all
    the words, so half of them were enough. Not `healthy`: nobody has looked.
    """

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    loosened: bool = False
    healthy: bool = True


class Index:
    """One index in its folder. Any thread may read; only one process should write."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self._store = Store(folder, patience)
        self._reading: Reading | None = None
        self._turn = RLock()
        self._resting_until = 0.0

    # Reading: never raises, for whatever is asked and however broken the index is.

    def search(
        self, query: str, *, kinds: Collection[str] = (), limit: int = MOST_HITS
    ) -> Results:
        """Find what fits; of these kinds only, if any are given."""
        words = understand(query)
        broken = Results(words=words, healthy=False)
        return self._ask(lambda reading: _found(reading, words, kinds, limit), broken)

    @property
    def healthy(self) -> bool:
        """Whether searches are answered; if not, look into the database instead."""
        return self._ask(lambda _reading: True, False)

    @property
    def outdated(self) -> bool:
        """Whether another analyser made this index: it works, but build it anew."""
        name = self._store.current()
        return name is not None and version(name) != VERSION

    def doc_ids(self) -> frozenset[int]:
        """All that the index holds, to be compared with the database."""
        return self._ask(
            lambda reading: frozenset(map(reading.id, reading.documents())),
            frozenset(),
        )

    def close(self) -> None:
        """Let go of the files."""
        with self._turn:
            before, self._reading = self._reading, None
            _close(before)

    # Writing: for the worker and the commands.

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents, or replace those with the same id, in one commit.

        Raises IndexBroken if there is no index yet or it cannot be read: build it anew;
        IndexBusy if somebody else keeps writing: try again later.
        """
        rows = {document.id: row(document) for document in documents}
        if not rows:
            return
        with self._store.writing() as writer:
            for each in rows.values():
                writer.update_document(**each)

    def drop(self, ids: Iterable[int]) -> None:
        """Take documents out; those it does not have are no matter. Raises like put."""
        gone = set(ids)
        if not gone:
            return
        with self._store.writing() as writer:
            for id in gone:
                writer.delete_by_term("key", str(id))

    def replace_all(
        self, documents: Iterable[Document], progress: Progress | None = None
    ) -> int:
        """Build a new index beside the old one and let it take its place.

        The old one answers until then. Returns how many documents there are now.
        """
        count = 0
        with self._store.renewing() as writer:
            for count, document in enumerate(documents, 1):
                writer.add_document(**row(document))
                if progress and count % STRIDE == 0:
                    progress(count)
        self._resting_until = 0.0
        if progress:
            progress(count)
        return count

    def _ask(self, question: Callable[[Reading], _Answer], broken: _Answer) -> _Answer:
        """Answer from a fresh reading; if that fails, from a new one; or say broken.

        A file may vanish while it is opened, and a damaged one may fail in any way.
        """
        with self._turn:
            if monotonic() < self._resting_until:
                return broken
            try:
                return self._answer(question)
            except Exception:
                self.close()
            try:
                return self._answer(question)
            except FileNotFoundError:
                log.warning("There is no index in %s", self._store.folder.name)
            except Exception:
                log.exception("The index cannot be read")
                self._resting_until = monotonic() + PAUSE
            self.close()
            return broken

    def _answer(self, question: Callable[[Reading], _Answer]) -> _Answer:
        if self._reading is None or not self._reading.is_fresh(self._store):
            before, self._reading = self._reading, Reading(self._store, self._reading)
            _close(before)
        return question(self._reading)


def _found(
    reading: Reading, words: Words, kinds: Collection[str], limit: int
) -> Results:
    scores, loosened = match(words, reading)
    wanted = [doc for doc in scores if not kinds or reading.kind(doc) in kinds]
    best = nsmallest(limit, wanted, lambda doc: (-scores[doc], -reading.created(doc)))
    return Results(
        ids=tuple(map(reading.id, best)),
        scores=tuple(round(scores[doc], 3) for doc in best),
        total=len(wanted),
        kinds=Counter(map(reading.kind, scores)),
        words=words,
        loosened=loosened,
    )


def _close(reading: Reading | None) -> None:
    if reading:
        with suppress(Exception):  # a damaged one may refuse even this
            reading.close()
