"""Where the index lies: generations beside each other, and one that is current.

Whoosh keeps its own notes as pickles, so nobody else may write here: folders are 0700.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.columns import NumericColumn, RefBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Format, Positions
from whoosh.index import LockError
from whoosh.util.filelock import try_for

from forum.index.analyser import VERSION

POINTER = "CURRENT"
PATIENCE = 10  # seconds to wait for another writer
MEMORY = 64  # megabytes of words held before they are written away

_GENERATION = re.compile(r"v(\d+)-(\d{6,})")

Postings = Mapping[str, tuple[float, list[int]]]  # word: its weight, its places


class IndexBroken(Exception):
    """The index is missing or cannot be read; it has to be built anew."""


class IndexBusy(Exception):
    """Somebody else is writing; try again later."""


class Counted(FieldType):
    """A field whose words come counted and weighed; Whoosh only keeps them."""

    def __init__(self, form: Format) -> None:
        super().__init__(form, None, scorable=True)

    def index(
        self, value: Postings, **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, (weight, places) in value.items():
            yield word.encode(), len(places), weight, self.format.encode(places)


SCHEMA = Schema(
    key=ID(unique=True),
    number=COLUMN(NumericColumn("q")),
    kind=COLUMN(RefBytesColumn()),
    created=COLUMN(NumericColumn("q")),
    surface=Counted(Positions()),
    stem=Counted(Existence()),
)


class Store:
    """The folder of the index: one writer at a time, any number of readers."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self.folder = folder
        self._patience = patience

    def current(self) -> str | None:
        """The name of the generation in use, if there is one."""
        with suppress(OSError, UnicodeDecodeError):
            name = (self.folder / POINTER).read_text("ascii").strip()
            return name if _GENERATION.fullmatch(name) else None
        return None

    def open(self, name: str) -> Any:
        """A generation as Whoosh sees it. Our own schema spares reading a pickle."""
        return FileStorage(str(self.folder / name)).open_index(schema=SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Change the current generation: all of it, or nothing if something fails."""
        with self._alone():
            yield from _written(self._readable(), self._patience)

    def _readable(self) -> Any:
        """The current generation, or IndexBroken; what fails later is no damage."""
        name = self.current()
        if name is None:
            raise IndexBroken
        try:
            index = self.open(name)
            index.reader().close()
        except Exception as problem:
            raise IndexBroken from problem
        return index

    @contextmanager
    def renewing(self) -> Iterator[Any]:
        """Fill a new generation beside the current one, then let it take its place."""
        with self._alone():
            folder = self.folder / f"v{VERSION}-{self._last() + 1:06d}"
            folder.mkdir(mode=0o700)
            try:
                index = FileStorage(str(folder)).create_index(SCHEMA)
                yield from _written(index, self._patience)
                self._point_to(folder.name)
            finally:
                self._sweep()

    def _point_to(self, name: str) -> None:
        fresh = self.folder / f"{POINTER}.new"
        fresh.write_text(f"{name}\n", "ascii")
        fresh.replace(self.folder / POINTER)

    def _sweep(self) -> None:
        """Remove all but the current one; who reads another has its files open."""
        current = self.current()
        for folder in self._generations():
            if folder.name != current:
                shutil.rmtree(folder, ignore_errors=True)

    def _last(self) -> int:
        return max((number(folder.name) for folder in self._generations()), default=0)

    def _generations(self) -> list[Path]:
        return [f for f in self.folder.iterdir() if _GENERATION.fullmatch(f.name)]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the writer's lock; the system takes it back from a process that died."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        lock = FileStorage(str(self.folder)).lock("WRITING")
        if not try_for(lock.acquire, timeout=self._patience, delay=0.05):
            raise IndexBusy
        try:
            yield
        finally:
            lock.release()


def number(name: str) -> int:
    """How many generations there were up to this one."""
    return int(name.partition("-")[2])


def version(name: str) -> int:
    """The analyser a generation was made by."""
    return int(name.partition("-")[0][1:])


def _written(index: Any, patience: float) -> Iterator[Any]:
    try:
        writer = index.writer(timeout=patience, limitmb=MEMORY)
    except LockError as problem:
        raise IndexBusy from problem
    try:
        yield writer
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise
    writer.commit()
