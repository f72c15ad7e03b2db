"""The search page."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.current import viewer
from forum.core.text import clean_line
from forum.search import queries
from forum.search.queries import QUERY_MAX, SORTS, Filters
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.arguments import changed, known

bp = Blueprint("search", __name__)
SHORTEST = 2
TABS = ("project", "thread", "goal")
NAMES = ("q", "art", "thema", "ort", "sort")


@bp.get("/suche")
def index() -> ResponseReturnValue:
    query = clean_line(request.args.get("q", ""))[:QUERY_MAX]
    filters = Filters(
        kind=known("art", TABS),
        field=known("thema", FIELDS.codes),
        place=known("ort", PLACES.codes),
        sort=known("sort", SORTS) or SORTS[0],
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
        with_arguments=partial(changed, "search.index", NAMES),
    )
