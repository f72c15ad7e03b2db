"""The edge: one transaction per request, closed by default, one line in the log.

A GET never writes. A form that was accepted begins the write (`Form.accepted`); an
answered request commits, an exception rolls back.
"""

import logging
from time import perf_counter, time
from typing import Any
from uuid import uuid4

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.core.db import is_writing, session
from forum.web import answers, delivery
from forum.web.access import SAFE, is_open

log = logging.getLogger("forum.requests")


def connect(app: Flask, secure: bool, proxies: int) -> None:
    """Put the edge around the application."""
    app.before_request(_begin)
    app.before_request(_only_members)
    steps = (
        _commit,
        _renew,
        delivery.weigh,
        delivery.headers(secure),
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
