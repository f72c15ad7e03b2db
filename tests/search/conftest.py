"""An index that says what the database says, after what happened was worked off."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.core.activities import run_jobs
from forum.index.engine import Index
from forum.search.refresh import refresher


@pytest.fixture
def index(app: Flask) -> Iterator[Index]:
    index: Index = app.extensions["index"]
    refresher.rebuild()
    yield index
    index.close()


@pytest.fixture
def settle(index: Index) -> Callable[[], None]:
    """Do what follows from what the test did."""

    def work() -> None:
        while run_jobs():
            pass

    return work
