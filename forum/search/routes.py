"""The search page."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.current import viewer
from forum.core.text import clean_line
from forum.search import queries
from forum.search.queries import QUERY_MAX, SORTS, Filters
from forum.site.fields import FIELDS
from forum.site.places import PLACES

bp = Blueprint("search", __name__)
SHORTEST = 2
TABS = ("project", "thread", "goal")


@bp.get("/suche")
def index() -> ResponseReturnValue:
    query = clean_line(request.args.get("q", ""))[:QUERY_MAX]
    filters = Filters(
        kind=_known("art", TABS),
        field=_known("thema", FIELDS.codes),
        place=_known("ort", PLACES.codes),
        sort=_known("sort", SORTS) or SORTS[0],
    )
    found = None
    if len(query) >= SHORTEST:
        number = request.args.get("seite", 1, type=int)
        found = queries.search(query, viewer(), filters, number)
    return render_template(
        "search/index.html",
        query=query,
        filters=filters,
        found=found,
        fields=FIELDS,
        places=PLACES,
        tabs=TABS,
        with_arguments=_with,
    )


def _known(name: str, words: tuple[str, ...]) -> str:
    value = request.args.get(name, "")
    return value if value in words else ""


def _with(**changed: object) -> str:
    """The address of this search with something changed."""
    values: dict[str, Any] = {**request.args.to_dict(), "seite": None, **changed}
    return url_for("search.index", **{k: v for k, v in values.items() if v})
