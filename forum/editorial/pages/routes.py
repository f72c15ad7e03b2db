"""Service pages, the barrier report, and the choice of how the site looks."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.editorial.pages import queries, service
from forum.editorial.pages.forms import BarrierForm, ViewForm
from forum.site.settings import site
from forum.web.access import open_to_all
from forum.web.language import language

bp = Blueprint("pages", __name__)
A_YEAR = 365 * 24 * 3600
WITH_FORM = "barriere-melden"


@bp.get(
    "/<any(impressum,datenschutz,barrierefreiheit,'leichte-sprache',gebaerdensprache,spielregeln,nutzungsbedingungen,hilfe,'so-rechnen-wir'):slug>"
)
def show(slug: str) -> ResponseReturnValue:
    return render_template("pages/show.html", page=queries.text(slug, language()))


@bp.route("/barriere-melden", methods=["GET", "POST"])
@open_to_all
def report_barrier() -> ResponseReturnValue:
    form = BarrierForm()
    if form.accepted():
        contact = site().contact
        service.report_barrier(
            form.where.data, form.what.data, form.email.data, contact, language()
        )
        flash(_("Danke. Wir antworten innerhalb von zwei Wochen."), "ok")
        return redirect(url_for("pages.report_barrier"))
    page = queries.text(WITH_FORM, language())
    status = 422 if form.is_submitted() else 200
    return render_template("pages/barrier.html", page=page, form=form), status


@bp.route("/ansicht", methods=["GET", "POST"])
@open_to_all
def view() -> ResponseReturnValue:
    form = ViewForm(theme=request.cookies.get("ansicht", "auto"))
    if form.validate_on_submit():
        answer = redirect(url_for("pages.view"))
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(
            "ansicht", form.theme.data, A_YEAR, secure=secure, samesite="Lax"
        )
        flash(_("So sieht die Seite ab jetzt auf diesem Gerät aus."), "ok")
        return answer
    return render_template("pages/view.html", form=form), (
        422 if form.is_submitted() else 200
    )
