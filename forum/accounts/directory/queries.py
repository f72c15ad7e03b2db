"""The directory and its facets; and the membership in numbers, without a name.

However many members there are, each page takes the same number of statements.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.permissions import belongs, open_to
from forum.accounts.members.queries import name_key
from forum.core.choosing import (
    Chosen,
    Facets,
    count_names,
    count_values,
    names_any,
)
from forum.core.db import session
from forum.core.pages import Page, paginate
from forum.site.actors import FORMS
from forum.site.fields import FIELDS

PER_PAGE = 24
QUERY_MAX = 60


FACETS: Facets = {
    "wer": Member.actor.in_,
    "ort": Member.place.in_,
    "thema": names_any(Member.fields),
    "form": names_any(Member.forms),
}


def page(chosen: Chosen, number: int, viewer: Viewer) -> Page[Member]:
    """One page of the members whose profile is open to this viewer, by name."""
    query = sa.select(Member).where(open_to(viewer), *_conditions(chosen))
    return paginate(query.order_by(Member.name_key, Member.id), number, PER_PAGE)


def counts(chosen: Chosen, viewer: Viewer) -> dict[str, dict[str, int]]:
    """For each facet how many members each of its values would show."""

    def where(but: str) -> list[sa.ColumnElement[bool]]:
        return [open_to(viewer), *_conditions(chosen, but)]

    return {
        "wer": count_values(sa.select(Member.actor), where("wer")),
        "ort": count_values(sa.select(Member.place), where("ort")),
        "thema": count_names(Member.fields, FIELDS.codes, where("thema")),
        "form": count_names(Member.forms, FORMS.codes, where("form")),
    }


def _conditions(chosen: Chosen, but: str = "") -> list[sa.ColumnElement[bool]]:
    words = name_key(chosen.q).split()
    named = [Member.name_key.contains(word, autoescape=True) for word in words]
    return chosen.conditions(FACETS, but) + named


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
