"""Set up a second factor, get new recovery codes, turn it off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import enter, member, sure
from forum.accounts.members.models import Member
from forum.accounts.second import queries, service, totp
from forum.accounts.second.forms import SetUpForm
from forum.accounts.sessions import service as sessions
from forum.core import tokens
from forum.core.errors import Refusal
from forum.site.settings import site
from forum.web.drawing.qr import qr
from forum.web.forms import Button

bp = Blueprint("second", __name__, url_prefix="/konto/zweiter-faktor")
SECRET = "second factor"  # noqa: S105 - the purpose of a token
SECRET_SECONDS = 3600


@bp.get("")
def show() -> ResponseReturnValue:
    me = member()
    left = queries.codes_left(me)
    return render_template("second/show.html", me=me, left=left)


@bp.route("/einrichten", methods=["GET", "POST"])
@sure
def set_up() -> ResponseReturnValue:
    me = member()
    if me.second_since is not None:
        return redirect(url_for("second.show"))
    form = SetUpForm()
    secret = _secret(me, form.secret.data or "") if form.is_submitted() else ""
    if secret and form.accepted():
        with form.answering():
            codes = service.set_up(me, secret, form.code.data, by=me)
            _enter_anew(me)
            return render_template("second/codes.html", codes=codes, fresh=True)
    if form.is_submitted() and not secret:
        form.code.errors = [_("Das hat lange gedauert. Nehmen Sie diesen neuen Code")]
    secret = secret or totp.new_secret()
    form.secret.data = tokens.sign(SECRET, me.id, secret)
    address = totp.address(secret, me.email or me.display_name, site().name)
    picture = qr(address, _("QR-Code für die Authenticator-App"))
    page = render_template(
        "second/set_up.html", form=form, picture=picture, secret=secret, me=me
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/codes", methods=["GET", "POST"])
@sure
def codes() -> ResponseReturnValue:
    me = member()
    form = Button()
    if form.accepted():
        fresh = service.renew_codes(me, by=me)
        return render_template("second/codes.html", codes=fresh, fresh=False)
    page = render_template("second/renew.html", form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/aus", methods=["GET", "POST"])
@sure
def end() -> ResponseReturnValue:
    me = member()
    form = Button()
    if form.accepted():
        service.end(me, by=me)
        _enter_anew(me)
        flash(
            _("Der zweite Faktor ist aus. Wir fragen nicht mehr nach dem Code."), "ok"
        )
        return redirect(url_for("second.show"))
    page = render_template("second/end.html", form=form, me=me)
    return page, 422 if form.is_submitted() else 200


def _secret(me: Member, token: str) -> str:
    """The secret this very member was shown, not long ago; else it is shown anew."""
    try:
        number, secret = tokens.read(SECRET, token, SECRET_SECONDS)
    except Refusal:
        return ""
    return secret if number == str(me.id) else ""


def _enter_anew(me: Member) -> None:
    """Rights have changed: no older cookie has them."""
    sessions.end_all(me)
    enter(me)
