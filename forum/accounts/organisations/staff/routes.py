"""All organisations, as staff look after them."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.accounts.members.rights import Right
from forum.accounts.organisations import queries, service
from forum.accounts.organisations.models import KINDS, PART_NAMES, Organisation
from forum.accounts.organisations.people import service as people
from forum.accounts.organisations.permissions import can_look_after
from forum.accounts.organisations.staff.forms import HideForm, OwnerForm
from forum.core.errors import allow
from forum.web.arguments import changed
from forum.web.forms import Button

bp = Blueprint("organisation_staff", __name__)


@bp.get("/redaktion/organisationen")
def index() -> ResponseReturnValue:
    allow(can_look_after(viewer()))
    return render_template(
        "organisations/staff.html",
        page=queries.for_staff(request.args.get("seite", 1, type=int)),
        with_page=partial(changed, "organisation_staff.index", ()),
        kinds_of=KINDS,
        button=Button(),
        may_feature=viewer().may(Right.FEATURE),
    )


def _one(number: int) -> Organisation:
    allow(can_look_after(member()))
    return queries.organisation(number, member())


@bp.post("/redaktion/organisationen/<int:number>/freigabe")
def approve(number: int) -> ResponseReturnValue:
    one = _one(number)
    Button().press()
    service.approve(one, by=member())
    flash(_("„%(name)s“ steht jetzt im Verzeichnis.", name=one.name), "ok")
    return redirect(url_for("organisation_staff.index"))


@bp.route("/redaktion/organisationen/<int:number>/ausblendung", methods=["GET", "POST"])
def hide(number: int) -> ResponseReturnValue:
    one = _one(number)
    form = HideForm()
    if form.accepted():
        service.hide(one, form.reason.data, by=member())
        flash(_("„%(name)s“ ist ausgeblendet.", name=one.name), "ok")
        return redirect(url_for("organisation_staff.index"))
    status = 422 if form.is_submitted() else 200
    return render_template("organisations/hide.html", form=form, one=one), status


@bp.route("/redaktion/organisationen/<int:number>/zustaendige", methods=["GET", "POST"])
def name_owner(number: int) -> ResponseReturnValue:
    one = _one(number)
    form = OwnerForm()
    if form.accepted():
        with form.answering():
            owner = people.name_owner(one, form.person.data, by=member())
            flash(_("%(name)s ist jetzt zuständig.", name=owner.display_name), "ok")
            return redirect(url_for("organisation_staff.index"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "organisations/name_owner.html",
        form=form,
        one=one,
        people=queries.people(one.id),
        parts=PART_NAMES,
    ), status
