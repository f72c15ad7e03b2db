"""Join, confirm, and one's own account."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import enter, member, viewer
from forum.accounts.members import consents, pictures, profiles, queries, service
from forum.accounts.members.consents import PURPOSES, VERSIONS
from forum.accounts.members.forms import (
    ConfirmForm,
    JoinForm,
    PictureForm,
    ProfileForm,
)
from forum.accounts.members.guardians import guardian_of
from forum.accounts.members.models import Audience, Member
from forum.accounts.members.permissions import (
    can_be_met,
    can_change,
    can_see_profile,
)
from forum.core import limits, media
from forum.core.errors import Missing, allow
from forum.core.media import MediaStore, PictureRefused
from forum.core.passwords import hashed
from forum.site.actors import ACTORS, FORMS
from forum.site.places import PLACES
from forum.site.settings import Joining, site
from forum.web.access import open_to_all
from forum.web.addresses import wanted
from forum.web.forms import Button, uploads
from forum.web.language import language, told
from forum.web.limits import take_turn
from forum.web.panels import shown

bp = Blueprint("members", __name__)
AN_HOUR = "private, max-age=3600"
AVATAR = 480  # pixels wide


@bp.record
def connect(state: BlueprintSetupState) -> None:
    pictures.connect(state.app.extensions["media"])


@bp.app_template_global("shows")
def shows(someone: Member) -> bool:
    """Whether this reader may see more of a member than the name."""
    return can_see_profile(viewer(), someone)


@bp.app_template_global("face")
def face(someone: Member | None) -> str:
    """The address of a member's picture, if there is one for this reader."""
    if someone is None or not someone.picture or not shows(someone):
        return ""
    name = media.name(someone.picture, AVATAR)
    return url_for("members.face_of", number=someone.id, name=name)


@bp.route("/mitglied-werden", methods=["GET", "POST"])
@open_to_all
def join() -> ResponseReturnValue:
    form = JoinForm()
    if site().joining is Joining.INVITATION:
        return render_template("members/invited_only.html")
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
                    wanted(),
                )
            )
            return redirect(url_for("members.sent"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "members/join.html", form=form, joining=site().joining, back=wanted()
    ), status


@bp.get("/mitglied-werden/post")
def sent() -> ResponseReturnValue:
    return render_template("members/sent.html")


@bp.get("/mitglied-werden/geduld")
def waits() -> ResponseReturnValue:
    return render_template("members/waits.html")


@bp.route("/mitglied-werden/<token>", methods=["GET", "POST"])
@open_to_all
def confirm(token: str) -> ResponseReturnValue:
    waiting = service.read_confirmation(token)
    if waiting.confirmed_at is not None:  # an old letter is no key to the account
        here = "members.account" if waiting.is_active else "members.waits"
        return redirect(url_for(here))
    form = ConfirmForm(waiting.password_hash)
    if form.accepted():
        wished = waiting.display_name
        confirmed = service.confirm(token, form.kept)
        there = url_for("members.waits")
        if confirmed.is_active:
            enter(confirmed)
            there = wanted() or url_for("members.welcome")
        if confirmed.display_name != wished:
            flash(_told_name(wished, confirmed.display_name), "ok")
        return redirect(there)
    status = 422 if form.is_submitted() else 200
    return render_template(
        "members/confirm.html", form=form, name=waiting.display_name
    ), status


def _told_name(wished: str, name: str) -> str:
    return str(
        _(
            "„%(wished)s“ heißt inzwischen ein anderes Mitglied. Sie heißen hier "
            "zunächst „%(name)s“ und können das in Ihrem Profil ändern.",
            wished=wished,
            name=name,
        )
    )


@bp.route("/konto/willkommen", methods=["GET", "POST"])
def welcome() -> ResponseReturnValue:
    return _profile("members/welcome.html")


@bp.route("/konto/profil", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    return _profile("members/profile.html")


def _profile(template: str) -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    form = ProfileForm(obj=me)
    if form.accepted():
        with form.answering():
            profiles.describe(me, _told(form), by=me)
            flash(_("Ihre Angaben sind gespeichert."), "ok")
            return redirect(url_for("members.account"))
    return render_template(template, form=form), 422 if form.is_submitted() else 200


def _told(form: ProfileForm) -> profiles.Profile:
    return profiles.Profile(
        display_name=form.display_name.data,
        actor=form.actor.data,
        place=form.place.data,
        fields=form.fields.data,
        forms=form.forms.data,
        about=form.about.data,
        language=form.language.data,
        profile_for=Audience(form.profile_for.data),
    )


@bp.route("/konto/bild", methods=["GET", "POST"])
def picture() -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    form = PictureForm()
    digest = _received(form) if form.validate_on_submit() else ""
    if digest and form.accepted():
        profiles.show_picture(me, digest, by=me)
        flash(_("Ihr Bild ist gespeichert."), "ok")
        return redirect(url_for("members.picture"))
    return render_template("members/picture.html", form=form, me=me), (
        422 if form.is_submitted() else 200
    )


def _received(form: PictureForm) -> str:
    """The digest of the picture that was sent; else the form says why there is none."""
    files = uploads("picture")
    if not files:
        form.picture.errors = [_("Wählen Sie ein Bild aus")]
        return ""
    try:
        return pictures.take_in(files[0].stream).digest
    except PictureRefused as refusal:
        form.picture.errors = [told(refusal)]
        return ""


@bp.post("/konto/bild/entfernen")
def drop_picture() -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    Button().accept()
    profiles.show_picture(me, "", by=me)
    flash(_("Ihr Bild ist entfernt."), "ok")
    return redirect(url_for("members.picture"))


@bp.get("/mitglieder/<int:number>/<name>")
def face_of(number: int, name: str) -> ResponseReturnValue:
    wanted, found = media.parse(name), queries.member_by_id(number)
    if wanted is None or wanted.digest != found.picture or wanted.kind != "webp":
        raise Missing
    store: MediaStore = current_app.extensions["media"]
    if not can_see_profile(viewer(), found) or not store.exists(name):
        raise Missing
    with store.open(name) as file:
        answer = Response(file.read(), mimetype="image/webp")
    answer.headers["Cache-Control"] = AN_HOUR
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@bp.get("/konto/zustimmungen")
def agreed() -> ResponseReturnValue:
    me = member()
    return render_template(
        "members/agreed.html",
        form=Button(),
        me=me,
        history=consents.history(me),
        purposes=PURPOSES,
        versions=VERSIONS,
        adult=guardian_of(me) if me.youth else None,
    )


@bp.post("/konto/zustimmungen/profil")
def close_profile() -> ResponseReturnValue:
    me = member()
    allow(can_change(me, me))
    Button().accept()
    profiles.close_profile(me, by=me)
    flash(_("Ihr Profil ist geschlossen. Nur Ihr Name ist zu sehen."), "ok")
    return redirect(url_for("members.agreed"))


@bp.get("/konto/urkunde")
def certificate() -> ResponseReturnValue:
    return render_template("members/certificate.html", me=member())


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
        open=shows(found) and not found.youth,
        own=viewer().id == found.id,
        actors=ACTORS,
        places=PLACES,
        forms=FORMS,
        contributions=shown("member.entries", member=found, viewer=viewer()),
    )
