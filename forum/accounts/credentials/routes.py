"""One's own sign-ins, password and address."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.credentials import service
from forum.accounts.credentials.forms import NewAddressForm, PasswordForm
from forum.accounts.current import enter, member, sign_in, sure, viewer
from forum.accounts.members.permissions import can_change
from forum.accounts.sessions import service as sessions
from forum.core import limits
from forum.core.errors import allow
from forum.core.passwords import hashed
from forum.web.access import open_to_all
from forum.web.forms import Button
from forum.web.limits import take_turn

bp = Blueprint("credentials", __name__)


@bp.get("/konto/anmeldungen")
def sign_ins() -> ResponseReturnValue:
    me = member()
    return render_template(
        "signin/sign_ins.html",
        form=Button(),
        rows=sessions.of_member(me),
        this=sign_in().id,
        me=me,
    )


@bp.post("/konto/anmeldungen/<int:number>/beenden")
def end(number: int) -> ResponseReturnValue:
    me, this = member(), sign_in().id
    Button().accept()
    service.end_sign_in(me, number, by=me)
    if number == this:
        return redirect(url_for("signin.sign_in"))
    flash(_("Das Gerät ist abgemeldet."), "ok")
    return redirect(url_for("credentials.sign_ins"))


@bp.post("/konto/anmeldungen/andere-beenden")
def end_others() -> ResponseReturnValue:
    me, this = member(), sign_in().id
    Button().accept()
    service.end_other_sign_ins(me, this, by=me)
    flash(_("Alle anderen Geräte sind abgemeldet."), "ok")
    return redirect(url_for("credentials.sign_ins"))


@bp.route("/konto/passwort", methods=["GET", "POST"])
@sure
def password() -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    form = PasswordForm()
    form.password.own = (me.display_name, me.email or "")
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        service.change_password(me, password_hash, by=me)
        enter(me)
        flash(_("Ihr neues Passwort gilt. Andere Geräte sind abgemeldet."), "ok")
        return redirect(url_for("members.account"))
    status = 422 if form.is_submitted() else 200
    return render_template("signin/password.html", form=form), status


@bp.route("/konto/adresse", methods=["GET", "POST"])
@sure
def address() -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    form = NewAddressForm()
    if form.accepted():
        take_turn(limits.LETTERS_FROM_ONE)
        service.want_address(me, form.email.data, by=me)
        return redirect(url_for("credentials.address_sent"))
    status = 422 if form.is_submitted() else 200
    return render_template("signin/address.html", form=form, me=me), status


@bp.get("/konto/adresse/unterwegs")
def address_sent() -> ResponseReturnValue:
    return render_template("signin/address_sent.html", me=member())


@bp.route("/adresse-bestaetigen/<token>", methods=["GET", "POST"])
@open_to_all
def confirm_address(token: str) -> ResponseReturnValue:
    key, found = service.read_address(token)
    form = Button()
    mine = viewer().id == found.id
    if form.accepted():
        me = service.confirm_address(token)
        flash(_("Ihre neue Adresse gilt ab jetzt."), "ok")
        if not mine:
            return redirect(url_for("signin.sign_in"))
        sessions.end_all(me)
        enter(me)
        return redirect(url_for("members.account"))
    values = {"form": form, "address": key.address}
    status = 422 if form.is_submitted() else 200
    return render_template("signin/confirm_address.html", **values), status


@bp.route("/adresse-zurueck/<token>", methods=["GET", "POST"])
@open_to_all
def undo_address(token: str) -> ResponseReturnValue:
    key, _found = service.read_undo(token)
    form = Button()
    if form.accepted():
        reset = service.undo(token)
        flash(_("Ihre alte Adresse gilt wieder. Wählen Sie ein neues Passwort."), "ok")
        return redirect(url_for("signin.reset", token=reset))
    values = {"form": form, "address": key.address}
    status = 422 if form.is_submitted() else 200
    return render_template("signin/undo_address.html", **values), status
