"""What `forum doctor` asks of the pages of the house."""

import re
from collections.abc import Iterator

from forum.core.text import plain
from forum.editorial.pages.queries import (
    GAP,
    LANGUAGES,
    REQUIRED,
    SLUGS,
    Text,
    newest,
    shown,
)
from forum.editorial.pages.service import ENOUGH

PHONE = re.compile(
    r"(?:tel\w*|phone|mobil\w*|fax)\W{0,20}[+(]?\d[\d\s/()–-]{4,}", re.IGNORECASE
)
OMBUDS = re.compile(r"ombud[\s\S]*(?:@|https?://)", re.IGNORECASE)


def faults() -> list[str]:
    """What is missing on the pages, told to the operator."""
    kept = newest()
    found = [
        (slug, language, shown(slug, language, kept))
        for slug in SLUGS
        for language in LANGUAGES
    ]
    said: list[str] = []
    for slug, language, text in found:
        if text is not None:
            said += (f"The page {slug} ({language}) {what}" for what in _faults(text))
    return said


def _faults(text: Text) -> Iterator[str]:
    words = plain(GAP.sub("", text.html))
    if text.slug in REQUIRED and len(words) < ENOUGH:
        yield "is required by law and empty"
    if text.gaps == 1:
        yield "has 1 place to fill in"
    elif text.gaps:
        yield f"has {text.gaps} places to fill in"
    if text.language != "de":
        return
    if text.slug == "impressum" and not PHONE.search(words):
        yield "names no second contact, such as a phone number"
    if text.slug == "barrierefreiheit" and not OMBUDS.search(GAP.sub("", text.source)):
        yield "does not say how to reach the Ombudsstelle"
