"""What a feature may give to the application."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask import Blueprint

from forum.core.activities import Listener


@dataclass(frozen=True)
class MenuEntry:
    """One word of the main menu: where it stands, its title, its route."""

    order: int
    title: str
    endpoint: str


class Room(StrEnum):
    """Where a page of the staff stands in their menu."""

    INBOX = "inbox"  # what waits for somebody
    CONTENT = "content"
    PEOPLE = "people"
    HOUSE = "house"


@dataclass(frozen=True)
class DeskPage:
    """One page of the staff: where it stands, its title, its route, and for whom."""

    room: Room
    order: int
    title: str
    endpoint: str
    may: Callable[[Any], bool]  # asked with who looks at the page

    @property
    def blueprint(self) -> str:
        """The pages below it have routes of the same blueprint."""
        return self.endpoint.partition(".")[0]


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
class Kept:
    """What one table knows of members: for the copy that everybody may ask for.

    `of` says which rows of the model's own table are a member's. Every column is in
    the copy but those named in `without`, each with the reason. The columns named in
    `pictures` hold marks of pictures; these go along as files.
    """

    title: str
    model: type[Any]
    of: Callable[[int], Any]
    without: Mapping[str, str] = field(default_factory=dict)
    pictures: Sequence[str] = ()


@dataclass(frozen=True)
class Rule:
    """How long something is kept, why, and what sees to it.

    What, how long and why are words of the catalogue; the page about privacy is made
    of them. `does` is called by the worker every minute, is cheap if nothing is due,
    and returns how many things went.
    """

    what: str
    how_long: str
    why: str
    does: Callable[[], int | None]

    @property
    def name(self) -> str:
        """How the reports refer to it."""
        return f"{self.does.__module__}.{self.does.__qualname__}"


@dataclass(frozen=True)
class Feature:
    """One feature, as create_app connects it."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    listeners: Sequence[Listener] = ()
    menu: Sequence[MenuEntry] = ()
    desk: Sequence[DeskPage] = ()
    panels: Sequence[Panel] = ()
    kinds: Sequence[Kind] = ()
    documents: Callable[[Sequence[int]], Sequence[Any]] | None = None
    demo: Callable[[], None] | None = None
    checks: Sequence[Callable[[], Sequence[str]]] = ()
    routines: Sequence[Callable[[], int | None]] = ()  # of the worker, every minute
    kept: Sequence[Kept] = ()
    withdraw: Callable[[Any], None] | None = None  # a member's texts go: before forget
    forget: Callable[[Any], None] | None = None  # a member goes: called with the member
    rules: Sequence[Rule] = ()
