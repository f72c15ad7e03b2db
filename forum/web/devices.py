"""What kind of browser somebody uses, in words that help to know it again."""

from flask import request

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


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in known if mark in agent), "")
