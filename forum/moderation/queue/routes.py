"""The desk: its lists and its cases."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.accounts.members.models import Member
from forum.core.clock import BERLIN, now
from forum.core.errors import allow
from forum.core.words import N_
from forum.discussions.comments.models import Comment, CommentState
from forum.editorial.highlights.permissions import can_feature
from forum.editorial.highlights.queries import free_month
from forum.editorial.highlights.service import KIND
from forum.entries.models import Entry, State
from forum.goals.permissions import can_link
from forum.goals.queries import titles
from forum.moderation.queue import queries, service
from forum.moderation.queue.cases import Case, Tab, cases, counts
from forum.moderation.queue.forms import CaseForm, CommentForm
from forum.moderation.queue.permissions import (
    can_decide,
    can_decide_at_all,
    can_file,
    can_read_desk,
)
from forum.moderation.queue.reading import comment_values, entry_values
from forum.web.language import day, say

bp = Blueprint("queue", __name__)

ACTS: dict[str, Callable[[Entry, CaseForm, Member], object]] = {
    "approved": lambda entry, form, by: service.approve(
        entry, by, form.message.data, form.filing
    ),
    "returned": lambda entry, form, by: service.ask_back(entry, form.message.data, by),
    "rejected": lambda entry, form, by: service.reject(entry, form.message.data, by),
    "hidden": lambda entry, form, by: service.hide(entry, form.message.data, by),
    "shown": lambda entry, form, by: service.show(entry, by, form.message.data),
    "filed": lambda entry, form, by: service.file(entry, form.filing, by),
}
COMMENT_ACTS: dict[str, Callable[[Comment, CommentForm, Member], object]] = {
    "released": lambda comment, _form, by: service.release_comment(comment, by),
    "hidden": lambda comment, form, by: service.hide_comment(
        comment, form.message.data, by
    ),
    "shown": lambda comment, _form, by: service.show_comment(comment, by),
}
DONE = {
    "approved": N_("„%(title)s“ ist veröffentlicht."),
    "returned": N_("Die Rückfrage zu „%(title)s“ ist unterwegs."),
    "rejected": N_("„%(title)s“ ist abgelehnt. Die Nachricht ist unterwegs."),
    "hidden": N_("„%(title)s“ ist ausgeblendet. Die Nachricht ist unterwegs."),
    "shown": N_("„%(title)s“ ist wieder zu sehen."),
    "filed": N_("Die Zuordnung von „%(title)s“ ist gespeichert."),
}
COMMENT_DONE = {
    "released": N_("Der Kommentar zu „%(title)s“ ist veröffentlicht."),
    "hidden": N_("Der Kommentar zu „%(title)s“ ist ausgeblendet."),
    "shown": N_("Der Kommentar zu „%(title)s“ ist wieder zu sehen."),
}
TITLES = {
    Tab.ENTRIES: N_("Beiträge"),
    Tab.COMMENTS: N_("Kommentare"),
    Tab.RETURNED: N_("Rückfragen"),
    Tab.HIDDEN: N_("Ausgeblendet"),
}
LISTS = {State.RETURNED: Tab.RETURNED, State.HIDDEN: Tab.HIDDEN}


@bp.get("/redaktion")
def index() -> ResponseReturnValue:
    allow(can_read_desk(viewer()))
    asked = request.args.get("reiter", "")
    tab = Tab(asked) if asked in list(Tab) else Tab.ENTRIES
    number = request.args.get("seite", 1, type=int)
    return _desk(tab, number)


@bp.route("/redaktion/<int:number>-<slug>", methods=["GET", "POST"])
def show(number: int, slug: str) -> ResponseReturnValue:
    allow(can_read_desk(viewer()))
    entry = queries.entry_case(number, viewer())
    form = _case_form(entry)
    if form.accepted():
        was, title = entry.state, entry.title
        with form.answering():
            ACTS[form.act.data](entry, form, member())
            flash(say(DONE[form.act.data], title=title), "ok")
            return redirect(_next(entry, was))
    if slug != entry.slug and request.method == "GET":
        return redirect(url_for("queue.show", number=number, slug=entry.slug), 301)
    return _show_entry(number, form), 422 if form.is_submitted() else 200


@bp.route("/redaktion/kommentare/<int:number>", methods=["GET", "POST"])
def comment(number: int) -> ResponseReturnValue:
    allow(can_read_desk(viewer()))
    found = queries.comment_case(number, viewer())
    form = CommentForm()
    if form.accepted():
        was, title = found.state, found.entry.title
        with form.answering():
            COMMENT_ACTS[form.act.data](found, form, member())
            flash(say(COMMENT_DONE[form.act.data], title=title), "ok")
            return redirect(_next_comment(found, was))
    return _show_comment(number, form), 422 if form.is_submitted() else 200


def _case_form(entry: Entry) -> CaseForm:
    """The form as this reader may use it for this case."""
    form = CaseForm(titles(), data={"goals": queries.linked_goals(entry.id)})
    if not can_link(viewer(), entry):
        del form.goals
    if not can_feature(viewer()) or entry.kind != KIND:
        del form.place
        return form
    starts = free_month(now())[0].astimezone(BERLIN)
    month = _("Projekt des Monats, %(month)s", month=day(starts, "LLLL y"))
    form.place.name_month(month)
    return form


def _show_entry(number: int, form: CaseForm) -> str:
    """The case beside its list; loaded again, since a refused write forgets it."""
    entry = queries.entry_case(number, viewer())
    return _desk(LISTS.get(entry.state, Tab.ENTRIES), 1, entry_values(entry, form))


def _show_comment(number: int, form: CommentForm) -> str:
    found = queries.comment_case(number, viewer())
    hidden = found.state is CommentState.HIDDEN
    tab = Tab.HIDDEN if hidden else Tab.COMMENTS
    return _desk(tab, 1, comment_values(found, form))


def _desk(tab: Tab, number: int, case: dict[str, Any] | None = None) -> str:
    """The lists, and one case beside them: the one asked for, or the first."""
    alone = case is not None
    page, held = cases(tab, number, viewer()), counts(viewer())
    case = case or (_first(page.items[0]) if page.items else None)
    return render_template(
        "moderation/desk.html",
        tab=tab,
        titles=TITLES,
        counts=held,
        open=held[Tab.ENTRIES] + held[Tab.COMMENTS],
        page=page,
        alone=alone,
        case=case,
        chosen=_chosen(case),
        decides=can_decide_at_all(viewer()),
        may_decide=case is not None and can_decide(viewer(), case["entry"]),
        may_file=case is not None and can_file(viewer(), case["entry"]),
        with_page=lambda seite: url_for("queue.index", reiter=tab, seite=seite),
    )


def _chosen(case: dict[str, Any] | None) -> tuple[bool, int] | None:
    """Which row of the list is the case beside it."""
    if case is None:
        return None
    comment = case["comment"]
    return (True, comment.id) if comment else (False, case["entry"].id)


def _first(row: Case) -> dict[str, Any]:
    if row.is_comment:
        found = queries.comment_case(row.number, viewer())
        return comment_values(found, CommentForm())
    entry = queries.entry_case(row.number, viewer())
    return entry_values(entry, _case_form(entry))


def _next(entry: Entry, was: State) -> str:
    """After what waited comes what waits next; after all else the same case."""
    if was is not State.SUBMITTED or entry.state is State.SUBMITTED:
        return url_for("queue.show", number=entry.id, slug=entry.slug)
    return _waiting(queries.oldest_entry(viewer()) or queries.oldest_comment(viewer()))


def _next_comment(comment: Comment, was: CommentState) -> str:
    if was is not CommentState.HELD:
        return url_for("queue.comment", number=comment.id)
    return _waiting(queries.oldest_comment(viewer()) or queries.oldest_entry(viewer()))


def _waiting(case: Entry | Comment | None) -> str:
    if case is None:
        return url_for("queue.index")
    if isinstance(case, Comment):
        return url_for("queue.comment", number=case.id)
    return url_for("queue.show", number=case.id, slug=case.slug)
