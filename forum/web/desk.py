"""The menu of the staff: rooms, and in each the pages that somebody may open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from forum.core.words import N_
from forum.web.manifest import DeskPage, Room

TITLES = {
    Room.INBOX: N_("Eingang"),
    Room.CONTENT: N_("Inhalte"),
    Room.PEOPLE: N_("Menschen"),
    Room.HOUSE: N_("Verwaltung"),
}

_pages: list[DeskPage] = []


@dataclass(frozen=True)
class OpenRoom:
    """A room with the pages in it that somebody may open."""

    title: str
    pages: Sequence[DeskPage]

    @property
    def is_here(self) -> bool:
        """Whether this very page stands in it."""
        return any(is_here(page) for page in self.pages)


def connect(pages: Iterable[DeskPage]) -> None:
    """Show these pages, and only these."""
    _pages[:] = sorted(pages, key=lambda page: page.order)


def rooms(viewer: Any) -> list[OpenRoom]:
    """The rooms in which there is something for this reader, in their order."""
    allowed = [page for page in _pages if page.may(viewer)]
    found = [
        OpenRoom(title, [page for page in allowed if page.room is room])
        for room, title in TITLES.items()
    ]
    return [one for one in found if one.pages]


def is_here(page: DeskPage) -> bool:
    """Whether this very page is it, or stands below it."""
    return request.blueprint == page.blueprint
