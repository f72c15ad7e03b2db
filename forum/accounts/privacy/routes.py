"""Take one's data along, leave, and what staff see of the rules."""

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import forget, member, sure, viewer
from forum.accounts.members.queries import is_last_administrator
from forum.accounts.privacy import copying, queries, service
from forum.accounts.privacy.forms import LeaveForm, Rest
from forum.accounts.privacy.permissions import can_read_rules
from forum.accounts.privacy.registry import registry
from forum.core.clock import BERLIN, now
from forum.core.errors import Missing, allow
from forum.web.forms import Button

bp = Blueprint("privacy", __name__)
NOT_KEPT = "private, no-store"


@bp.route("/konto/daten", methods=["GET", "POST"])
@sure
def copy() -> ResponseReturnValue:
    me = member()
    form = Button()
    if form.accepted():
        service.ask_for_copy(me, by=me)
        flash(
            _("Ihre Kopie entsteht. Wir schreiben Ihnen, sobald sie bereitliegt."), "ok"
        )
        return redirect(url_for("privacy.copy"))
    status = 422 if form.is_submitted() else 200
    found = queries.copy_of(me)
    return render_template("privacy/copy.html", form=form, copy=found), status


@bp.get("/konto/daten/kopie.zip")
@sure
def download() -> Response:
    found = queries.copy_of(member())
    if found is None or found.ready_at is None:
        raise Missing
    path = copying.path_of(found)
    if not path.is_file():
        raise Missing
    named = f"klimaforum-{now().astimezone(BERLIN):%Y-%m-%d}.zip"
    answer = send_file(path, "application/zip", as_attachment=True, download_name=named)
    answer.headers["Cache-Control"] = NOT_KEPT
    return answer


@bp.route("/konto/loeschen", methods=["GET", "POST"])
@sure
def goodbye() -> ResponseReturnValue:
    me = member()
    form = LeaveForm()
    if form.accepted():
        service.leave(me, form.rest.data == Rest.GOES, by=me)
        forget()
        return redirect(url_for("privacy.gone"))
    status = 422 if form.is_submitted() else 200
    last = is_last_administrator(me)
    return render_template("privacy/leave.html", form=form, last=last), status


@bp.get("/konto-geloescht")
def gone() -> ResponseReturnValue:
    return render_template("privacy/gone.html")


@bp.get("/redaktion/aufbewahrung")
def rules() -> ResponseReturnValue:
    allow(can_read_rules(viewer()))
    return render_template(
        "privacy/rules.html",
        rules=registry.rules,
        reports=queries.last_reports(),
        away=queries.away_for_people(),
    )
