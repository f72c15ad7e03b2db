"""The log, as staff read it."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.current import viewer
from forum.accounts.members.rights import ROLES
from forum.core.errors import allow
from forum.moderation.log import queries
from forum.moderation.log.acts import ACTS
from forum.moderation.log.permissions import can_read_log
from forum.web.arguments import changed, known

bp = Blueprint("log", __name__)
NAMES = ("wer", "was", "beitrag")
NUMBER_MAX = 2**31 - 1
DIGITS_MAX = 10


@bp.get("/redaktion/protokoll")
def index() -> ResponseReturnValue:
    allow(can_read_log(viewer()))
    wanted = queries.Wanted(
        by=_number("wer"),
        name=known("was", ACTS),
        entry=_number("beitrag"),
    )
    return render_template(
        "moderation/log.html",
        page=queries.acts(wanted, request.args.get("seite", 1, type=int), viewer()),
        wanted=wanted,
        actors=queries.actors(),
        titles=ACTS,
        roles=ROLES,
        with_page=partial(changed, "log.index", NAMES),
    )


def _number(name: str) -> int | None:
    """A number of the address, or nothing if it is none."""
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > DIGITS_MAX:
        return None
    return min(int(text), NUMBER_MAX)
