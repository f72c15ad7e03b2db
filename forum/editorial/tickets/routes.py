"""The desk for reports of barriers."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.current import member, viewer
from forum.core.errors import Refusal, allow
from forum.core.words import N_
from forum.editorial.tickets import queries, service
from forum.editorial.tickets.forms import AnswerForm, CloseForm, InterimForm, NoteForm
from forum.editorial.tickets.models import StepKind, Ticket, TicketState
from forum.editorial.tickets.permissions import (
    can_answer,
    can_close,
    can_note,
    can_put_off,
    can_read_tickets,
)
from forum.web.arguments import known
from forum.web.forms import Form
from forum.web.language import LANGUAGES, told

bp = Blueprint("tickets", __name__)
TABS = {
    "offen": (TicketState.OPEN, N_("Offen")),
    "beantwortet": (TicketState.ANSWERED, N_("Beantwortet")),
    "geschlossen": (TicketState.CLOSED, N_("Geschlossen")),
}
STATES = dict(TABS.values())
STEPS = {
    StepKind.ANSWER: N_("Antwort gesendet"),
    StepKind.INTERIM: N_("Zwischennachricht gesendet"),
    StepKind.NOTE: N_("Interne Notiz"),
    StepKind.CLOSE: N_("Geschlossen"),
}


@bp.get("/redaktion/barrieren")
def index() -> ResponseReturnValue:
    allow(can_read_tickets(viewer()))
    chosen = known("stand", TABS) or "offen"
    number = request.args.get("seite", 1, type=int)

    def with_page(seite: int) -> str:
        return url_for("tickets.index", stand=chosen, seite=seite)

    return render_template(
        "tickets/index.html",
        page=queries.page(TABS[chosen][0], number),
        chosen=chosen,
        tabs=TABS,
        counts=queries.counts(),
        years=queries.years(),
        with_page=with_page,
    )


@bp.get("/redaktion/barrieren/<int:number>")
def show(number: int) -> ResponseReturnValue:
    allow(can_read_tickets(viewer()))
    return _page(queries.ticket(number), None)


@bp.post("/redaktion/barrieren/<int:number>/antwort")
def answer(number: int) -> ResponseReturnValue:
    form = AnswerForm()
    return _act(number, form, lambda ticket: _answer(ticket, form))


@bp.post("/redaktion/barrieren/<int:number>/zwischennachricht")
def put_off(number: int) -> ResponseReturnValue:
    form = InterimForm()
    return _act(number, form, lambda ticket: _put_off(ticket, form))


@bp.post("/redaktion/barrieren/<int:number>/notiz")
def note(number: int) -> ResponseReturnValue:
    form = NoteForm()
    return _act(number, form, lambda ticket: _note(ticket, form))


@bp.post("/redaktion/barrieren/<int:number>/ende")
def close(number: int) -> ResponseReturnValue:
    form = CloseForm()
    return _act(number, form, lambda ticket: _close(ticket, form))


def _answer(ticket: Ticket, form: AnswerForm) -> None:
    service.answer(ticket, form.answer.data, by=member())
    flash(_("Die Antwort ist unterwegs."), "ok")


def _put_off(ticket: Ticket, form: InterimForm) -> None:
    service.put_off(ticket, form.reason.data, by=member())
    flash(_("Die Zwischennachricht ist unterwegs."), "ok")


def _note(ticket: Ticket, form: NoteForm) -> None:
    service.note(ticket, form.note.data, by=member())
    flash(_("Die Notiz ist gespeichert."), "ok")


def _close(ticket: Ticket, form: CloseForm) -> None:
    words, nothing = form.result.data, form.no_report.data
    service.close(ticket, words, by=member(), no_report=nothing)
    flash(_("Die Meldung ist geschlossen."), "ok")


def _act(number: int, form: Form, do: Callable[[Ticket], None]) -> ResponseReturnValue:
    """Do it and come back; if it cannot be done, the same page with all words in it."""
    allow(can_read_tickets(viewer()))
    ticket = queries.ticket(number)
    if not form.accepted():
        return _page(ticket, form), 422
    try:
        do(ticket)
    except Refusal as no:
        return _page(ticket, form, refused=told(no)), 409
    return redirect(url_for("tickets.show", number=number))


def _page(ticket: Ticket, sent: Form | None, refused: str = "") -> str:
    """A report with the forms for what may be done now; one of them was sent."""
    who = viewer()
    kinds: dict[type[Form], bool] = {
        AnswerForm: can_answer(who, ticket),
        InterimForm: can_put_off(who, ticket),
        NoteForm: can_note(who, ticket),
        CloseForm: can_close(who, ticket),
    }
    forms = [_form(kind, allowed, sent) for kind, allowed in kinds.items()]
    return render_template(
        "tickets/show.html",
        ticket=ticket,
        steps=queries.steps(ticket.id),
        titles=STEPS,
        states=STATES,
        tongues=LANGUAGES,
        forms=dict(zip(("answer", "interim", "note", "close"), forms, strict=True)),
        sent=sent,
        refused=refused,
    )


def _form(kind: type[Form], allowed: bool, sent: Form | None) -> Form | None:
    """The form as it was sent, or an empty one if it may be used."""
    if isinstance(sent, kind):
        return sent
    return kind(formdata=None) if allowed else None
