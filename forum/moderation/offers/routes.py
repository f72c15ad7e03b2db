"""Offer to the archive, fetch the package, note the answer, delete."""

from functools import partial

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from forum.accounts.current import member, sure, viewer
from forum.core.clock import BERLIN, now
from forum.core.errors import allow
from forum.moderation.offers import queries, service
from forum.moderation.offers.forms import ANSWERS, AnswerForm, ClearingForm, PeriodForm
from forum.moderation.offers.models import Answer
from forum.moderation.offers.package import pack
from forum.moderation.offers.permissions import can_offer, may_go
from forum.web.arguments import changed
from forum.web.forms import Button

bp = Blueprint("offers", __name__)
NOT_KEPT = "private, no-store"


@bp.route("/redaktion/archiv", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    allow(can_offer(viewer()))
    year = now().astimezone(BERLIN).year - 1
    form = PeriodForm(data={"first_year": str(year), "last_year": str(year)})
    if form.accepted():
        with form.answering():
            first, last = form.first_year.year or 0, form.last_year.year or 0
            made = service.offer_period(first, last, by=member())
            return _made(made.id)
    return _page(form, _clearing()), 422 if form.is_submitted() else 200


@bp.post("/redaktion/archiv/loeschliste")
def superfluous() -> ResponseReturnValue:
    allow(can_offer(viewer()))
    form = ClearingForm()
    if form.accepted():
        with form.answering():
            made = service.offer_superfluous(int(form.months.value), by=member())
            return _made(made.id)
    year = str(now().astimezone(BERLIN).year - 1)
    period = PeriodForm(formdata=None, data={"first_year": year, "last_year": year})
    return _page(period, form), 422


def _made(number: int) -> ResponseReturnValue:
    flash(
        _("Das Angebot %(number)s ist fertig. Laden Sie es herunter.", number=number),
        "ok",
    )
    return redirect(url_for("offers.show", number=number))


@bp.route("/redaktion/archiv/<int:number>", methods=["GET", "POST"])
def show(number: int) -> ResponseReturnValue:
    allow(can_offer(viewer()))
    found = queries.offer(number, viewer())
    form = AnswerForm(data={"answer": found.answer})
    if form.accepted():
        service.note_answer(found, Answer(form.answer.data), by=member())
        flash(_("Die Antwort ist notiert."), "ok")
        return redirect(url_for("offers.show", number=number))
    entries, comments = queries.numbers_of(found)
    return render_template(
        "offers/show.html",
        form=form,
        button=Button(formdata=None),
        offer=found,
        entries=entries,
        comments=comments,
        answers=ANSWERS,
        may_go=may_go(found, now()),
    ), 422 if form.is_submitted() else 200


@bp.get("/redaktion/archiv/<int:number>/paket.zip")
@sure
def package(number: int) -> Response:
    allow(can_offer(viewer()))
    found = queries.offer(number, viewer())
    file = pack(found, current_app.extensions["media"])
    named = f"angebot-{found.id}.zip"
    answer = send_file(file, "application/zip", as_attachment=True, download_name=named)
    answer.headers["Cache-Control"] = NOT_KEPT
    return answer


@bp.post("/redaktion/archiv/<int:number>/loeschen")
@sure
def clear(number: int) -> ResponseReturnValue:
    allow(can_offer(viewer()))
    found = queries.offer(number, viewer())
    Button().accept()
    count = service.clear(found, by=member())
    flash(
        ngettext(
            "%(num)s Unterlage ist gelöscht.",
            "%(num)s Unterlagen sind gelöscht.",
            count,
        ),
        "ok",
    )
    return redirect(url_for("offers.show", number=number))


def _clearing() -> ClearingForm:
    return ClearingForm(formdata=None, data={"months": "24"})


def _page(period: PeriodForm, clearing: ClearingForm) -> str:
    return render_template(
        "offers/index.html",
        form=clearing if clearing.errors else period,
        period=period,
        clearing=clearing,
        page=queries.offers(request.args.get("seite", 1, type=int)),
        answers=ANSWERS,
        with_page=partial(changed, "offers.index", ()),
    )
