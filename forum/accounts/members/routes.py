"""Join, confirm, and one's own account."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import enter, member, viewer
from forum.accounts.members import queries, service
from forum.accounts.members.forms import ConfirmForm, JoinForm, ProfileForm
from forum.accounts.members.models import Member
from forum.accounts.members.permissions import can_be_met
from forum.core import limits
from forum.core.errors import Missing
from forum.core.passwords import hashed
from forum.site.actors import ACTORS, FORMS
from forum.site.places import PLACES
from forum.web.access import open_to_all
from forum.web.forms import Button
from forum.web.language import language
from forum.web.limits import take_turn
from forum.web.panels import shown

bp = Blueprint("members", __name__)


@bp.route("/mitglied-werden", methods=["GET", "POST"])
@open_to_all
def join() -> ResponseReturnValue:
    form = JoinForm()
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        take_turn(limits.LETTERS_FROM_ONE)
        with form.answering():
            service.join(
                service.Registration(
                    form.display_name.data,
                    form.email.data,
                    password_hash,
                    form.actor.data,
                    language(),
                )
            )
            return redirect(url_for("members.sent"))
    status = 422 if form.is_submitted() else 200
    return render_template("members/join.html", form=form), status


@bp.get("/mitglied-werden/post")
def sent() -> ResponseReturnValue:
    return render_template("members/sent.html")


@bp.route("/mitglied-werden/<token>", methods=["GET", "POST"])
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    waiting = service.read_confirmation(token)
    if waiting.confirmed_at is not None:  # an old letter is no key to the account
        return redirect(url_for("members.account"))
    form = ConfirmForm(waiting.password_hash)
    if form.accepted():
        enter(service.confirm(token, form.kept))
        return redirect(url_for("members.welcome"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "members/confirm.html", form=form, name=waiting.display_name
    ), status


@bp.route("/konto/willkommen", methods=["GET", "POST"])
def welcome() -> ResponseReturnValue:
    return _profile("members/welcome.html")


@bp.route("/konto/profil", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    return _profile("members/profile.html")


def _profile(template: str) -> ResponseReturnValue:
    me = member()
    form = ProfileForm(obj=me)
    if form.accepted():
        with form.answering():
            service.describe(me, _told(form), by=me)
            flash(_("Ihre Angaben sind gespeichert."), "ok")
            return redirect(url_for("members.account"))
    return render_template(template, form=form), 422 if form.is_submitted() else 200


def _told(form: ProfileForm) -> service.Profile:
    return service.Profile(
        display_name=form.display_name.data,
        actor=form.actor.data,
        place=form.place.data,
        fields=form.fields.data,
        forms=form.forms.data,
        about=form.about.data,
        language=form.language.data,
    )


@bp.get("/konto")
def account() -> ResponseReturnValue:
    me = member()
    return render_template(
        "members/account.html",
        form=Button(),
        me=me,
        actors=ACTORS,
        sections=shown("account.sections", member=me),
    )


@bp.get("/mitglieder/<int:number>")
def show(number: int) -> ResponseReturnValue:
    found: Member = queries.member_by_id(number)
    if not can_be_met(viewer(), found):
        raise Missing
    return render_template(
        "members/show.html",
        shown_member=found,
        actors=ACTORS,
        places=PLACES,
        forms=FORMS,
        contributions=shown("member.entries", member=found, viewer=viewer()),
    )
