"""The edge: one transaction per request, refusals in words, headers, compression.

A GET never writes. A form that was accepted begins the write (`Form.accepted`); an
answered request commits, an exception rolls back.
"""

import gzip
import logging
from time import perf_counter, time
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from forum.core.db import is_writing, session
from forum.core.errors import Forbidden, Gone, Missing, Refusal
from forum.web.access import is_open
from forum.web.assets import Assets
from forum.web.language import language, told

log = logging.getLogger("forum.requests")

SAFE = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
WORTH_PACKING = 600  # bytes
WORTH_KEEPING = 20  # characters of a text that is shown again
KWH_PER_GB = 0.300  # Sustainable Web Design Model v4, all segments
GRAMS_PER_KWH = 494  # world average grid, the same model


def connect(app: Flask, secure: bool, proxies: int) -> None:
    """Put the edge around the application."""
    app.before_request(_begin)
    app.before_request(_only_members)
    steps = (_note, _pack, _head(secure), _weigh, _renew, _commit)  # last goes first
    for step in steps:
        app.after_request(step)
    for problem, answer in (
        (Missing, _missing),
        (Forbidden, _forbidden),
        (Refusal, _refused),
        (HTTPException, _http),
        (sa.exc.OperationalError, _busy),
        (Exception, _broken),
    ):
        app.register_error_handler(problem, answer)
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
    return _signed_out()


def _signed_out() -> Any:
    """Show what was typed, so that nothing is lost, and the way to sign in."""
    typed = [
        text
        for name, text in request.form.items(multi=True)
        if len(text) > WORTH_KEEPING and name not in ("csrf_token", "form_key")
    ]
    return render_template("errors/signed_out.html", typed=typed), 403


def _to_sign_in() -> Any:
    back = request.script_root + request.full_path.rstrip("?")
    return redirect(url_for("signin.sign_in", weiter=back))


def _renew(response: Response) -> Response:
    """Whoever is active stays signed in: at most one new cookie in an hour."""
    if current_user.is_authenticated and response.mimetype == "text/html":
        hour = int(time() // 3600)
        if cookie.get("hour") != hour:
            cookie["hour"] = hour
    return response


def _commit(response: Response) -> Response:
    if is_writing():
        session.commit()
    return response


def _weigh(response: Response) -> Response:
    """Let the footer say what this page weighs."""
    if response.mimetype != "text/html" or response.direct_passthrough:
        return response
    body = response.get_data()
    if b"%%KB%%" in body:
        assets: Assets = current_app.extensions["assets"]
        weight = len(gzip.compress(body, 5)) + assets.weight(body)
        grams = weight / 1e9 * KWH_PER_GB * GRAMS_PER_KWH
        comma = "." if request.environ.get("forum.language") == "en" else ","
        body = body.replace(b"%%KB%%", str(max(1, round(weight / 1000))).encode())
        text = f"{grams:.4f}".replace(".", comma)
        response.set_data(body.replace(b"%%GRAMS%%", text.encode()))
    return response


def _head(secure: bool) -> Any:
    def head(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        if "Cache-Control" not in response.headers:
            kept = "private, no-store" if _is_personal() else "no-cache"
            response.headers["Cache-Control"] = kept
            response.vary.add("Cookie")
        return response

    return head


def _is_personal() -> bool:
    """Whether the answer may hold a token, or something of a member."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    return name in request.cookies or bool(cookie.modified)


def _pack(response: Response) -> Response:
    """Compress what is big enough; not where a token stands beside what was typed."""
    if (
        _is_personal()
        or response.direct_passthrough
        or response.status_code not in (200, 404)
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith("text/")
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return response
    body = response.get_data()
    if len(body) >= WORTH_PACKING:
        response.set_data(gzip.compress(body, 5))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
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


def _missing(problem: Missing) -> Any:
    session.rollback()
    code = 410 if isinstance(problem, Gone) else 404
    return render_template(f"errors/{code}.html"), code


def _forbidden(_problem: Forbidden) -> Any:
    session.rollback()
    if not current_user.is_authenticated and request.method in SAFE:
        return _to_sign_in()
    return render_template("errors/403.html"), 403


def _refused(problem: Refusal) -> Any:
    """Back with its words: to the page the form stood on."""
    session.rollback()
    if request.method in SAFE:
        return render_template("errors/400.html", message=told(problem)), 400
    return render_template("errors/refused.html", message=told(problem)), 409


def _http(problem: HTTPException) -> Any:
    session.rollback()
    code = problem.code or 500
    if code < 400:
        return problem
    known = (400, 403, 404, 405, 410, 413, 429)
    page = code if code in known else 400 if code < 500 else 500
    allowed = {key: value for key, value in problem.get_headers() if key == "Allow"}
    return render_template(f"errors/{page}.html", message=""), code, allowed


def _busy(problem: Exception) -> Any:
    """The database is locked or away: say so, and when to come back."""
    session.rollback()
    log.error("%s database: %s", g.get("number"), type(problem).__name__)
    return _plain_page(), 503, {"Retry-After": "10"}


def _broken(problem: Exception) -> Any:
    session.rollback()
    log.exception("%s failed: %s", g.get("number"), type(problem).__name__)
    return _plain_page(), 500


def _plain_page() -> str:
    """A page that asks neither the database nor who is there."""
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(language=language())
