"""The directory: what is chosen, what is found, what each further box would show."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from forum.accounts.organisations.models import Organisation, Standing
from forum.core.db import session
from forum.core.pages import Page, paginate
from forum.core.spelling import says
from forum.site.fields import FIELDS

PER_PAGE = 12
QUERY_MAX = 80
GROUPS = ("art", "ort", "thema")


@dataclass(frozen=True)
class Chosen:
    """What a reader has asked for; the names are those of the address."""

    q: str = ""
    art: tuple[str, ...] = ()
    ort: tuple[str, ...] = ()
    thema: tuple[str, ...] = ()

    @property
    def how_many(self) -> int:
        """How many filters are on."""
        return len(self.art) + len(self.ort) + len(self.thema)

    def without(self, name: str, value: str) -> dict[str, Any]:
        """The arguments of the same with one filter less."""
        left = [one for one in getattr(self, name) if one != value]
        return self.arguments(**{name: left or None})

    def arguments(self, **more: object) -> dict[str, Any]:
        """What an address needs to say the same."""
        groups = {name: list(getattr(self, name)) or None for name in GROUPS}
        return {"q": self.q or None, **groups, **more}


def page(chosen: Chosen, number: int) -> Page[Organisation]:
    """One page of the public ones, by name: two statements."""
    query = sa.select(Organisation).where(*_conditions(chosen))
    return paginate(query.order_by(Organisation.name_key), number, PER_PAGE)


def counts(chosen: Chosen) -> dict[str, dict[str, int]]:
    """For each facet how many each of its values would show: three statements."""
    return {
        "art": _count(chosen, "art", Organisation.kind),
        "ort": _count(chosen, "ort", Organisation.place),
        "thema": _count_fields(chosen),
    }


def _count(chosen: Chosen, name: str, column: Any) -> dict[str, int]:
    rows = session.execute(
        sa.select(column, sa.func.count())
        .where(*_conditions(chosen, but=name))
        .group_by(column)
    )
    return {str(value): count for value, count in rows}


def _count_fields(chosen: Chosen) -> dict[str, int]:
    """One organisation has several fields: each is a column of one row."""
    sums = [sa.func.count(sa.case((_in_field(code), 1))) for code in FIELDS.codes]
    row = session.execute(
        sa.select(*sums).where(*_conditions(chosen, but="thema"))
    ).one()
    return dict(zip(FIELDS.codes, row, strict=True))


def _in_field(code: str) -> sa.ColumnElement[bool]:
    """The codes are kept as a list in JSON, which both databases write alike."""
    return sa.cast(Organisation.fields, sa.Text).contains(f'"{code}"')


def _conditions(chosen: Chosen, but: str = "") -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [Organisation.state == Standing.PUBLIC]
    if chosen.art and but != "art":
        found.append(Organisation.kind.in_(chosen.art))
    if chosen.ort and but != "ort":
        found.append(Organisation.place.in_(chosen.ort))
    if chosen.thema and but != "thema":
        found.append(sa.or_(*map(_in_field, chosen.thema)))
    return found + says(chosen.q, Organisation.name, Organisation.source)
