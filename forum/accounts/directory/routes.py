"""The directory of members, and the membership in numbers."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import viewer
from forum.accounts.directory import queries
from forum.accounts.directory.queries import Membership
from forum.accounts.directory.sheet import written
from forum.accounts.members.queries import how_many
from forum.site.actors import ACTORS, FORMS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.facets import Groups, chosen, titles, unknown, ways

bp = Blueprint("directory", __name__)
UNSAID = ""  # of members who do not say where they are


@bp.get("/mitglieder")
def index() -> ResponseReturnValue:
    groups = _groups()
    choice = chosen(groups, queries.QUERY_MAX)
    number = request.args.get("seite", 1, type=int)
    body = render_template(
        "directory/index.html",
        page=queries.page(choice, number, viewer()),
        chosen=choice,
        unknown=unknown(groups),
        groups=groups,
        counts=queries.counts(choice, viewer()),
        total=how_many(),
        **ways("directory.index", choice, groups),
    )
    return body, {"X-Robots-Tag": "noindex"}


@bp.get("/mitglieder/uebersicht")
def overview() -> ResponseReturnValue:
    found = queries.membership()
    return render_template(
        "directory/overview.html",
        found=found,
        places=_places(),
        actors=_actors(),
        most=max((found.of_place(place) for place in _places()), default=0),
        most_actor=max((found.of_actor(actor) for actor in _actors()), default=0),
    )


@bp.get("/mitglieder/uebersicht.csv")
def sheet() -> ResponseReturnValue:
    answer = Response(written(_rows(queries.membership())), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="mitglieder.csv"'
    return answer


def _rows(found: Membership) -> list[list[object]]:
    """The table of the page, with its sums."""
    places, actors = _places(), _actors()
    head: list[object] = [_("Stadt oder Gemeinde"), *actors.values(), _("Zusammen")]
    rows = [
        [
            title,
            *(found.cells.get((place, actor), 0) for actor in actors),
            found.of_place(place),
        ]
        for place, title in places.items()
    ]
    sums = [_("Zusammen"), *(found.of_actor(actor) for actor in actors), found.total]
    return [head, *rows, sums]


def _places() -> dict[str, str]:
    return {**titles(PLACES), UNSAID: _("Keine Angabe")}


def _actors() -> dict[str, str]:
    return titles(ACTORS)


def _groups() -> Groups:
    """The facets in their order."""
    return {
        "wer": (_("Wer?"), _actors()),
        "ort": (_("Ort"), titles(PLACES)),
        "thema": (_("Interessiert sich für"), titles(FIELDS)),
        "form": (_("Beteiligt sich so"), titles(FORMS)),
    }
