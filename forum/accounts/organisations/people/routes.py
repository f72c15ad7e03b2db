"""The people of an organisation: who they are, who is asked, who answers for it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, sure, viewer
from forum.accounts.members.models import Member
from forum.accounts.organisations import queries
from forum.accounts.organisations.models import (
    PART_NAMES,
    Organisation,
    OrganisationInvitation,
    Part,
)
from forum.accounts.organisations.people import service
from forum.accounts.organisations.people.forms import (
    HandOverForm,
    InviteForm,
    MeForm,
    PartForm,
)
from forum.accounts.organisations.permissions import (
    belongs,
    can_accept,
    can_change_person,
    can_invite,
    can_lead,
    can_take_out,
)
from forum.core.errors import Refusal, allow
from forum.web.addresses import here
from forum.web.forms import Button

bp = Blueprint("organisation_people", __name__)


def _one(number: int) -> Organisation:
    """An organisation the member belongs to."""
    one = queries.organisation(number, member())
    allow(belongs(member(), one.id))
    return one


def _people_of(one: Organisation) -> str:
    return url_for("organisation_people.index", number=one.id)


@bp.route("/partner/<int:number>/menschen", methods=["GET", "POST"])
def index(number: int) -> ResponseReturnValue:
    one = _one(number)
    leads, invites = can_lead(member(), one), can_invite(member(), one)
    form = InviteForm()
    if form.is_submitted():
        allow(invites)
    if form.accepted():
        service.invite(one, form.email.data, Part(form.part.data), member())
        flash(_("Die Einladung ist unterwegs."), "ok")
        return redirect(_people_of(one))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "organisations/people.html",
        one=one,
        form=form,
        button=Button(),
        people=queries.people(one.id),
        invitations=queries.invitations(one.id) if leads else [],
        parts=PART_NAMES,
        may_lead=leads,
        may_invite=invites,
    ), status


@bp.post("/partner/<int:number>/einladungen/<int:invited>/erneut")
def send_again(number: int, invited: int) -> ResponseReturnValue:
    one = _inviting(number, invited)
    Button().press()
    service.send_again(invited, one, by=member())
    flash(_("Die Einladung ist noch einmal unterwegs."), "ok")
    return redirect(_people_of(one))


@bp.post("/partner/<int:number>/einladungen/<int:invited>/ende")
def withdraw(number: int, invited: int) -> ResponseReturnValue:
    one = _inviting(number, invited)
    Button().press()
    service.withdraw(invited, one, by=member())
    flash(_("Die Einladung ist zurückgezogen."), "ok")
    return redirect(_people_of(one))


def _inviting(number: int, invited: int) -> Organisation:
    """The member's organisation, if it is the one that sent this invitation."""
    one = _one(number)
    allow(can_lead(member(), one))
    queries.invitation(one, invited)
    return one


@bp.route("/partner/einladung/<token>", methods=["GET", "POST"])
def invited(token: str) -> ResponseReturnValue:
    """The link of the letter: for guests too, who are led to sign in or to join."""
    invitation = queries.invitation_by_token(token)
    if invitation is None:
        raise Refusal(service.GONE)
    return _invitation(invitation, here())


@bp.route("/partner/einladungen/<int:number>", methods=["GET", "POST"])
def invited_here(number: int) -> ResponseReturnValue:
    """From the account: the address is one's own, so the letter is not needed."""
    return _invitation(queries.invitation_for(member(), number), here())


def _invitation(invitation: OrganisationInvitation, page: str) -> ResponseReturnValue:
    one, guest = invitation.organisation, viewer()
    service.check(invitation, one)
    mine = isinstance(guest, Member) and can_accept(guest, invitation)
    form = Button() if mine else None
    if form is not None and form.accepted():
        service.accept(invitation.id, by=member())
        flash(_("Willkommen! Sie gehören jetzt zu „%(name)s“.", name=one.name), "ok")
        return redirect(url_for("organisations.show", number=one.id, slug=one.slug))
    status = 422 if form is not None and form.is_submitted() else 200
    return render_template(
        "organisations/invited.html",
        one=one,
        invitation=invitation,
        form=form,
        page=page,
        parts=PART_NAMES,
    ), status


@bp.route("/partner/<int:number>/menschen/<int:person>", methods=["GET", "POST"])
def change(number: int, person: int) -> ResponseReturnValue:
    one = _one(number)
    someone = queries.person(one, person)
    if can_change_person(member(), someone):
        return _change_myself(one, person)
    allow(can_lead(member(), one))
    form = PartForm(part=str(someone.part))
    if form.accepted():
        someone = queries.person(one, person)
        service.set_part(one, someone, Part(form.part.data), by=member())
        flash(_("Das ist gespeichert."), "ok")
        return redirect(_people_of(one))
    return _person("organisations/part.html", form, one, person)


def _change_myself(one: Organisation, person: int) -> ResponseReturnValue:
    form = MeForm(obj=queries.person(one, person))
    if form.accepted():
        mine = queries.person(one, person)
        service.show(mine, form.title.data or "", form.shown.data, by=member())
        flash(_("Das ist gespeichert."), "ok")
        return redirect(_people_of(one))
    return _person("organisations/me.html", form, one, person)


@bp.route("/partner/<int:number>/menschen/<int:person>/ende", methods=["GET", "POST"])
def take_out(number: int, person: int) -> ResponseReturnValue:
    one = _one(number)
    allow(can_take_out(member(), queries.person(one, person)))
    form = Button()
    if form.accepted():
        someone = queries.person(one, person)
        left = can_change_person(member(), someone)
        service.take_out(one, someone, by=member())
        if left:
            flash(_("Sie gehören nicht mehr zu „%(name)s“.", name=one.name), "ok")
            return redirect(url_for("members.account"))
        flash(_("Die Person gehört nicht mehr dazu."), "ok")
        return redirect(_people_of(one))
    return _person("organisations/take_out.html", form, one, person)


def _person(
    template: str, form: Button | MeForm | PartForm, one: Organisation, person: int
) -> ResponseReturnValue:
    someone = queries.person(one, person)
    status = 422 if form.is_submitted() else 200
    return render_template(template, form=form, one=one, person=someone), status


@bp.route("/partner/<int:number>/uebergabe", methods=["GET", "POST"])
@sure
def hand_over(number: int) -> ResponseReturnValue:
    one = _one(number)
    allow(can_lead(member(), one))
    heirs = queries.heirs(one.id, member())
    form = HandOverForm(heirs)
    if form.accepted():
        with form.answering():
            heir = queries.person(one, int(form.person.data))
            service.hand_over(one, heir, by=member())
            flash(_("Die Organisation ist übergeben. Sie schreiben weiter mit."), "ok")
            return redirect(_people_of(one))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "organisations/hand_over.html", form=form, one=one, heirs=heirs
    ), status
