"""The edge: one transaction per request, closed by default, one line in the log.

A GET never writes. A form that was accepted begins the write (`Form.accepted`); an
answered request commits, an exception rolls back.
"""

import logging
from time import perf_counter, time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, Response, abort, current_app, g, request
from flask import session as cookie
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from forum.core.db import is_writing, session
from forum.web import answers, delivery
from forum.web.access import SAFE, is_open

log = logging.getLogger("forum.requests")

STRANGE = "forum.strange_host"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def connect(app: Flask, base_url: str, proxies: int) -> None:
    """Put the edge around the application."""
    app.before_request(_begin)
    app.before_request(_only_here)
    app.wsgi_app = OnlyHere(app.wsgi_app, base_url)  # type: ignore[method-assign]
    app.before_request(_only_members)
    steps = (
        _commit,
        _renew,
        delivery.weigh,
        delivery.headers(base_url.startswith("https://")),
        delivery.pack,
        delivery.spare,
        _note,
    )
    for step in reversed(steps):  # Flask takes the last one first
        app.after_request(step)
    answers.connect(app)
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def _begin() -> None:
    g.started = perf_counter()
    g.number = uuid4().hex[:12]
    if request.mimetype != "multipart/form-data":  # without files it is read at once
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


class OnlyHere:
    """Answer under our own name alone: what is made under another would lead there.

    On the machine itself it has other names, too: a trial, and who looks after it.
    """

    def __init__(self, app: Any, base_url: str) -> None:
        self.app = app
        self.host = urlsplit(base_url).netloc.rpartition("@")[2]
        self.name = _name(self.host)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Forget a strange name, so that nothing can repeat it."""
        if not self._is_ours(environ):
            environ["HTTP_HOST"] = self.host
            environ[STRANGE] = True
        return self.app(environ, start_response)

    def _is_ours(self, environ: dict[str, Any]) -> bool:
        name = _name(environ.get("HTTP_HOST", self.host))
        inside = self.name in LOOPBACK or environ.get("REMOTE_ADDR") in LOOPBACK
        return name == self.name or (inside and name in LOOPBACK)


def _name(host: str) -> str:
    """A host without its port; empty if it is none."""
    return urlsplit(f"//{host}").hostname or "" if host_is_trusted(host) else ""


def _only_here() -> None:
    if STRANGE in request.environ:
        log.warning("%s asked for another host: is BASE_URL right?", g.number)
        abort(400)


def _only_members() -> Any:
    """Closed by default: an unsafe request needs a member unless its route is open."""
    route = current_app.view_functions.get(request.endpoint or "")
    if request.method in SAFE or route is None or is_open(route):
        return None
    if current_user.is_authenticated:
        return None
    return answers.signed_out()


def _commit(response: Response) -> Response:
    """Keep what was written; if that fails, answer as if it had failed before."""
    if not is_writing():
        return response
    try:
        session.commit()
    except Exception as problem:
        answer = current_app.handle_user_exception(problem)
        return current_app.make_response(answer)
    return response


def _renew(response: Response) -> Response:
    """Whoever is active stays signed in: at most one new cookie in an hour."""
    if response.status_code >= 500 or response.mimetype != "text/html":
        return response
    if current_user.is_authenticated:
        hour = int(time() // 3600)
        if cookie.get("hour") != hour:
            cookie["hour"] = hour
    return response


def _note(response: Response) -> Response:
    """One line per request, without names, addresses or texts."""
    log.info(
        "%s %s %s %s %.0f ms",
        g.number,
        request.method,
        request.endpoint or "-",
        response.status_code,
        (perf_counter() - g.started) * 1000,
    )
    return response
