"""Service pages, how staff write them, the barrier report, the choice of colours."""

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

from forum.accounts.current import member, viewer
from forum.core.errors import allow
from forum.core.pages import paginate
from forum.core.versions import Conflict
from forum.core.words import N_
from forum.editorial.pages import queries, service
from forum.editorial.pages.forms import BarrierForm, PageForm, VersionForm, ViewForm
from forum.editorial.pages.permissions import can_write_pages
from forum.editorial.tickets import service as tickets
from forum.web.access import open_to_all
from forum.web.language import LANGUAGES, language, say
from forum.web.limits import sender

bp = Blueprint("pages", __name__)
A_YEAR = 365 * 24 * 3600
WITH_FORM = "barriere-melden"
WITHOUT_FORM = ",".join(f"'{slug}'" for slug in queries.SLUGS if slug != WITH_FORM)
VERSIONS_SHOWN = 50
PROMISE = N_(
    "Danke. Ihre Meldung hat die Nummer %(number)s. Wir antworten innerhalb von zwei "
    "Wochen."
)
THANKS = N_("Danke. Ihre Meldung hat die Nummer %(number)s. Wir kümmern uns darum.")
PAGE = "/redaktion/seiten/<slug>/<code>"


@bp.get(f"/<any({WITHOUT_FORM}):slug>")
def show(slug: str) -> ResponseReturnValue:
    return render_template("pages/show.html", **_shown(slug))


def _shown(slug: str) -> dict[str, object]:
    """The page for readers, and for staff what it still lacks in this language."""
    writes = can_write_pages(viewer())
    gaps = queries.own_text(slug, language()).gaps if writes else 0
    return {"page": queries.text(slug, language()), "writes": writes, "gaps": gaps}


@bp.route("/barriere-melden", methods=["GET", "POST"])
@open_to_all
def report_barrier() -> ResponseReturnValue:
    form = BarrierForm()
    if form.accepted():
        ticket = tickets.receive(_report(form), sender())
        words = THANKS if ticket.asks_no_answer else PROMISE
        flash(say(words, number=ticket.name), "ok")
        return redirect(url_for("pages.report_barrier"))
    status = 422 if form.is_submitted() else 200
    return render_template("pages/barrier.html", form=form, **_shown(WITH_FORM)), status


def _report(form: BarrierForm) -> tickets.Report:
    return tickets.Report(
        form.where.data, form.what.data, form.email.data, language(), form.key
    )


@bp.route("/ansicht", methods=["GET", "POST"])
@open_to_all
def view() -> ResponseReturnValue:
    form = ViewForm(theme=request.cookies.get("ansicht", "auto"))
    if form.validate_on_submit():
        answer = redirect(url_for("pages.view"))
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(
            "ansicht", form.theme.data, A_YEAR, secure=secure, samesite="Lax"
        )
        flash(_("So sieht die Seite ab jetzt auf diesem Gerät aus."), "ok")
        return answer
    return render_template("pages/view.html", form=form), (
        422 if form.is_submitted() else 200
    )


@bp.get("/redaktion/seiten")
def index() -> ResponseReturnValue:
    allow(can_write_pages(viewer()))
    return render_template("pages/index.html", rows=queries.rows(), tongues=LANGUAGES)


@bp.route(PAGE, methods=["GET", "POST"])
def edit(slug: str, code: str) -> ResponseReturnValue:
    allow(can_write_pages(viewer()))
    text = queries.own_text(slug, code)
    form = PageForm(data=_begun(text, code))
    if request.form.get("do") == "preview":
        fits = form.validate_on_submit()
        return _editor(form, text, code, preview=fits), 200 if fits else 422
    if form.accepted():
        words = service.Words(form.title.data, form.source.data, form.source.html)
        try:
            with form.answering():
                service.write(slug, code, words, member(), form.began_with)
                flash(
                    _("Die Seite „%(title)s“ ist gespeichert.", title=words.title), "ok"
                )
                return redirect(url_for("pages.history", slug=slug, code=code))
        except Conflict:
            theirs = queries.own_text(slug, code)
            form.version.data = str(theirs.version)
            return _editor(form, theirs, code, theirs=theirs), 409
    return _editor(form, text, code), 422 if form.is_submitted() else 200


def _begun(text: queries.Text, code: str) -> dict[str, object]:
    """What the form begins with: the newest text, or an older version to go on from."""
    number = request.args.get("fassung", 0, type=int)
    found = queries.version(text.slug, code, number) if number > 0 else text
    own = text.version if text.language == code else 0
    return {"title": found.title, "source": found.source, "version": str(own)}


def _editor(
    form: PageForm,
    text: queries.Text,
    code: str,
    *,
    preview: bool = False,
    theirs: queries.Text | None = None,
) -> str:
    return render_template(
        "pages/edit.html",
        form=form,
        text=text,
        code=code,
        tongue=LANGUAGES[code],
        address=url_for("pages.edit", slug=text.slug, code=code),
        preview=preview,
        theirs=theirs,
    )


@bp.get(f"{PAGE}/verlauf")
def history(slug: str, code: str) -> ResponseReturnValue:
    allow(can_write_pages(viewer()))
    text = queries.own_text(slug, code)
    number = request.args.get("seite", 1, type=int)
    found = queries.versions(slug, code)
    form = VersionForm(version=str(text.version))

    def with_page(seite: int) -> str:
        return url_for("pages.history", slug=slug, code=code, seite=seite)

    return render_template(
        "pages/history.html",
        text=text,
        code=code,
        tongue=LANGUAGES[code],
        page=paginate(found, number, VERSIONS_SHOWN),
        with_page=with_page,
        form=form,
    )


@bp.get(f"{PAGE}/verlauf/<int:number>")
def version(slug: str, code: str, number: int) -> ResponseReturnValue:
    allow(can_write_pages(viewer()))
    return render_template(
        "pages/version.html",
        text=queries.own_text(slug, code),
        before=queries.version(slug, code, number),
        code=code,
        tongue=LANGUAGES[code],
    )


@bp.post(f"{PAGE}/vorlage")
def reset(slug: str, code: str) -> ResponseReturnValue:
    allow(can_write_pages(viewer()))
    queries.own_text(slug, code)
    form = VersionForm()
    form.accept()
    service.reset(slug, code, member(), form.began_with)
    flash(_("Hier steht wieder die Vorlage. Ihr Text bleibt im Verlauf."), "ok")
    return redirect(url_for("pages.history", slug=slug, code=code))
