"""The first page, health and robots."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from forum.core.clock import now
from forum.core.db import db
from forum.core.schema import is_current
from forum.front import queries
from forum.goals.progress import progress
from forum.goals.queries import goals
from forum.projects.queries import results_of
from forum.site.places import MUNICIPALITIES
from forum.web.drawing.charts import Tile

bp = Blueprint("front", __name__)
GOALS_SHOWN = 3


@bp.get("/")
def index() -> ResponseReturnValue:
    lead, newest = queries.lead_and_newest()
    today = now()
    shown = [(goal, progress(goal, today)) for goal in goals()]
    shown = [pair for pair in shown if pair[1].reached is not None][:GOALS_SHOWN]
    results = results_of([lead.id] if lead else [])
    by_place = queries.by_place()
    return render_template(
        "front/index.html",
        tally=queries.tally(),
        lead=lead,
        lead_results=results.get(lead.id, ()) if lead else (),
        newest=newest,
        goals=shown,
        places=MUNICIPALITIES,
        by_place=by_place,
        tiles=tiles(by_place),
    )


def tiles(by_place: dict[str, int]) -> tuple[Tile, ...]:
    """One tile for each municipality, linked to its projects."""
    return tuple(
        _tile(place.code, place.title, by_place.get(place.code, 0))
        for place in MUNICIPALITIES
    )


def _tile(code: str, title: str, count: int) -> Tile:
    words = ngettext("%(num)s Projekt", "%(num)s Projekte", count)
    url = url_for("projects.index", ort=code)
    return Tile(code, title, count, url, f"{title}: {words}")


@bp.get("/gesundheit")
def health() -> Response:
    """Whether the database answers and its tables are right; tells nothing else."""
    well = is_current(db.engine)
    return Response(
        "ok\n" if well else "tables\n", 200 if well else 503, mimetype="text/plain"
    )


@bp.get("/robots.txt")
def robots() -> Response:
    lines = [
        "User-agent: *",
        "Disallow: /redaktion",
        "Disallow: /konto",
        "Disallow: /suche",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
