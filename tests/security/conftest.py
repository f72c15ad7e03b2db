"""The alliance of these tests: made once, woken for each test."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.security.alliance import Alliance
from tests.security.canaries import CanaryPen

SIZES = pytest.StashKey[list[str]]()
_made: dict[str, tuple[Alliance, CanaryPen]] = {}


@pytest.fixture
def canaries(app: Flask) -> CanaryPen:
    """Which word stands where."""
    return _made_once(app)[1]


@pytest.fixture
def alliance(app: Flask) -> Iterator[Alliance]:
    """Somebody in every role, something in every state, full of canaries."""
    with _made_once(app)[0] as alliance:
        yield alliance


def _made_once(app: Flask) -> tuple[Alliance, CanaryPen]:
    if "canaries" not in _made:
        pen = CanaryPen()
        _made["canaries"] = Alliance(app, pen), pen
    return _made["canaries"]


@pytest.fixture
def say_size(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Say at the end how much was looked at."""
    return pytestconfig.stash.setdefault(SIZES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """What was looked at, below the dots."""
    for line in config.stash.get(SIZES, []):
        terminalreporter.write_line(line)
