"""Where things are shown: an entry of any kind, this very page, a picture."""

from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from forum.core.media import name

PATH_MAX = 500  # characters of an address to come back to: it may stand in a letter


class Shown(Protocol):
    """Something with a page of its own."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def slug(self) -> str:
        """Its title, fit for an address."""


def address(entry: Shown, *, external: bool = False, **more: object) -> str:
    """The address of an entry's page, with its slug."""
    kind = current_app.extensions["kinds"][entry.kind]
    values: dict[str, Any] = {"number": entry.id, "slug": entry.slug, **more}
    return url_for(kind.endpoint, _external=external, **values)


def here() -> str:
    """The path of this very page with its question, to come back to."""
    return request.script_root + request.full_path.rstrip("?")


def page() -> str:
    """The path to come back to: this very page, or the one with the form it belongs to.

    What can only be sent has no page of its own.
    """
    rule = request.url_rule
    if rule is None or "GET" in (rule.methods or ()):
        return here()
    form = urlsplit(came_from())
    return f"{form.path}?{form.query}" if form.query else form.path


def wanted() -> str:
    """Where somebody wanted to go: a path of this site, or nothing."""
    target = request.values.get("weiter", "")
    here = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if here and target.isprintable() and len(target) <= PATH_MAX else ""


def came_from() -> str:
    """The page of ours on which the form stood; the first page if it is not told."""
    told = request.referrer or ""
    return told if told.startswith(request.host_url) else request.script_root + "/"


def picture_url(digest: str, size: int) -> str:
    """The address of a picture: one for all languages, so that it is fetched once."""
    return f"/media/{name(digest, size)}"
