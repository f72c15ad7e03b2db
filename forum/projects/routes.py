"""The list, one project, and the editor."""

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
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
from forum.accounts.members.models import Member
from forum.core import media
from forum.core.clock import now
from forum.core.db import start_writing
from forum.core.errors import allow
from forum.core.versions import Conflict
from forum.entries.licence import has_agreed
from forum.entries.models import Picture
from forum.entries.permissions import can_delete, can_edit, is_author
from forum.entries.queries import entry, publishers_for
from forum.entries.service import Sent
from forum.goals.queries import titles
from forum.projects import facets, queries, service, studio
from forum.projects.editor.pictures import MOVES, sent_pictures
from forum.projects.editor.project import LOOKING, ProjectForm
from forum.projects.facets import WITH_RESULTS
from forum.projects.models import STATUSES, Project
from forum.site.actors import ACTORS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.access import SAFE
from forum.web.facets import Groups, chosen, robots, unknown, ways
from forum.web.facets import titles as titled
from forum.web.forms import Button
from forum.web.language import language, moment

bp = Blueprint("projects", __name__)


@bp.record
def connect(state: BlueprintSetupState) -> None:
    studio.connect(state.app.extensions["media"])


@bp.get("/projekte")
def index() -> ResponseReturnValue:
    goals = {str(number): title for number, title in titles()}
    groups = _groups(goals)
    choice = chosen(groups, facets.QUERY_MAX, facets.SORTS)
    body = render_template(
        "projects/index.html",
        page=facets.page(choice, request.args.get("seite", 1, type=int)),
        chosen=choice,
        unknown=unknown(groups, facets.SORTS),
        groups=groups,
        counts=facets.counts(choice),
        **ways("projects.index", choice, groups),
    )
    return body, robots(choice)


def _groups(goals: dict[str, str]) -> Groups:
    """The facets in their order."""
    return {
        "thema": (_("Thema"), titled(FIELDS)),
        "wer": (_("Wer macht es?"), titled(ACTORS)),
        "stand": (_("Stand"), titled(STATUSES)),
        "ort": (_("Ort"), titled(PLACES)),
        "zahlen": (_("Ergebnisse"), {WITH_RESULTS: _("Mit Zahlen zur Wirkung")}),
        "ziel": (_("Ziel der Allianz"), goals),
    }


@bp.get("/projekte/<int:number>-<slug>")
def show(number: int, slug: str) -> ResponseReturnValue:
    project = entry(Project, number, viewer())
    if slug != project.slug:
        return redirect(url_for("projects.show", number=number, slug=project.slug), 301)
    return render_template(
        "projects/show.html",
        project=project,
        pictures=queries.pictures(project),
        results=queries.results(project),
        shared_picture=_shared_picture(project),
        may_edit=can_edit(viewer(), project),
        may_delete=can_delete(viewer(), project),
        is_author=is_author(viewer(), project),
        page=request.args.get("seite", 1, type=int),
    )


def _shared_picture(project: Project) -> str:
    """What other sites show of it: only what everybody may see."""
    if not (project.is_public and project.cover):
        return ""
    name = media.name(project.cover, 1200, "jpg")
    return url_for("media.show", name=name, _external=True)


@bp.get("/projekte/meine")
def mine() -> ResponseReturnValue:
    projects = queries.own_projects(member())
    return render_template("projects/mine.html", projects=projects)


@bp.route("/projekte/neu", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    return _editor(None, member())


@bp.route("/projekte/<int:number>/bearbeiten", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    project = queries.own(number, member())
    allow(can_edit(member(), project))
    return _editor(project, member())


def _editor(project: Project | None, by: Member) -> ResponseReturnValue:
    if request.method in SAFE:
        pictures = queries.pictures(project) if project else []
        form = _form(project, pictures, by)
        return _page(form, project)
    pictures = queries.usable_pictures(sent_pictures(), project, by)
    form = _form(project, pictures, by)
    if form.is_too_late:
        return _page(form, project), 422
    form.pictures.take_files()
    if form.wanted[0] in (*LOOKING, *MOVES):
        return _look(form, project, by)
    return _keep(form, project, by, form.wanted[0] == "submit")


def _form(
    project: Project | None, pictures: Sequence[Picture], by: Member
) -> ProjectForm:
    return ProjectForm(
        project,
        pictures,
        _results(project),
        publishers_for(by, project),
        has_agreed(by),
    )


def _results(project: Project | None) -> Sequence[Any]:
    return queries.results(project) if project else []


def _hang(form: ProjectForm, by: Member) -> None:
    """Write down the new pictures that are good, whatever else is wrong."""
    if fresh := form.pictures.new_files:
        start_writing()
        form.pictures.hang([service.keep_picture(*told, by) for told in fresh])


def _look(
    form: ProjectForm, project: Project | None, by: Member
) -> ResponseReturnValue:
    """Nothing is saved: the same page, pictures moved or the story as it will be."""
    word, number = form.wanted
    if word == "preview":
        form.look()
    _hang(form, by)
    if word in MOVES:
        form.pictures.move(word, number)
    status = 422 if form.mistakes else 200
    return _page(form, project, preview=word == "preview"), status


def _keep(
    form: ProjectForm, project: Project | None, by: Member, submit: bool
) -> ResponseReturnValue:
    """Save, and hand in if that was asked; on any mistake the same page, all in it."""
    complete = submit or bool(project and project.is_public)
    fits = form.check(complete)
    _hang(form, by)
    if not form.pictures.fits(complete) or not fits:
        return _page(form, project), 422
    start_writing()
    try:
        project = _save(form, project, by)
    except Conflict:
        form.version.data = project.version if project else ""
        return _page(form, project, theirs=project), 409
    if submit:
        service.submit(project, by, form.agrees)
    return _after(project, submit)


def _save(form: ProjectForm, project: Project | None, by: Member) -> Project:
    if project is None:
        return service.create(form.write_up, by, Sent(form.key, language()))
    service.save(project, form.write_up, by, str(form.version.data))
    return project


def _after(project: Project, submit: bool) -> ResponseReturnValue:
    if project.is_public:
        flash(_("Ihre Änderungen sind gespeichert."), "ok")
        return redirect(url_for("projects.show", number=project.id, slug=project.slug))
    if submit:
        return redirect(url_for("projects.submitted", number=project.id))
    flash(_("Entwurf gespeichert am %(moment)s", moment=moment(now())), "ok")
    return redirect(url_for("projects.edit", number=project.id))


def _page(form: ProjectForm, project: Project | None, **more: Any) -> str:
    page = request.script_root + request.path
    values = {"preview": False, "theirs": None, "page": page, **more}
    return render_template("projects/form.html", form=form, project=project, **values)


@bp.get("/projekte/<int:number>/eingereicht")
def submitted(number: int) -> ResponseReturnValue:
    project = queries.own(number, member())
    return render_template("projects/submitted.html", project=project)


@bp.route("/projekte/<int:number>/loeschen", methods=["GET", "POST"])
def delete(number: int) -> ResponseReturnValue:
    project = queries.own(number, member())
    allow(can_delete(member(), project))
    form = Button()
    if form.accepted():
        service.delete(project, by=member())
        flash(_("„%(title)s“ ist gelöscht.", title=project.title), "ok")
        return redirect(url_for("projects.mine"))
    status = 422 if form.is_submitted() else 200
    return render_template("projects/delete.html", form=form, project=project), status
