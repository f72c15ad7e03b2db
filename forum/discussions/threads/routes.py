"""The forum: its list, one conversation, and what members do with theirs."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.core.errors import allow
from forum.core.versions import Conflict
from forum.discussions.comments.queries import how_many_take_part, is_new
from forum.discussions.threads import queries, service
from forum.discussions.threads.forms import StaffThreadForm, ThreadForm
from forum.discussions.threads.models import SEVERAL, TOPICS, Thread, Topic
from forum.discussions.threads.permissions import can_announce, can_begin
from forum.entries.licence import has_agreed
from forum.entries.permissions import can_delete, can_edit, is_author
from forum.entries.queries import entry, publishers_for
from forum.entries.service import Sent
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.addresses import address
from forum.web.arguments import changed, known
from forum.web.forms import Button
from forum.web.language import language

bp = Blueprint("threads", __name__)
NAMES = ("art", "feld", "ort", "sort")


@bp.get("/forum")
def index() -> ResponseReturnValue:
    topic = known("art", TOPICS.codes)
    wanted = queries.Wanted(
        topic=Topic(topic) if topic else None,
        field=known("feld", FIELDS.codes),
        place=known("ort", PLACES.codes),
        sort=known("sort", queries.SORTS) or queries.SORTS[0],
    )
    number = request.args.get("seite", 1, type=int)
    return render_template(
        "threads/index.html",
        found=queries.threads(wanted, number),
        wanted=wanted,
        topics=TOPICS,
        several=SEVERAL,
        with_arguments=partial(changed, "threads.index", NAMES),
    )


@bp.get("/forum/<int:number>-<slug>")
def show(number: int, slug: str) -> ResponseReturnValue:
    thread = entry(Thread, number, viewer())
    if slug != thread.slug:
        return redirect(address(thread), 301)
    return render_template(
        "threads/show.html",
        thread=thread,
        topic=TOPICS[thread.topic],
        people=how_many_take_part(thread.id),
        page=request.args.get("seite", 1, type=int),
        may_edit=can_edit(viewer(), thread),
        may_delete=can_delete(viewer(), thread),
        is_author=is_author(viewer(), thread),
    )


@bp.route("/forum/neu", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    allow(can_begin(viewer()))
    form = _form(publishers=publishers_for(member()), agreed=has_agreed(member()))
    if form.accepted():
        with form.answering():
            thread = service.begin(_words(form, None), by=member(), sent=_sent(form))
            flash(_greeting(thread), "ok")
            return redirect(address(thread))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "threads/form.html",
        form=form,
        thread=None,
        theirs=None,
        waits=is_new(member()),
    ), status


def _form(**options: Any) -> ThreadForm:
    """Staff may announce."""
    return (StaffThreadForm if can_announce(viewer()) else ThreadForm)(**options)


def _words(form: ThreadForm, kept_for: int | None) -> service.Words:
    """What was written; where nothing could be chosen, for whom stays as it is."""
    publisher = form.organisation_id
    return service.Words(
        topic=Topic(form.topic.data),
        title=form.title.data,
        source=form.text.data,
        html=form.text.html,
        field=form.field.data,
        place=form.place.data,
        organisation=publisher.number if publisher else kept_for,
    )


def _sent(form: ThreadForm) -> Sent:
    return Sent(form.key, language(), form.agrees)


def _greeting(thread: Thread) -> str:
    if thread.is_public:
        return str(_("Ihr Gespräch ist da. Jetzt können alle antworten."))
    return str(_("Danke! Ihr Beitrag ist bei uns angekommen."))


@bp.route("/forum/<int:number>/bearbeiten", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    thread = entry(Thread, number, viewer())
    allow(can_edit(viewer(), thread))
    form = _form(
        publishers=publishers_for(member(), thread),
        agreed=True,
        data={
            "topic": str(thread.topic),
            "title": thread.title,
            "text": thread.source,
            "field": thread.field,
            "place": thread.place,
            "organisation_id": thread.organisation_id,
            "version": thread.version,
        },
    )
    kept_for = thread.organisation_id
    if form.accepted():
        with form.answering():
            try:
                words = _words(form, kept_for)
                service.edit(thread, words, member(), str(form.version.data))
            except Conflict:
                form.version.data = thread.version
                return _editor(form, thread, theirs=thread), 409
            flash(_("Ihr Gespräch ist gespeichert."), "ok")
            return redirect(address(thread))
    return _editor(form, thread), 422 if form.is_submitted() else 200


def _editor(form: ThreadForm, thread: Thread, theirs: Thread | None = None) -> str:
    """The form, and what was written meanwhile in another window."""
    return render_template(
        "threads/form.html",
        form=form,
        thread=thread,
        theirs=theirs,
        waits=not thread.is_public,
    )


@bp.route("/forum/<int:number>/loeschen", methods=["GET", "POST"])
def delete(number: int) -> ResponseReturnValue:
    thread = entry(Thread, number, viewer())
    allow(can_delete(viewer(), thread))
    form = Button()
    if form.accepted():
        service.delete(thread, by=member())
        flash(_("Ihr Gespräch ist gelöscht."), "ok")
        return redirect(url_for("threads.index"))
    status = 422 if form.is_submitted() else 200
    return render_template("threads/delete.html", form=form, thread=thread), status
