"""The log, as staff read it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.current import viewer
from forum.core.errors import allow
from forum.moderation.log import queries
from forum.moderation.log.acts import ACTS, ROLES
from forum.moderation.log.permissions import can_read_log

bp = Blueprint("log", __name__)
NUMBER_MAX = 2**31 - 1
DIGITS_MAX = 10


@bp.get("/redaktion/protokoll")
def index() -> ResponseReturnValue:
    allow(can_read_log(viewer()))
    wanted = queries.Wanted(
        by=_number("wer"),
        name=request.args.get("was", "") if request.args.get("was") in ACTS else "",
        entry=_number("beitrag"),
    )
    return render_template(
        "moderation/log.html",
        page=queries.acts(wanted, _number("seite") or 1),
        wanted=wanted,
        actors=queries.actors(),
        titles=ACTS,
        roles=ROLES,
        with_page=_with_page,
    )


def _with_page(seite: int) -> str:
    """The address of another page of the same choice."""
    kept: dict[str, Any] = {
        name: request.args.get(name) for name in ("wer", "was", "beitrag")
    }
    return url_for("log.index", seite=seite, **kept)


def _number(name: str) -> int | None:
    """A number of the address, or nothing if it is none."""
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > DIGITS_MAX:
        return None
    return min(int(text), NUMBER_MAX)
