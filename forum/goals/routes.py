"""The goals, one goal, and what editors do with them."""

import csv
import io

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.core.clock import now
from forum.core.errors import allow
from forum.core.versions import Conflict
from forum.goals import queries, service
from forum.goals.forms import GoalForm, ReadingForm
from forum.goals.models import Goal
from forum.goals.permissions import can_write_goals
from forum.goals.progress import STATUSES, planned, progress
from forum.web.drawing.charts import Column
from forum.web.forms import typed
from forum.web.language import number as format_number
from forum.web.panels import shown

bp = Blueprint("goals", __name__)
FORMULA = ("=", "+", "-", "@")


@bp.get("/ziele")
def index() -> ResponseReturnValue:
    today = now()
    rows = [(goal, progress(goal, today)) for goal in queries.goals()]
    counts = {
        status: sum(1 for _goal, one in rows if one.status == status)
        for status in STATUSES
    }
    return render_template(
        "goals/index.html",
        rows=rows,
        counts=counts,
        linked=queries.how_many_linked(),
        entries_linked=queries.entries_linked(),
        may_write=can_write_goals(viewer()),
    )


@bp.get("/ziele/<int:number>-<slug>")
def show(number: int, slug: str) -> ResponseReturnValue:
    goal = queries.goal(number, viewer())
    if slug != goal.slug:
        return redirect(url_for("goals.show", number=number, slug=goal.slug), 301)
    page = request.args.get("seite", 1, type=int)
    return render_template(
        "goals/show.html",
        goal=goal,
        progress=progress(goal, now()),
        plan={one.year: planned(goal, one.year) for one in goal.readings},
        columns=_columns(goal),
        chart_words=_words(goal),
        projects=shown("goal.projects", goal=goal, viewer=viewer()),
        may_write=can_write_goals(viewer()),
        talk=shown("entry.talk", entry=goal, page=page),
    )


def _columns(goal: Goal) -> list[Column]:
    """The chart grows from zero: what lies below stands in the table alone."""
    if min([goal.target, *(one.value for one in goal.readings)]) < 0:
        return []
    return [(one.year, one.value, one.provisional) for one in goal.readings]


def _words(goal: Goal) -> str:
    """What the chart shows, for whoever does not see it."""
    if not goal.readings:
        return ""
    first, last = goal.readings[0], goal.readings[-1]
    return str(
        _(
            "Säulendiagramm: %(first)s im Jahr %(first_year)s, %(last)s im Jahr "
            "%(last_year)s. Ziel für %(target_year)s: %(target)s %(unit)s.",
            first=format_number(first.value),
            first_year=first.year,
            last=format_number(last.value),
            last_year=last.year,
            target=format_number(goal.target),
            target_year=goal.target_year,
            unit=goal.unit,
        )
    )


@bp.get("/ziele/<int:number>-<slug>/daten.csv")
def download(number: int, slug: str) -> ResponseReturnValue:
    goal = queries.goal(number, viewer())
    lines = io.StringIO()
    table = csv.writer(lines, delimiter=";")
    unit = _safe(goal.unit)
    table.writerow([_("Jahr"), unit, _("Soll"), _("vorläufig"), _("Quelle")])
    for one in goal.readings:
        plan = typed(planned(goal, one.year))
        mark = _("ja") if one.provisional else ""
        table.writerow([one.year, typed(one.value), plan, mark, _safe(one.source)])
    answer = Response("\ufeff" + lines.getvalue(), mimetype="text/csv")
    name = f"ziel-{goal.id}-{goal.slug}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _safe(text: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


@bp.route("/ziele/neu", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    allow(can_write_goals(viewer()))
    form = GoalForm()
    if form.accepted():
        with form.answering():
            goal = service.set_up(
                _plan(form), len(queries.titles()), member(), form.source.html
            )
            flash(_("Das Ziel ist angelegt."), "ok")
            return redirect(url_for("goals.show", number=goal.id, slug=goal.slug))
    return _editor(form, None), 422 if form.is_submitted() else 200


@bp.route("/ziele/<int:number>/bearbeiten", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    allow(can_write_goals(viewer()))
    goal = queries.goal(number, viewer())
    form = GoalForm(data=_shown(goal))
    if form.accepted():
        plan, seen = _plan(form, goal), str(form.version.data)
        with form.answering():
            try:
                service.change(goal, plan, member(), form.source.html, seen)
            except Conflict:
                form.version.data = goal.version
                return _editor(form, goal, theirs=goal), 409
            flash(_("Das Ziel ist gespeichert."), "ok")
            return redirect(url_for("goals.show", number=goal.id, slug=goal.slug))
    return _editor(form, goal), 422 if form.is_submitted() else 200


def _editor(form: GoalForm, goal: Goal | None, theirs: Goal | None = None) -> str:
    """The form, and what another editor saved meanwhile."""
    return render_template("goals/form.html", form=form, goal=goal, theirs=theirs)


@bp.route("/ziele/<int:number>/stand", methods=["GET", "POST"])
def read(number: int) -> ResponseReturnValue:
    allow(can_write_goals(viewer()))
    goal = queries.goal(number, viewer())
    form = ReadingForm()
    if form.accepted():
        service.take_reading(
            goal,
            form.year.year or 0,
            form.value.value,
            member(),
            source=form.source.data,
            provisional=form.provisional.data,
        )
        flash(_("Der Stand ist eingetragen."), "ok")
        return redirect(url_for("goals.show", number=goal.id, slug=goal.slug))
    status = 422 if form.is_submitted() else 200
    return render_template("goals/reading.html", form=form, goal=goal), status


def _plan(form: GoalForm, goal: Goal | None = None) -> service.Plan:
    return service.Plan(
        title=form.title.data,
        summary=form.summary.data,
        source=form.source.data,
        measure=form.measure.data,
        unit=form.unit.data,
        target=form.target.value,
        target_year=form.target_year.year or 0,
        baseline=form.baseline.value,
        baseline_year=form.baseline_year.year,
        field=form.field.data,
        sdgs=goal.sdgs if goal else [],
        sources=goal.sources if goal else [],
    )


def _shown(goal: Goal) -> dict[str, object]:
    """What the form begins with; numbers as people write them."""
    return {
        "title": goal.title,
        "summary": goal.summary,
        "measure": goal.measure,
        "unit": goal.unit,
        "field": goal.field,
        "source": goal.source,
        "baseline": typed(goal.baseline),
        "baseline_year": str(goal.baseline_year or ""),
        "target": typed(goal.target),
        "target_year": str(goal.target_year),
        "version": goal.version,
    }
