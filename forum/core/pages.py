"""One page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from forum.core.db import session

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A slice of a query: its things, which page it is, how many there are in all."""

    items: Sequence[T]
    number: int
    per_page: int
    total: int

    @property
    def last(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.per_page))

    def of(self, items: Sequence[U]) -> "Page[U]":
        """The same slice with other things in it."""
        return replace(self, items=items)  # type: ignore[arg-type, return-value]


def paginate(
    query: sa.Select[Any], number: int, per_page: int, total: int | None = None
) -> Page[Any]:
    """Two statements: how many there are, and the page; beyond the end is the last."""
    if total is None:
        total = session.scalar(
            sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
        )
    last = max(1, -(-(total or 0) // per_page))
    number = min(max(1, number), last)
    window = query.limit(per_page).offset((number - 1) * per_page)
    return Page(session.scalars(window).unique().all(), number, per_page, total or 0)
