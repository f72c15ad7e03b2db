"""Where a request comes from: which kind of browser, and whether this very machine."""

from urllib.parse import urlsplit

from flask import current_app, request

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")

BROWSERS = (  # the order matters: most call themselves Safari too
    ("Firefox", "Firefox"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device() -> str:
    """For example "Firefox, Android"; empty for what we do not know."""
    agent = request.headers.get("User-Agent", "")
    names = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return ", ".join(name for name in names if name)


def on_this_machine() -> bool:
    """Not from elsewhere: a proxy that nobody told us about speaks for others."""
    forwarded = any(name in request.headers for name in FORWARDED)
    address = urlsplit(current_app.extensions["settings"].base_url).hostname
    ours = address in (*LOOPBACK, "localhost")
    return ours and request.remote_addr in LOOPBACK and not forwarded


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in known if mark in agent), "")
