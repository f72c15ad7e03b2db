"""The directory of members, and the membership in numbers."""

from dataclasses import replace

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import viewer
from forum.accounts.directory import queries
from forum.accounts.directory.queries import GROUPS, QUERY_MAX, Chosen, Membership
from forum.accounts.directory.sheet import written
from forum.accounts.members.queries import how_many
from forum.core.text import clean_line
from forum.site.actors import ACTORS, FORMS
from forum.site.fields import FIELDS
from forum.site.places import PLACES

bp = Blueprint("directory", __name__)
UNKNOWN_MAX = 3  # wrong filters that are named
UNKNOWN_LENGTH = 30
UNSAID = ""  # of members who do not say where they are


@bp.get("/mitglieder")
def index() -> ResponseReturnValue:
    groups = _groups()
    chosen, unknown = _chosen(groups)
    number = request.args.get("seite", 1, type=int)

    def with_arguments(**changed: object) -> str:
        return url_for("directory.index", **chosen.arguments(**changed))

    body = render_template(
        "directory/index.html",
        page=queries.page(chosen, number, viewer()),
        chosen=chosen,
        unknown=unknown,
        groups=groups,
        counts=queries.counts(chosen, viewer()),
        chips=_chips(chosen, groups),
        with_arguments=with_arguments,
        total=how_many(),
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
    titles = {one.code: _(one.title) for one in PLACES}
    return {**titles, UNSAID: _("Keine Angabe")}


def _actors() -> dict[str, str]:
    return {one.code: _(one.title) for one in ACTORS}


def _groups() -> dict[str, tuple[str, dict[str, str]]]:
    """The facets in their order: title, and what each value is called."""
    return {
        "wer": (_("Wer?"), _actors()),
        "ort": (_("Ort"), {one.code: _(one.title) for one in PLACES}),
        "thema": (
            _("Interessiert sich für"),
            {one.code: _(one.title) for one in FIELDS},
        ),
        "form": (_("Beteiligt sich so"), {one.code: _(one.title) for one in FORMS}),
    }


def _chosen(groups: dict[str, tuple[str, dict[str, str]]]) -> tuple[Chosen, list[str]]:
    """What the address asks for, and what in it nobody knows."""
    picked: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for name, (_title, known) in groups.items():
        sent = dict.fromkeys(value for value in request.args.getlist(name) if value)
        picked[name] = tuple(value for value in sent if value in known)
        unknown += [value for value in sent if value not in known]
    chosen = Chosen(q=clean_line(request.args.get("q", ""))[:QUERY_MAX])
    named = [clean_line(value)[:UNKNOWN_LENGTH] for value in unknown[:UNKNOWN_MAX]]
    return replace(chosen, **picked), named  # type: ignore[arg-type]


def _chips(
    chosen: Chosen, groups: dict[str, tuple[str, dict[str, str]]]
) -> list[tuple[str, str]]:
    """What is chosen, each with the address of the list without it."""
    return [
        (
            groups[name][1][value],
            url_for("directory.index", **chosen.without(name, value).arguments()),
        )
        for name in GROUPS
        for value in getattr(chosen, name)
    ]
