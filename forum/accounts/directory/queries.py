"""The directory and its facets; and the membership in numbers, without a name.

Each facet is counted under the choices of the others. However many members there are,
each page takes the same number of statements.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.permissions import belongs, open_to
from forum.accounts.members.queries import name_key
from forum.core.db import session
from forum.core.lists import Options
from forum.core.pages import Page, paginate
from forum.site.actors import FORMS
from forum.site.fields import FIELDS

PER_PAGE = 24
QUERY_MAX = 60


@dataclass(frozen=True)
class Chosen:
    """What a reader has asked for; the names are those of the address."""

    q: str = ""
    wer: tuple[str, ...] = ()
    ort: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()
    form: tuple[str, ...] = ()

    @property
    def how_many(self) -> int:
        """How many filters are on; words are no filter."""
        return sum(len(getattr(self, name)) for name in GROUPS)

    def without(self, name: str, value: str) -> "Chosen":
        """The same with one filter less."""
        left = tuple(one for one in getattr(self, name) if one != value)
        return replace(self, **{name: left})  # type: ignore[arg-type] # not q

    def arguments(self, **more: object) -> dict[str, Any]:
        """What an address needs to say the same."""
        values = {name: list(getattr(self, name)) or None for name in GROUPS}
        return {"q": self.q or None, **values, **more}


def has(column: Any, code: str) -> sa.ColumnElement[bool]:
    """Whether a list in a column names this code; codes are plain letters."""
    text = sa.cast(column, sa.String)
    return text.contains(f'"{code}"', autoescape=True)


def _any(column: Any) -> Callable[[tuple[str, ...]], sa.ColumnElement[bool]]:
    return lambda values: sa.or_(*(has(column, value) for value in values))


GROUPS: dict[str, Callable[[tuple[str, ...]], sa.ColumnElement[bool]]] = {
    "wer": Member.actor.in_,
    "ort": Member.place.in_,
    "thema": _any(Member.fields),
    "form": _any(Member.forms),
}


def page(chosen: Chosen, number: int, viewer: Viewer) -> Page[Member]:
    """One page of the members whose profile is open to this viewer, by name."""
    query = sa.select(Member).where(open_to(viewer), *_conditions(chosen))
    return paginate(query.order_by(Member.name_key, Member.id), number, PER_PAGE)


def counts(chosen: Chosen, viewer: Viewer) -> dict[str, dict[str, int]]:
    """For each facet how many members each of its values would show."""
    return {
        "wer": _count(chosen, "wer", Member.actor, viewer),
        "ort": _count(chosen, "ort", Member.place, viewer),
        "thema": _count_lists(chosen, "thema", Member.fields, FIELDS, viewer),
        "form": _count_lists(chosen, "form", Member.forms, FORMS, viewer),
    }


def _conditions(chosen: Chosen, but: str = "") -> list[sa.ColumnElement[bool]]:
    found = [
        condition(getattr(chosen, name))
        for name, condition in GROUPS.items()
        if name != but and getattr(chosen, name)
    ]
    words = name_key(chosen.q).split()
    return found + [Member.name_key.contains(word, autoescape=True) for word in words]


def _count(chosen: Chosen, name: str, column: Any, viewer: Viewer) -> dict[str, int]:
    rows = session.execute(
        sa.select(column, sa.func.count())
        .where(open_to(viewer), *_conditions(chosen, but=name))
        .group_by(column)
    )
    return {str(value): count for value, count in rows}


def _count_lists(
    chosen: Chosen, name: str, column: Any, options: Options, viewer: Viewer
) -> dict[str, int]:
    """One row with a sum for each code, since a member may name several."""
    sums = [
        sa.func.sum(sa.case((has(column, code), 1), else_=0)) for code in options.codes
    ]
    where = [open_to(viewer), *_conditions(chosen, but=name)]
    row = session.execute(sa.select(*sums).where(*where)).one()
    return {
        code: int(count or 0) for code, count in zip(options.codes, row, strict=True)
    }


@dataclass(frozen=True)
class Membership:
    """How many members of which kind come from where, and who is counted apart."""

    cells: dict[tuple[str, str], int]  # (place, actor)
    youths: int
    imported: int

    @property
    def total(self) -> int:
        """All members."""
        return sum(self.cells.values())

    def of_place(self, place: str) -> int:
        """Everybody from one municipality."""
        return sum(count for (one, _actor), count in self.cells.items() if one == place)

    def of_actor(self, actor: str) -> int:
        """Everybody of one kind."""
        return sum(count for (_place, one), count in self.cells.items() if one == actor)


def membership() -> Membership:
    """Two statements; nobody can be recognised by more than being counted."""
    rows = session.execute(
        sa.select(Member.place, Member.actor, sa.func.count())
        .where(belongs())
        .group_by(Member.place, Member.actor)
    )
    young = sa.and_(Member.youth, Member.blocked_at.is_(None))
    imported = sa.and_(Member.email.is_(None), Member.youth.is_(False))
    youths, authors = session.execute(
        sa.select(
            sa.func.sum(sa.case((young, 1), else_=0)),
            sa.func.sum(sa.case((imported, 1), else_=0)),
        )
    ).one()
    cells = {(place, actor): count for place, actor, count in rows}
    return Membership(cells, int(youths or 0), int(authors or 0))
