"""The accounts of young members, as the adult sees them who answers for them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, sure
from forum.accounts.members.queries import member_by_id
from forum.accounts.youths import queries, service
from forum.accounts.youths.forms import OfferForm, PasswordForm, RenameForm, YouthForm
from forum.accounts.youths.permissions import can_guide
from forum.core.errors import allow
from forum.core.passwords import hashed
from forum.web.forms import Button, Form

bp = Blueprint("youths", __name__)


@bp.route("/konto/jugend", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    me = member()
    rows, offers = queries.mine(me), queries.offered(me)
    allow(can_guide(me) or bool(rows))
    form = YouthForm()
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        with form.answering():
            youth = service.make(form.display_name.data, password_hash, by=me)
            name = youth.display_name
            flash(_("Das Konto „%(name)s“ ist angelegt.", name=name), "ok")
            return redirect(url_for("youths.index"))
    if form.is_submitted():
        rows, offers = queries.mine(me), queries.offered(me)
    return render_template(
        "youths/index.html",
        form=form,
        button=Button(),
        rows=rows,
        offers=offers,
        guides=can_guide(me),
    ), 422 if form.is_submitted() else 200


@bp.get("/konto/jugend/<int:number>")
def show(number: int) -> ResponseReturnValue:
    return _page(number), 200


@bp.post("/konto/jugend/<int:number>/name")
def rename(number: int) -> ResponseReturnValue:
    held, youth = queries.held(number, member())
    form = RenameForm()
    if form.accepted():
        with form.answering():
            service.rename(held, youth, form.display_name.data, by=member())
            flash(_("Der Name ist geändert."), "ok")
            return redirect(url_for("youths.show", number=number))
    return _page(number, named=form), 422


@bp.post("/konto/jugend/<int:number>/passwort")
def set_password(number: int) -> ResponseReturnValue:
    held, youth = queries.held(number, member())
    form = PasswordForm()
    form.password.own = (youth.display_name,)
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        service.set_password(held, youth, password_hash, by=member())
        flash(_("Das neue Passwort gilt ab jetzt."), "ok")
        return redirect(url_for("youths.show", number=number))
    return _page(number, password=form), 422


@bp.post("/konto/jugend/<int:number>/uebergeben")
def offer(number: int) -> ResponseReturnValue:
    held, _youth = queries.held(number, member())
    form = OfferForm()
    if form.accepted():
        with form.answering():
            name = service.offer(held, form.name.data, by=member()).display_name
            flash(_("Wir haben %(name)s gefragt.", name=name), "ok")
            return redirect(url_for("youths.show", number=number))
    return _page(number, offered=form), 422


@bp.post("/konto/jugend/<int:number>/behalten")
def keep(number: int) -> ResponseReturnValue:
    me = member()
    held = queries.held_or_offered(number, me)
    Button().press()
    service.keep(held, by=me)
    flash(_("Alles bleibt, wie es ist."), "ok")
    return redirect(url_for("youths.index"))


@bp.post("/konto/jugend/<int:number>/uebernehmen")
def take_over(number: int) -> ResponseReturnValue:
    held, youth = queries.offer(number, member())
    Button().press()
    service.take_over(held, by=member())
    name = youth.display_name
    flash(_("Sie sind jetzt für „%(name)s“ verantwortlich.", name=name), "ok")
    return redirect(url_for("youths.show", number=number))


@bp.route("/konto/jugend/<int:number>/beenden", methods=["GET", "POST"])
@sure
def end(number: int) -> ResponseReturnValue:
    held, youth = queries.held(number, member())
    form = Button()
    if form.accepted():
        service.end(held, youth, by=member())
        flash(_("Das Konto ist beendet."), "ok")
        return redirect(url_for("youths.index"))
    return render_template("youths/end.html", form=form, youth=youth), (
        422 if form.is_submitted() else 200
    )


def _page(number: int, **sent: Form) -> str:
    """One youth with its forms; the one that was sent keeps what was typed."""
    found, youth = queries.held(number, member())
    forms: dict[str, Any] = {
        "named": sent.get("named") or RenameForm(formdata=None, obj=youth),
        "password": sent.get("password") or PasswordForm(formdata=None),
        "offered": sent.get("offered") or OfferForm(formdata=None),
    }
    wrong = next(iter(sent.values()), forms["named"])
    return render_template(
        "youths/show.html",
        youth=youth,
        held=found,
        asked=member_by_id(found.offered_to_id) if found.offered_to_id else None,
        wrong=wrong,
        button=Button(formdata=None),
        **forms,
    )
