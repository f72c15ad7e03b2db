"""Sign in, sign out, reset the password."""

from urllib.parse import urlsplit

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

from forum.accounts.current import enter, leave, viewer
from forum.accounts.members.models import Member
from forum.accounts.signin import service
from forum.accounts.signin.forms import ForgotForm, ResetForm, SignInForm
from forum.core.db import start_writing
from forum.core.errors import Forbidden
from forum.core.passwords import hashed, is_outdated
from forum.web.access import open_to_all

bp = Blueprint("signin", __name__)
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@bp.route("/anmelden", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    if viewer().is_member:
        return redirect(_back())
    form = SignInForm()
    if form.validate_on_submit():
        member = service.recognise(form.email.data, form.password.data)
        if member is not None and _may_enter(member):
            _keep_better(member, form.password.data)
            start_writing()
            enter(member)
            return redirect(_back())
        form.email.errors = [_("Adresse und Passwort passen nicht zusammen")]
    status = 422 if form.is_submitted() else 200
    return render_template("signin/sign_in.html", form=form, back=_next()), status


@bp.post("/abmelden")
def sign_out() -> ResponseReturnValue:
    start_writing()
    leave()  # without a token: the cookie comes along only from our own pages
    return redirect(url_for("front.index"))


@bp.route("/passwort-vergessen", methods=["GET", "POST"])
@open_to_all
def forgot() -> ResponseReturnValue:
    form = ForgotForm()
    if form.accepted():
        service.forget(form.email.data)
        return redirect(url_for("members.sent"))
    return render_template("signin/forgot.html", form=form), (
        422 if form.is_submitted() else 200
    )


@bp.route("/passwort-vergessen/<token>", methods=["GET", "POST"])
@open_to_all
def reset(token: str) -> ResponseReturnValue:
    service.read_reset(token)
    form = ResetForm()
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        service.reset(token, password_hash)
        flash(_("Ihr neues Passwort gilt ab jetzt. Melden Sie sich damit an."), "ok")
        return redirect(url_for("signin.sign_in"))
    return render_template("signin/reset.html", form=form), (
        422 if form.is_submitted() else 200
    )


def _keep_better(member: Member, password: str) -> None:
    """Keep a password anew that was kept with weaker parameters."""
    before = member.password_hash
    if is_outdated(before):
        password_hash = hashed(password)
        start_writing()
        service.keep_better(member, before, password_hash)


def _may_enter(member: Member) -> bool:
    """Confirmed, not blocked; people of a demo only on the machine itself."""
    public = current_app.extensions["settings"].demo == "public"
    if member.demo and not public and not _is_here():
        raise Forbidden
    return member.is_active


def _is_here() -> bool:
    """On this very machine: a proxy that nobody told us about speaks for others."""
    forwarded = any(name in request.headers for name in FORWARDED)
    address = urlsplit(current_app.extensions["settings"].base_url).hostname
    ours = address in (*LOOPBACK, "localhost")
    return ours and request.remote_addr in LOOPBACK and not forwarded


def _next() -> str:
    """Where to go after signing in: a path of this site, or nothing."""
    target = request.values.get("weiter", "")
    here = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if here and target.isprintable() else ""


def _back() -> str:
    return _next() or url_for("members.account")
