"""Who may knock: every unsafe route needs a member unless it says otherwise."""

from collections.abc import Callable
from typing import Any, TypeVar

SAFE = ("GET", "HEAD", "OPTIONS")

F = TypeVar("F", bound=Callable[..., Any])


def open_to_all(route: F) -> F:
    """Let guests send this form too."""
    route.open_to_all = True  # type: ignore[attr-defined]
    return route


def is_open(route: Callable[..., Any] | None) -> bool:
    """Whether guests may send it."""
    return bool(getattr(route, "open_to_all", False))
