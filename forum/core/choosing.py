"""What a reader of a list has chosen, and how it is found and counted.

Each facet is counted under the choices of the others, so that its numbers say what
ticking one more box would show.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from forum.core.db import session

Values = tuple[str, ...]
Facets = Mapping[str, Callable[[Values], sa.ColumnElement[bool]]]


@dataclass(frozen=True)
class Chosen:
    """Words, the values of each facet, and an order; without one it is the usual.

    The facets are called as in the address.
    """

    q: str = ""
    picked: Mapping[str, Values] = field(default_factory=dict)
    sort: str = ""

    def __getitem__(self, name: str) -> Values:
        """What is chosen of one facet."""
        return self.picked.get(name, ())

    @property
    def how_many(self) -> int:
        """How many filters are on; words and order are no filters."""
        return sum(map(len, self.picked.values()))

    def without(self, name: str, value: str) -> "Chosen":
        """The same with one filter less."""
        left = tuple(one for one in self[name] if one != value)
        return replace(self, picked={**self.picked, name: left})

    def arguments(self, **more: object) -> dict[str, Any]:
        """What an address needs to say the same."""
        values = {name: list(one) or None for name, one in self.picked.items()}
        return {"q": self.q or None, **values, "sort": self.sort or None, **more}

    def conditions(self, facets: Facets, but: str = "") -> list[sa.ColumnElement[bool]]:
        """What has to hold, leaving out one facet."""
        return [
            condition(self[name])
            for name, condition in facets.items()
            if name != but and self[name]
        ]


def names_any(column: Any) -> Callable[[Values], sa.ColumnElement[bool]]:
    """Whether a list in a column names one of some codes."""
    return lambda codes: sa.or_(*(_names(column, code) for code in codes))


def _names(column: Any, code: str) -> sa.ColumnElement[bool]:
    """Both databases write a list alike, and codes are plain letters."""
    return sa.cast(column, sa.Text).contains(f'"{code}"', autoescape=True)


def count_values(
    query: sa.Select[Any], where: Sequence[sa.ColumnElement[bool]]
) -> dict[str, int]:
    """How many rows there are of each value of the query's only column."""
    column = query.selected_columns[0]
    rows = session.execute(
        query.add_columns(sa.func.count()).where(*where).group_by(column)
    )
    return {str(value): count for value, count in rows}


def count_names(
    column: Any, codes: Sequence[str], where: Sequence[sa.ColumnElement[bool]]
) -> dict[str, int]:
    """How many rows name each code in a list: one row, since each may name several."""
    sums = [sa.func.count(sa.case((_names(column, code), 1))) for code in codes]
    row = session.execute(sa.select(*sums).where(*where)).one()
    return dict(zip(codes, row, strict=True))
