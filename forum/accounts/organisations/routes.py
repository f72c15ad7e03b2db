"""The directory, one organisation, and what its people write there."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.accounts.organisations import facets, logos, queries, service
from forum.accounts.organisations.forms import ContactForm, OrganisationForm
from forum.accounts.organisations.models import KINDS, SIZES, Organisation
from forum.accounts.organisations.permissions import (
    can_edit,
    can_found,
    can_lead,
    can_look_after,
    can_write_to,
)
from forum.core import limits
from forum.core.errors import Missing, allow
from forum.core.limits import Limit
from forum.core.media import MediaStore, parse
from forum.core.versions import Conflict
from forum.site.actors import FORMS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.access import open_to_all
from forum.web.facets import Groups, chosen, robots, titles, unknown, ways
from forum.web.forms import Button
from forum.web.limits import take_turn
from forum.web.panels import shown

bp = Blueprint("organisations", __name__)
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
FROM_ONE = Limit("contact from", free=5)
TO_ONE = Limit("contact to", free=30)


@bp.record
def connect(state: BlueprintSetupState) -> None:
    logos.connect(state.app.extensions["media"])


@bp.get("/partner")
def index() -> ResponseReturnValue:
    groups = _groups()
    choice = chosen(groups, facets.QUERY_MAX)
    body = render_template(
        "organisations/index.html",
        page=facets.page(choice, request.args.get("seite", 1, type=int)),
        chosen=choice,
        unknown=unknown(groups),
        groups=groups,
        counts=facets.counts(choice),
        kinds_of=KINDS,
        **ways("organisations.index", choice, groups),
    )
    return body, robots(choice)


def _groups() -> Groups:
    """The facets in their order."""
    return {
        "art": (_("Art"), titles(KINDS)),
        "thema": (_("Handlungsfeld"), titles(FIELDS)),
        "ort": (_("Ort"), titles(PLACES)),
    }


@bp.get("/partner/<int:number>-<slug>")
def show(number: int, slug: str) -> ResponseReturnValue:
    one = queries.organisation(number, viewer())
    if slug != one.slug:
        return redirect(_page_of(one), 301)
    return render_template(
        "organisations/show.html",
        one=one,
        kind=KINDS[one.kind],
        sizes=SIZES,
        forms=FORMS,
        people=queries.shown_people(one.id),
        near=queries.near(one),
        kinds_of=KINDS,
        may_edit=can_edit(viewer(), one),
        may_lead=can_lead(viewer(), one),
        may_look_after=can_look_after(viewer()),
        entries=shown("organisation.entries", organisation=one),
    )


def _page_of(one: Organisation) -> str:
    return url_for("organisations.show", number=one.id, slug=one.slug)


@bp.get("/partner/<int:number>/logo/<name>")
def logo(number: int, name: str) -> Response:
    one = queries.organisation(number, viewer())
    wanted = parse(name)
    store: MediaStore = current_app.extensions["media"]
    if wanted is None or wanted.digest != one.logo or not store.exists(name):
        raise Missing
    with store.open(name) as file:
        answer = Response(file.read(), mimetype=TYPES[wanted.kind])
    kept = "public, max-age=86400" if one.is_public else "private, no-store"
    answer.headers["Cache-Control"] = kept
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@bp.get("/partner/<int:number>/urkunde")
def certificate(number: int) -> ResponseReturnValue:
    one = queries.organisation(number, viewer())
    if not one.is_public:
        raise Missing
    return render_template(
        "organisations/certificate.html", one=one, kind=KINDS[one.kind]
    )


@bp.route("/partner/neu", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    by = member()
    allow(can_found(by))
    form = OrganisationForm()
    if form.fits() and form.accepted():
        with form.answering():
            made = service.found(form.profile, by, form.key, form.stored)
            flash(_("Ihre Organisation ist eingetragen. Wir sehen sie uns an."), "ok")
            return redirect(_page_of(made))
    return _editor(form, None)


@bp.route("/partner/<int:number>/bearbeiten", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    one = queries.organisation(number, member())
    allow(can_edit(member(), one))
    form = OrganisationForm(one)
    if form.fits() and form.accepted():
        with form.answering():
            seen = str(form.version.data)
            try:
                service.describe(one, form.profile, member(), seen, form.new_logo)
            except Conflict:
                form.version.data = one.version
                return _editor(form, one, 409)
            flash(_("Die Angaben sind gespeichert."), "ok")
            return redirect(_page_of(one))
    return _editor(form, one)


def _editor(
    form: OrganisationForm, one: Organisation | None, status: int = 422
) -> ResponseReturnValue:
    if form.stored:
        logos.give_back(form.stored)
    return render_template(
        "organisations/form.html", form=form, one=one, faster=status == 409
    ), status if form.is_submitted() else 200


@bp.route("/partner/<int:number>/kontakt", methods=["GET", "POST"])
@open_to_all
def contact(number: int) -> ResponseReturnValue:
    one = queries.organisation(number, viewer())
    if not can_write_to(one):
        raise Missing
    form = ContactForm()
    if form.accepted():
        if not form.is_from_a_machine:
            take_turn(FROM_ONE)
            limits.take(TO_ONE, one.id)
            service.write_to(one, form.message)
        flash(_("Ihre Nachricht ist gesendet."), "ok")
        return redirect(_page_of(one))
    status = 422 if form.is_submitted() else 200
    return render_template("organisations/contact.html", form=form, one=one), status


@bp.route("/partner/<int:number>/bestaetigung", methods=["GET", "POST"])
def confirm(number: int) -> ResponseReturnValue:
    one = queries.organisation(number, member())
    allow(can_edit(member(), one))
    form = Button()
    if form.accepted():
        service.confirm(one, by=member())
        flash(_("Danke. Die Angaben sind bestätigt."), "ok")
        return redirect(_page_of(one))
    return _asked("organisations/confirm.html", form, one)


@bp.route("/partner/<int:number>/ende", methods=["GET", "POST"])
def close(number: int) -> ResponseReturnValue:
    one = queries.organisation(number, member())
    allow(can_lead(member(), one))
    form = Button()
    if form.accepted():
        service.close(one, by=member())
        flash(_("Die Organisation steht nicht mehr im Verzeichnis."), "ok")
        return redirect(_page_of(one))
    return _asked("organisations/close.html", form, one)


def _asked(template: str, form: Button, one: Organisation) -> ResponseReturnValue:
    """A page with a button."""
    status = 422 if form.is_submitted() else 200
    return render_template(template, form=form, one=one, kind=KINDS[one.kind]), status
