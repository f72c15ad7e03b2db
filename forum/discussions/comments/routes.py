"""Say something, answer, edit, delete; and the address of a single comment."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.core.errors import allow
from forum.core.versions import Conflict
from forum.discussions.comments import queries, service
from forum.discussions.comments.forms import AnswerForm, CommentForm, form_below
from forum.discussions.comments.models import Comment
from forum.discussions.comments.permissions import can_edit, can_reply
from forum.discussions.comments.strands import post, quoted
from forum.entries.licence import has_agreed
from forum.entries.models import Entry
from forum.entries.permissions import can_comment
from forum.entries.queries import entry
from forum.entries.service import Sent
from forum.web.addresses import address
from forum.web.forms import Button
from forum.web.language import language

bp = Blueprint("comments", __name__)


@bp.route("/beitraege/<int:number>/kommentare", methods=["GET", "POST"])
def write(number: int) -> ResponseReturnValue:
    below = entry(Entry, number, viewer())
    allow(can_comment(viewer(), below))
    form = form_below(below, agreed=has_agreed(member()))
    if form.accepted():
        said = service.write(
            below, form.text.data, form.text.html, by=member(), sent=_sent(form)
        )
        return _to_what_was_said(said)
    status = 422 if form.is_submitted() else 200
    return render_template("comments/write.html", form=form, entry=below), status


@bp.route("/kommentare/<int:number>/antworten", methods=["GET", "POST"])
def reply(number: int) -> ResponseReturnValue:
    parent = queries.comment(number, viewer())
    below = parent.entry
    allow(can_reply(viewer(), below, parent))
    start = {"text": quoted(parent)} if "zitat" in request.args else None
    form = AnswerForm(data=start, agreed=has_agreed(member()))
    if form.accepted():
        said = service.write(
            below, form.text.data, form.text.html, member(), parent, _sent(form)
        )
        return _to_what_was_said(said)
    status = 422 if form.is_submitted() else 200
    return render_template(
        "comments/reply.html",
        form=form,
        entry=below,
        parent=parent,
        post=post(parent, below, viewer()),
    ), status


def _sent(form: CommentForm) -> Sent:
    return Sent(form.key, language(), form.agrees)


def _to_what_was_said(said: Comment) -> ResponseReturnValue:
    if said.is_public:
        flash(_("Danke. Das können jetzt alle lesen."), f"#k{said.id}")
    return redirect(_place(said.id))


def _place(number: int) -> str:
    """Where a comment stands on the page of its entry."""
    below, page = queries.place_of(number, viewer())
    return address(below, seite=page if page > 1 else None, _anchor=f"k{number}")


@bp.get("/kommentare/<int:number>")
def show(number: int) -> ResponseReturnValue:
    return redirect(_place(number))


@bp.route("/kommentare/<int:number>/bearbeiten", methods=["GET", "POST"])
def edit(number: int) -> ResponseReturnValue:
    said = queries.comment(number, viewer())
    below = said.entry
    allow(can_edit(viewer(), said))
    now = {"text": said.source, "version": said.version}
    form = form_below(below, data=now, agreed=True)
    if form.accepted():
        try:
            seen = str(form.version.data)
            service.edit(said, form.text.data, form.text.html, member(), seen)
        except Conflict:
            form.version.data = said.version
            return _editor(form, number, below, theirs=said), 409
        flash(_("Geändert."), f"#k{number}")
        return redirect(_place(number))
    return _editor(form, number, below), 422 if form.is_submitted() else 200


def _editor(
    form: CommentForm, number: int, below: Entry, theirs: Comment | None = None
) -> str:
    """The form, and what was written meanwhile in another window."""
    return render_template(
        "comments/edit.html", form=form, entry=below, number=number, theirs=theirs
    )


@bp.route("/kommentare/<int:number>/loeschen", methods=["GET", "POST"])
def delete(number: int) -> ResponseReturnValue:
    said = queries.comment(number, viewer())
    below = said.entry
    allow(can_edit(viewer(), said))
    form = Button()
    if form.accepted():
        service.delete(said, by=member())
        flash(_("Gelöscht."), "#kommentare")
        return redirect(address(below, _anchor="kommentare"))
    status = 422 if form.is_submitted() else 200
    return render_template(
        "comments/delete.html",
        form=form,
        entry=below,
        number=number,
        post=post(said, below, viewer()),
        back=url_for("comments.show", number=number),
    ), status
