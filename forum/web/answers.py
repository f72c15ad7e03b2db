"""When a request cannot be done: take it back, and say why in words."""

import logging
from typing import Any

from flask import (
    Flask,
    current_app,
    g,
    message_flashed,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import current_user
from werkzeug.exceptions import HTTPException, InternalServerError

from forum.core.db import session
from forum.core.errors import Forbidden, Gone, Missing, Refusal, TooOften
from forum.core.faults import is_passing, trace
from forum.web.access import SAFE
from forum.web.addresses import here
from forum.web.language import language, told

log = logging.getLogger("forum.requests")

WORTH_KEEPING = 20  # characters of a text that is shown again
UNSHOWN = ("csrf_token", "form_key", "version", "password")
PAGES = (400, 403, 404, 405, 410, 413, 429)
COME_BACK = "10"  # seconds


def connect(app: Flask) -> None:
    """Answer in words whatever goes wrong."""
    for problem, answer in (
        (Missing, _missing),
        (Forbidden, _forbidden),
        (Refusal, _refused),
        (TooOften, _too_often),
        (HTTPException, _http),
        (Exception, _failed),
    ):
        app.register_error_handler(problem, answer)
    app.log_exception = _is_logged  # type: ignore[method-assign, assignment]
    message_flashed.connect(_flashed, app)


def _is_logged(_info: object) -> None:
    """Flask would log what a database quotes; `_failed` logs the rest."""


def _flashed(_app: Flask, **_said: object) -> None:
    g.flashes = g.get("flashes", 0) + 1


def _undo() -> None:
    """Take back what this request wrote, and what it was going to say about it."""
    session.rollback()
    if count := g.pop("flashes", 0):
        cookie["_flashes"] = cookie.get("_flashes", [])[:-count]


def signed_out() -> Any:
    """Nobody is signed in any more: the way to do so, and what was typed."""
    return _page("signed_out"), 403


def _page(name: str | int, message: str = "") -> str:
    return render_template(f"errors/{name}.html", message=message, typed=typed())


def _page_unread(name: int) -> str:
    """A page about a request whose form may not even be readable."""
    return render_template(f"errors/{name}.html", message="", typed=[])


def typed() -> list[str]:
    """The longer texts of a form that cannot be taken, so that nothing is lost."""
    return [
        text
        for name, text in request.form.items(multi=True)
        if len(text) > WORTH_KEEPING and not name.endswith(UNSHOWN)
    ]


def _missing(problem: Missing) -> Any:
    _undo()
    code = 410 if isinstance(problem, Gone) else 404
    return _page(code), code


def _forbidden(_problem: Forbidden) -> Any:
    _undo()
    if not current_user.is_authenticated and request.method in SAFE:
        return redirect(url_for("signin.sign_in", weiter=here()))
    return _page(403), 403


def _refused(problem: Refusal) -> Any:
    """Back with its words: to the page the form stood on."""
    _undo()
    if request.method in SAFE:
        return _page(400, told(problem)), 400
    return _page("refused", told(problem)), 409


def _too_often(problem: TooOften) -> Any:
    _undo()
    return _page(429, told(problem)), 429, {"Retry-After": str(problem.seconds)}


def _http(problem: HTTPException) -> Any:
    if isinstance(problem, InternalServerError):
        return _failed(problem.original_exception or problem)
    _undo()
    code = problem.code or 500
    if code < 400:
        return problem
    allowed = {key: value for key, value in problem.get_headers() if key == "Allow"}
    return _page_unread(code if code in PAGES else 400), code, allowed


def _failed(problem: BaseException) -> Any:
    """The database is locked or away: say when to come back. Else it is our fault."""
    _undo()
    name = type(problem).__name__
    if is_passing(problem):
        log.error("%s database: %s", g.get("number"), name)
        return _plain_page(), 503, {"Retry-After": COME_BACK}
    log.error("%s failed: %s\n%s", g.get("number"), name, trace(problem))
    return _plain_page(), 500


def _plain_page() -> str:
    """A page that asks neither the database nor who is there."""
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(language=language(), site=current_app.extensions["site"])
