"""Who is asking right now: the only place that knows the signed-in session."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar, cast

from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    url_for,
)
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user

from forum.accounts.members.models import Guest, Member, Viewer
from forum.accounts.sessions import janitor
from forum.accounts.sessions import service as sessions
from forum.accounts.sessions.models import SignIn
from forum.core.errors import Forbidden
from forum.web.addresses import page
from forum.web.answers import typed
from forum.web.devices import device

R = TypeVar("R", bound=Callable[..., Any])

manager = LoginManager()
MARK = "mark"


def connect(app: Flask) -> None:
    """Let Flask-Login find members by the mark in the cookie; note who is here."""
    manager.anonymous_user = Guest
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    app.after_request(_note_presence)


def _note_presence(response: Response) -> Response:
    """After the answer: at most one row for each member in five minutes."""
    number: int | None = g.get("sign_in_due")
    if number is not None and response.status_code < 500:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        response.call_on_close(partial(_see, app, number))
    return response


def _see(app: Flask, number: int) -> None:
    with app.app_context():
        janitor.see(number)


def viewer() -> Viewer:
    """The member who is signed in, or a guest."""
    user: Any = current_user
    found: Viewer = user._get_current_object()
    return found


def member() -> Member:
    """The member who is signed in; Forbidden for guests."""
    found = viewer()
    if isinstance(found, Member):
        return found
    raise Forbidden


def sign_in() -> SignIn:
    """The sign-in of this browser; Forbidden for guests."""
    member()
    found: SignIn = g.sign_in
    return found


def enter(member: Member) -> None:
    """Sign in on this browser, in the open write; nothing of its last user stays."""
    cookie.clear()
    login_user(member)
    cookie["_user_id"] = sessions.begin(member, device())
    cookie.permanent = True


def leave() -> None:
    """Sign out on this browser, in the open write."""
    if isinstance(viewer(), Member):
        sessions.end(member(), sign_in().id)
    logout_user()
    cookie.clear()


def forget() -> None:
    """The member has just been deleted: this browser knows nobody any more."""
    g.pop("sign_in", None)
    logout_user()
    cookie.clear()


def sure(route: R) -> R:
    """Only for who has proved lately who they are: asked for before it is too late.

    Longer texts that were sent too late are shown, to be taken along.
    """

    @wraps(route)
    def asked(**values: Any) -> Any:
        if sessions.is_sure(sign_in()):
            return route(**values)
        way = url_for("signin.prove", weiter=page())
        if texts := typed():
            return render_template("errors/unsure.html", way=way, typed=texts), 403
        return redirect(way)

    return cast(R, asked)


def _load(mark: str) -> Member | None:
    found = sessions.find(mark)
    if found is None:
        return None
    g.sign_in = found[1]
    if sessions.is_due(found[1]):
        g.sign_in_due = found[1].id
    return found[0]
