"""The directory: what is chosen, what is found, what each further box would show."""

from typing import Any

import sqlalchemy as sa

from forum.accounts.organisations.models import Organisation, Standing
from forum.core.choosing import (
    Chosen,
    Facets,
    count_names,
    count_values,
    names_any,
)
from forum.core.pages import Page, paginate
from forum.core.spelling import says
from forum.site.fields import FIELDS

PER_PAGE = 12
QUERY_MAX = 80
FACETS: Facets = {
    "art": Organisation.kind.in_,
    "ort": Organisation.place.in_,
    "thema": names_any(Organisation.fields),
}


def page(chosen: Chosen, number: int) -> Page[Organisation]:
    """One page of the public ones, by name: two statements."""
    query = sa.select(Organisation).where(*_conditions(chosen))
    return paginate(query.order_by(Organisation.name_key), number, PER_PAGE)


def counts(chosen: Chosen) -> dict[str, dict[str, int]]:
    """For each facet how many each of its values would show: three statements."""
    return {
        "art": _count(chosen, "art", Organisation.kind),
        "ort": _count(chosen, "ort", Organisation.place),
        "thema": count_names(
            Organisation.fields, FIELDS.codes, _conditions(chosen, but="thema")
        ),
    }


def _count(chosen: Chosen, name: str, column: Any) -> dict[str, int]:
    return count_values(sa.select(column), _conditions(chosen, but=name))


def _conditions(chosen: Chosen, but: str = "") -> list[sa.ColumnElement[bool]]:
    return [
        Organisation.state == Standing.PUBLIC,
        *chosen.conditions(FACETS, but),
        *says(chosen.q, Organisation.name, Organisation.source),
    ]
