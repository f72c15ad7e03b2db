"""Sign in, sign out, reset the password, prove once more who one is."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import enter, leave, member, viewer
from forum.accounts.current import sign_in as this_sign_in
from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.accounts.second.service import demo_code
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import service
from forum.accounts.signin.forms import (
    AddressForm,
    CodeForm,
    ProofForm,
    ResetForm,
    SignInForm,
)
from forum.accounts.signin.tries import Tries, of_codes
from forum.core import limits
from forum.core.db import start_writing
from forum.core.errors import Forbidden, Refusal, TooOften
from forum.core.passwords import hashed, is_outdated, matches
from forum.web.access import open_to_all
from forum.web.addresses import wanted
from forum.web.devices import on_this_machine
from forum.web.forms import Button, Form
from forum.web.language import told
from forum.web.limits import sender, take_turn

bp = Blueprint("signin", __name__)
HALF = "half"  # in the cookie: the password was right, the code is still to come


@bp.route("/anmelden", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    if viewer().is_member:
        return redirect(_back())
    form = SignInForm()
    if not form.validate_on_submit():
        return _page("sign_in", form)
    tries = Tries(email_key(form.email.data), sender())
    try:
        tries.take()
    except TooOften as often:
        return _later("sign_in", form, "email", often)
    found = service.recognise(form.email.data, form.password.data)
    if found is None or not _may_enter(found):
        form.email.errors = [_why_not(found)]
        return _page("sign_in", form)
    checked = found.password_hash
    better = hashed(form.password.data) if is_outdated(checked) else ""
    start_writing()
    service.let_in(found, checked, better)
    tries.succeeded()
    return _let_in(found)


def _why_not(found: Member | None) -> str:
    """Only who has the right password learns how it stands with the account."""
    if found is not None and found.blocked_at is not None:
        return str(
            _("Ihr Konto ist gesperrt. Schreiben Sie uns, wenn Sie Fragen haben")
        )
    if found is not None and found.confirmed_at is not None:
        return str(_("Ihre Anmeldung wartet auf die Redaktion. Wir schreiben Ihnen"))
    return str(_("Adresse und Passwort passen nicht zusammen"))


@bp.route("/anmelden/code", methods=["GET", "POST"])
@open_to_all
def code() -> ResponseReturnValue:
    """The second step: without the first there is none."""
    if viewer().is_member:
        return redirect(_back())
    try:
        found = service.read_half(cookie.get(HALF, ""))
    except Refusal:
        cookie.pop(HALF, None)
        return redirect(url_for("signin.sign_in", weiter=wanted() or None))
    form = CodeForm()
    shown = {"hint": demo_code() if found.demo and on_this_machine() else ""}
    if not form.validate_on_submit():
        return _page("code", form, **shown)
    tries = of_codes(str(found.id), sender())
    try:
        failed = tries.take()
    except TooOften as often:
        return _later("code", form, "code", often, **shown)
    start_writing()
    found = service.use_half(cookie.get(HALF, ""))
    if _may_enter(found) and service.is_right_code(found, form.code.data):
        tries.succeeded()
        enter(found)
        return redirect(_back())
    service.warn_of_codes(found, failed)
    form.code.errors = [
        _("Dieser Code passt nicht oder ist schon benutzt. Nehmen Sie den nächsten")
    ]
    return _page("code", form, **shown)


@bp.post("/abmelden")
def sign_out() -> ResponseReturnValue:
    start_writing()
    leave()  # without a token: the cookie comes along only from our own pages
    return redirect(url_for("front.index"))


@bp.route("/anmelden/link", methods=["GET", "POST"])
@open_to_all
def link() -> ResponseReturnValue:
    return _by_letter("link", service.want_link)


@bp.route("/anmelden/link/<token>", methods=["GET", "POST"])
@open_to_all
def use_link(token: str) -> ResponseReturnValue:
    """Programs that look into letters open links: only the button lets in."""
    found = service.read_link(token)
    form = Button()
    if form.validate_on_submit() and _may_enter(found) and form.accepted():
        return _let_in(service.use_link(token))
    return _page("use_link", form, name=found.display_name)


@bp.route("/passwort-vergessen", methods=["GET", "POST"])
@open_to_all
def forgot() -> ResponseReturnValue:
    return _by_letter("forgot", service.forget)


@bp.route("/passwort-vergessen/<token>", methods=["GET", "POST"])
@open_to_all
def reset(token: str) -> ResponseReturnValue:
    found = service.read_reset(token)
    form = ResetForm()
    form.password.own = (found.display_name, found.email or "")
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        service.reset(token, password_hash)
        flash(_("Ihr neues Passwort gilt ab jetzt. Melden Sie sich damit an."), "ok")
        return redirect(url_for("signin.sign_in"))
    return _page("reset", form)


@bp.route("/konto/bestaetigen", methods=["GET", "POST"])
def prove() -> ResponseReturnValue:
    """Before what cannot be undone: once more the password, or a code."""
    me = member()
    by_code = not me.password_hash and me.second_since is not None
    form = CodeForm() if by_code else ProofForm()
    field = "code" if by_code else "password"
    if not form.validate_on_submit():
        return _page("prove", form, field_name=field)
    who = str(me.id) if by_code else me.email_key or me.name_key
    tries = of_codes(who, sender()) if by_code else Tries(who, sender())
    try:
        tries.take()
    except TooOften as often:
        return _later("prove", form, field, often, field_name=field)
    right = not by_code and matches(me.password_hash, form[field].data or "")
    start_writing()
    if right or (by_code and service.is_right_code(me, form[field].data)):
        tries.succeeded()
        sessions.make_sure(this_sign_in())
        return redirect(_back())
    form[field].errors = [_("Das passt nicht. Versuchen Sie es noch einmal")]
    return _page("prove", form, field_name=field)


def _by_letter(name: str, ask: Callable[[str], None]) -> ResponseReturnValue:
    """Known or not, whoever asks is told the same."""
    form = AddressForm()
    if form.accepted():
        take_turn(limits.LETTERS_FROM_ONE)
        ask(form.email.data)
        return redirect(url_for("members.sent"))
    return _page(name, form)


def _page(_name: str, form: Form, **values: object) -> ResponseReturnValue:
    page = render_template(f"signin/{_name}.html", form=form, back=wanted(), **values)
    return page, 422 if form.is_submitted() else 200


def _later(
    _name: str, form: Form, wrong: str, often: TooOften, **values: object
) -> ResponseReturnValue:
    """The same page with what was typed, and how long to wait."""
    form[wrong].errors = [told(often)]
    page = render_template(f"signin/{_name}.html", form=form, back=wanted(), **values)
    return page, 429, {"Retry-After": str(often.seconds)}


def _let_in(found: Member) -> ResponseReturnValue:
    """In the open write: whoever has a second factor still owes the code."""
    if found.second_since is not None:
        cookie.clear()
        cookie[HALF] = service.half(found)
        return redirect(url_for("signin.code", weiter=wanted() or None))
    enter(found)
    if found.is_staff:
        return redirect(url_for("second.set_up"))
    return redirect(_back())


def _may_enter(found: Member) -> bool:
    """Confirmed, not blocked; people of a demo only on the machine itself."""
    public = current_app.extensions["settings"].demo == "public"
    if found.demo and not public and not on_this_machine():
        raise Forbidden
    return found.is_active


def _back() -> str:
    return wanted() or url_for("members.account")
