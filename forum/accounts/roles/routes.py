"""The page of roles, and what administrators do with one member."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, sure, viewer
from forum.accounts.members.models import Member
from forum.accounts.members.permissions import can_give_roles
from forum.accounts.members.queries import staff
from forum.accounts.members.rights import MAY, RIGHTS, ROLES, Role
from forum.accounts.roles import queries, service
from forum.accounts.roles.forms import BlockForm, RoleForm, SearchForm
from forum.accounts.roles.permissions import can_have_role
from forum.core.errors import allow
from forum.web.forms import Button, Form
from forum.web.language import say

bp = Blueprint("roles", __name__)


@bp.route("/redaktion/rollen", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    allow(can_give_roles(viewer()))
    form = SearchForm()
    if form.validate_on_submit():
        found = queries.found_by_name(form.name.data, viewer())
        if found is not None:
            return redirect(url_for("roles.show", number=found.id))
        form.name.errors = [_("Ein anderes Mitglied mit diesem Namen gibt es nicht")]
    return render_template(
        "roles/index.html",
        form=form,
        staff=staff(),
        blocked=queries.blocked(),
        roles=ROLES,
        rights=RIGHTS,
        may=MAY,
    ), 422 if form.is_submitted() else 200


@bp.get("/redaktion/rollen/<int:number>")
@sure
def show(number: int) -> ResponseReturnValue:
    allow(can_give_roles(viewer()))
    return _page(queries.looked_after(number, viewer()))


@bp.post("/redaktion/rollen/<int:number>/rolle")
@sure
def give(number: int) -> ResponseReturnValue:
    allow(can_give_roles(viewer()))
    someone = queries.looked_after(number, viewer())
    form = RoleForm()
    if form.accepted():
        with form.answering():
            role = Role(form.role.data)
            service.give_role(someone, role, member(), form.scope)
            name, title = someone.display_name, say(ROLES[role])
            flash(
                _("%(name)s hat jetzt die Rolle %(role)s.", name=name, role=title), "ok"
            )
            return redirect(url_for("roles.show", number=number))
    return _page(queries.looked_after(number, viewer()), role=form), 422


@bp.post("/redaktion/rollen/<int:number>/sperren")
@sure
def block(number: int) -> ResponseReturnValue:
    allow(can_give_roles(viewer()))
    someone = queries.looked_after(number, viewer())
    form = BlockForm()
    if form.accepted():
        with form.answering():
            service.block(someone, form.reason.data, by=member())
            name = someone.display_name
            flash(_("%(name)s ist gesperrt. Der Brief ist unterwegs.", name=name), "ok")
            return redirect(url_for("roles.show", number=number))
    return _page(queries.looked_after(number, viewer()), block=form), 422


@bp.post("/redaktion/rollen/<int:number>/entsperren")
@sure
def unblock(number: int) -> ResponseReturnValue:
    allow(can_give_roles(viewer()))
    someone = queries.looked_after(number, viewer())
    Button().accept()
    service.unblock(someone, by=member())
    name = someone.display_name
    flash(_("%(name)s kann sich wieder anmelden.", name=name), "ok")
    return redirect(url_for("roles.show", number=number))


def _page(someone: Member, **sent: Form) -> str:
    """One member with the forms; the one that was sent keeps what was typed."""
    role = sent.get("role") or RoleForm(formdata=None, obj=someone)
    reason = sent.get("block") or BlockForm(formdata=None)
    return render_template(
        "roles/show.html",
        someone=someone,
        wrong=next(iter(sent.values()), role),
        role=role,
        reason=reason,
        button=Button(formdata=None),
        suspension=queries.suspension_of(someone),
        can_have_role=can_have_role(someone),
        roles=ROLES,
    )
