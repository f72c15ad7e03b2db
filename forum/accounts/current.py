"""Who is asking right now: the only place that knows the signed-in session."""

from typing import Any

from flask import Flask
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user

from forum.accounts.members.models import Guest, Member, Viewer
from forum.core.db import session
from forum.core.errors import Forbidden

manager = LoginManager()


def connect(app: Flask) -> None:
    """Let Flask-Login find members; its cookie carries number and epoch."""
    manager.anonymous_user = Guest
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)


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


def enter(member: Member) -> None:
    """Sign in on this browser; nothing of whoever used it before stays."""
    cookie.clear()
    login_user(member)
    cookie.permanent = True


def leave() -> None:
    """Sign out on this browser."""
    logout_user()
    cookie.clear()


def _load(mark: str) -> Member | None:
    number, _, epoch = mark.partition(".")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    found = session.get(Member, int(number))
    if found is None or found.epoch != int(epoch) or not found.is_active:
        return None
    return found
