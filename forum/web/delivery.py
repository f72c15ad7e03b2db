"""How an answer leaves: its headers, what it weighs, packed, and not sent twice.

Guests' pages are packed and carry a mark, so that an unchanged page is not sent again.
Neither is done where a token stands beside what was typed (BREACH).
"""

import gzip
from collections.abc import Callable
from secrets import token_hex

from flask import Response, current_app, request
from flask import session as cookie

from forum.web.assets import Assets
from forum.web.language import number

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
KWH_PER_GB = 0.300  # Sustainable Web Design Model v4, all segments
GRAMS_PER_KWH = 494  # world average grid, the same model
WEIGHT_KB, WEIGHT_GRAMS = token_hex(16), token_hex(16)  # nobody can type them


def weigh(response: Response) -> Response:
    """Let the footer say what this page weighs on its way to the reader."""
    if response.mimetype != "text/html" or response.direct_passthrough:
        return response
    body = response.get_data()
    if WEIGHT_KB.encode() in body:
        assets: Assets = current_app.extensions["assets"]
        sent = _packed(body) if _is_packed(response) else body
        weight = len(sent) + assets.weight(body)
        grams = weight / 1e9 * KWH_PER_GB * GRAMS_PER_KWH
        for mark, text in (
            (WEIGHT_KB, number(max(1, round(weight / 1000)))),
            (WEIGHT_GRAMS, number(grams, 4)),
        ):
            body = body.replace(mark.encode(), text.encode(), 1)
        response.set_data(body)
    return response


def headers(secure: bool) -> Callable[[Response], Response]:
    """What stands above every answer."""

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


def pack(response: Response) -> Response:
    """Compress what is big enough."""
    if not _may_be_packed(response):
        return response
    response.vary.add("Accept-Encoding")
    if _is_packed(response):
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


def spare(response: Response) -> Response:
    """Do not send again what a guest already has."""
    if (
        _is_personal()
        or response.direct_passthrough
        or response.status_code != 200
        or response.headers.get("Cache-Control") != "no-cache"
    ):
        return response
    response.add_etag()
    response.make_conditional(request)
    return response


def _is_personal() -> bool:
    """Whether the answer may hold a token, or something of a member."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    return name in request.cookies or bool(cookie.modified)


def _may_be_packed(response: Response) -> bool:
    return (
        not _is_personal()
        and not response.direct_passthrough
        and response.status_code in (200, 404)
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith("text/")
    )


def _is_packed(response: Response) -> bool:
    return (
        _may_be_packed(response)
        and bool(request.accept_encodings["gzip"])
        and len(response.get_data()) >= WORTH_PACKING
    )


def _packed(body: bytes) -> bytes:
    """The same bytes for the same page, so that its mark stays."""
    return gzip.compress(body, 5, mtime=0)
