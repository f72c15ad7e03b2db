"""The list of highlights, and the form for a new one."""

from datetime import date, datetime, time, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.core.clock import BERLIN, now
from forum.core.errors import Invalid, Missing, allow
from forum.core.words import N_
from forum.editorial.highlights import queries, service
from forum.editorial.highlights.forms import PLACES, HighlightForm
from forum.editorial.highlights.models import Place
from forum.editorial.highlights.permissions import can_feature
from forum.entries.models import Entry
from forum.entries.queries import entry
from forum.web.forms import Button

bp = Blueprint("highlights", __name__)
USUAL = timedelta(days=6)  # first and last day make a week


@bp.route("/redaktion/hervorhebungen", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    allow(can_feature(viewer()))
    form = HighlightForm(data=_proposed())
    if form.accepted():
        with form.answering():
            made = service.feature(
                _entry(form.entry.value),
                Place(form.place.data),
                _begin(form.starts_on.value),
                _begin(form.ends_on.value + timedelta(days=1)),
                by=member(),
            )
            title = queries.highlight(made.id).entry.title
            flash(_("„%(title)s“ ist hervorgehoben.", title=title), "ok")
            return redirect(url_for("highlights.index"))
    return _page(form), 422 if form.is_submitted() else 200


@bp.post("/redaktion/hervorhebungen/<int:number>/ende")
def end(number: int) -> ResponseReturnValue:
    allow(can_feature(viewer()))
    highlight = queries.highlight(number)
    Button().accept()
    service.end(highlight, by=member())
    flash(_("Die Hervorhebung ist beendet."), "ok")
    return redirect(url_for("highlights.index"))


def _page(form: HighlightForm) -> str:
    return render_template(
        "highlights/index.html",
        form=form,
        upcoming=queries.upcoming(),
        past=queries.past(),
        places=PLACES,
        moment_now=now(),
        button=Button(),
    )


def _proposed() -> dict[str, str]:
    """What the form says before anybody has touched it."""
    today = now().astimezone(BERLIN).date()
    return {
        "entry": request.args.get("beitrag", "", type=_digits),
        "place": Place.START,
        "starts_on": today.isoformat(),
        "ends_on": (today + USUAL).isoformat(),
    }


def _digits(text: str) -> str:
    return text if text.isdecimal() and len(text) <= 10 else ""


def _entry(number: int) -> Entry:
    try:
        return entry(Entry, number, viewer())
    except Missing as problem:
        raise Invalid("entry", N_("Dieses Projekt gibt es nicht")) from problem


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)
