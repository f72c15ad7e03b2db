"""A fresh index, and documents to put into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forum.index.documents import Document
from forum.index.engine import Index

BLANK = Document(
    id=0, kind="thread", title="", created=datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
)


class Shelf:
    """An index that documents are put into one by one, by what is said of them."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def put(self, id: int, **said: object) -> None:
        self.index.put([replace(BLANK, id=id, **said)])

    def find(self, query: str, **options: object) -> tuple[int, ...]:
        return self.index.search(query, **options).ids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    index = Index(folder, patience=0.2)
    index.replace_all([])
    yield index
    index.close()


@pytest.fixture
def shelf(index: Index) -> Shelf:
    return Shelf(index)
