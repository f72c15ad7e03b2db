"""The staff's page of members, and joining with an invitation."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.accounts.joining import queries, service
from forum.accounts.joining.forms import DecisionForm, InvitationForm, InvitedForm
from forum.accounts.joining.permissions import can_admit, can_see_people
from forum.accounts.members.queries import staff, unconfirmed
from forum.accounts.members.rights import ROLES
from forum.accounts.members.service import Registration
from forum.core.errors import allow
from forum.core.passwords import hashed
from forum.site.actors import ACTORS
from forum.site.settings import site
from forum.web.access import open_to_all
from forum.web.forms import Button
from forum.web.language import language

bp = Blueprint("joining", __name__)


@bp.get("/redaktion/mitglieder")
def people() -> ResponseReturnValue:
    allow(can_see_people(viewer()))
    return _people(InvitationForm(data={"language": language()}))


@bp.post("/redaktion/mitglieder/einladung")
def invite() -> ResponseReturnValue:
    allow(can_admit(viewer()))
    form = InvitationForm()
    if form.accepted():
        with form.answering():
            email = form.email.data
            service.invite(email, form.language.data, by=member())
            flash(_("Die Einladung an %(email)s ist unterwegs.", email=email), "ok")
            return redirect(url_for("joining.people"))
    return _people(form), 422


@bp.post("/redaktion/mitglieder/einladung/<int:number>/zuruecknehmen")
def withdraw(number: int) -> ResponseReturnValue:
    allow(can_admit(viewer()))
    Button().press()
    service.withdraw(number, by=member())
    flash(_("Die Einladung gilt nicht mehr."), "ok")
    return redirect(url_for("joining.people"))


@bp.post("/redaktion/mitglieder/<int:number>/bestaetigung")
def confirm(number: int) -> ResponseReturnValue:
    allow(can_admit(viewer()))
    Button().press()
    name = service.confirm(number, by=member()).display_name
    flash(_("%(name)s ist bestätigt und kann sich anmelden.", name=name), "ok")
    return redirect(url_for("joining.people"))


@bp.route("/redaktion/mitglieder/<int:number>", methods=["GET", "POST"])
def decide(number: int) -> ResponseReturnValue:
    allow(can_admit(viewer()))
    form = DecisionForm()
    if form.accepted():
        with form.answering():
            _decide(number, form)
            return redirect(url_for("joining.people"))
    someone = queries.waiting_member(number)
    return render_template(
        "joining/decide.html", form=form, someone=someone, actors=ACTORS
    ), 422 if form.is_submitted() else 200


def _decide(number: int, form: DecisionForm) -> None:
    if form.act.data == "approve":
        name = service.approve(number, form.message.data, by=member()).display_name
        flash(_("%(name)s ist jetzt Mitglied.", name=name), "ok")
    else:
        name = service.decline(number, form.message.data, by=member())
        flash(_("Die Anmeldung von %(name)s ist abgelehnt und gelöscht.", name=name))


@bp.route("/mitglied-werden/einladung/<token>", methods=["GET", "POST"])
@open_to_all
def invited(token: str) -> ResponseReturnValue:
    address = service.read_invitation(token).email
    form = InvitedForm()
    form.password.own = (address,)
    password_hash = hashed(form.password.data) if form.validate_on_submit() else ""
    if password_hash and form.accepted():
        with form.answering():
            service.join(
                token,
                Registration(
                    form.display_name.data,
                    address,
                    password_hash,
                    form.actor.data,
                    language(),
                ),
            )
            return redirect(url_for("members.sent"))
    return render_template(
        "joining/invited.html", form=form, address=address
    ), 422 if form.is_submitted() else 200


def _people(form: InvitationForm) -> str:
    admits = can_admit(viewer())
    return render_template(
        "joining/people.html",
        form=form,
        button=Button(),
        joining=site().joining,
        admits=admits,
        waiting=queries.waiting() if admits else (),
        unconfirmed=unconfirmed() if admits else (),
        invitations=queries.invitations() if admits else (),
        until=queries.KEPT,
        staff=staff(),
        roles=ROLES,
        actors=ACTORS,
    )
