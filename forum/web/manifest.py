"""What a feature may give to the application."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint

from forum.core.activities import Listener


@dataclass(frozen=True)
class MenuEntry:
    """One word of the main menu: where it stands, its title, its route."""

    order: int
    title: str
    endpoint: str


@dataclass(frozen=True)
class Panel:
    """Something an upper feature shows on a page of a lower one.

    `show(**values) -> Markup`, called with what the page gives; one fixed number of
    queries each.
    """

    slot: str
    show: Callable[..., Any]


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its class, the route that shows one, its name."""

    model: type[Any]
    endpoint: str
    title: str


@dataclass(frozen=True)
class Feature:
    """One feature, as create_app connects it."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    listeners: Sequence[Listener] = ()
    menu: Sequence[MenuEntry] = ()
    panels: Sequence[Panel] = ()
    kinds: Sequence[Kind] = ()
    documents: Callable[[Sequence[int]], Sequence[Any]] | None = None
    demo: Callable[[], None] | None = None
    checks: Sequence[Callable[[], Sequence[str]]] = ()
    routines: Sequence[Callable[[], None]] = ()  # what the worker does every minute
