"""The texts of the service pages: the staff's newest version, or else the template."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.core.db import session
from forum.core.errors import Missing
from forum.core.frontmatter import split
from forum.core.text import clean_prose, render
from forum.editorial.pages.models import PageText

FOLDER = Path(__file__).with_name("texts")
NUMBER_MAX = 2**31 - 1  # what the databases can count to
LANGUAGES = ("de", "sv", "en")
SLUGS = (
    "impressum",
    "datenschutz",
    "nutzungsbedingungen",
    "spielregeln",
    "barrierefreiheit",
    "barriere-melden",
    "leichte-sprache",
    "gebaerdensprache",
    "hilfe",
    "so-rechnen-wir",
)
REQUIRED = (  # by the DDG, the GDPR, the DSA, the BGG NRW and the BITVNRW
    "impressum",
    "datenschutz",
    "nutzungsbedingungen",
    "spielregeln",
    "barrierefreiheit",
    "leichte-sprache",
    "gebaerdensprache",
)
# The line [[aufbewahrung]] of a text, and what stands there.
SLOTS = {"aufbewahrung": "privacy.rules"}
GAP = re.compile(r"\[(?:Bitte eintragen|Fyll i|Please fill in)[^\]]*\]")
_SLOT = re.compile(rf"<p>\[\[({'|'.join(SLOTS)})\]\]</p>")
_OWN = re.compile(r'href="/(?!sv/|en/|media/|static/)')


@dataclass(frozen=True)
class Piece:
    """A part of a page: its words, or the slot that stands between them."""

    html: str = ""
    slot: str = ""


@dataclass(frozen=True)
class Text:
    """A page of the house as it reads now, in the language it is written in."""

    slug: str
    language: str
    title: str
    description: str
    source: str
    html: str
    version: int = 0  # of the staff's versions; 0 before the first
    is_template: bool = True
    at: datetime | None = None

    @property
    def gaps(self) -> int:
        """How many places wait to be filled in."""
        return len(GAP.findall(self.source))

    @cached_property
    def pieces(self) -> Sequence[Piece]:
        """The words, and between them what the application itself knows."""
        found = _SLOT.split(in_language(self.html, self.language))
        return [
            Piece(slot=SLOTS[part]) if place % 2 else Piece(part)
            for place, part in enumerate(found)
        ]


def in_language(html: str, language: str) -> str:
    """The same text with links that stay in its language."""
    return html if language == "de" else _OWN.sub(f'href="/{language}/', html)


@lru_cache(maxsize=64)
def template(slug: str, language: str) -> Text | None:
    """What the program brings for this page; None where that language has none."""
    path = FOLDER / language / f"{slug}.md"
    if slug not in SLUGS or language not in LANGUAGES or not path.exists():
        return None
    head, body = split(path.read_text("utf-8"))
    words = clean_prose(body).strip()  # as a form gives it back
    return Text(
        slug, language, head["title"], head["description"], words, render(words)
    )


def text(slug: str, language: str) -> Text:
    """What readers get; Missing if there is no page of this name.

    A language that has no text, or one with gaps where the German has none, gives way
    to the German one.
    """
    if slug not in SLUGS:
        raise Missing
    kept = newest(slug)
    own, german = shown(slug, language, kept), shown(slug, "de", kept)
    if german is None:
        raise Missing
    return german if own is None or (own.gaps and not german.gaps) else own


def own_text(slug: str, language: str) -> Text:
    """What this very language has, for who writes it; the German one to begin with."""
    if slug not in SLUGS or language not in LANGUAGES:
        raise Missing
    found = shown(slug, language, newest(slug)) or template(slug, "de")
    if found is None:
        raise Missing
    return found


def shown(
    slug: str, language: str, kept: Mapping[tuple[str, str], PageText]
) -> Text | None:
    """The newest version as a page, or the template, or nothing."""
    ours, version = template(slug, language), kept.get((slug, language))
    if version is None:
        return ours
    about = ours or template(slug, "de")
    told = ours if version.is_template and ours else version
    return Text(
        slug,
        language,
        told.title,
        about.description if about else "",
        told.source,
        told.html,
        version.number,
        version.is_template,
        version.at,
    )


def newest(slug: str | None = None) -> dict[tuple[str, str], PageText]:
    """The newest versions by page and language, of one or of all: one statement."""
    last = sa.select(sa.func.max(PageText.id)).group_by(
        PageText.slug, PageText.language
    )
    if slug is not None:
        last = last.where(PageText.slug == slug)
    found = session.scalars(
        sa.select(PageText)
        .where(PageText.id.in_(last))
        .options(joinedload(PageText.author))
    )
    return {(one.slug, one.language): one for one in found}


def versions(slug: str, language: str) -> sa.Select[Any]:
    """All versions, newest first, with who wrote them."""
    return (
        sa.select(PageText)
        .where(PageText.slug == slug, PageText.language == language)
        .options(joinedload(PageText.author))
        .order_by(PageText.number.desc())
    )


def version(slug: str, language: str, number: int) -> PageText:
    """One version; Missing if there is none of this number."""
    if number > NUMBER_MAX:
        raise Missing
    found: PageText | None = session.scalar(
        versions(slug, language).where(PageText.number == number)
    )
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Row:
    """A page in the list of the desk: what it is like in each language."""

    slug: str
    title: str
    is_required: bool
    texts: Sequence[tuple[str, Text | None, PageText | None]]


def rows() -> list[Row]:
    """Every page with its state in every language: one statement."""
    kept = newest()
    return [
        Row(slug, _title(slug, kept), slug in REQUIRED, _states(slug, kept))
        for slug in SLUGS
    ]


def _title(slug: str, kept: Mapping[tuple[str, str], PageText]) -> str:
    german = shown(slug, "de", kept)
    return german.title if german else slug


def _states(
    slug: str, kept: Mapping[tuple[str, str], PageText]
) -> list[tuple[str, Text | None, PageText | None]]:
    return [
        (language, shown(slug, language, kept), kept.get((slug, language)))
        for language in LANGUAGES
    ]
