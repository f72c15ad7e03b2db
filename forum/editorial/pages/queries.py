"""The texts of the service pages, read once and rendered like all others."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from forum.core.errors import Missing
from forum.core.frontmatter import split
from forum.core.text import render

FOLDER = Path(__file__).with_name("texts")
REQUIRED = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache")
GAPS = ("[Bitte eintragen", "[Fyll i", "[Please fill in")


@dataclass(frozen=True)
class Text:
    """A page of the house."""

    slug: str
    title: str
    description: str
    html: str


@lru_cache(maxsize=64)
def text(slug: str, language: str) -> Text:
    """One page in one language; Missing if there is none of this name."""
    if slug not in slugs():
        raise Missing
    path = FOLDER / language / f"{slug}.md"
    head, body = split(path.read_text("utf-8"))
    if language != "de":
        body = body.replace("](/", f"](/{language}/")  # links stay in the language
    return Text(slug, head["title"], head["description"], render(body))


@lru_cache(maxsize=1)
def slugs() -> frozenset[str]:
    """The names of all pages."""
    return frozenset(path.stem for path in (FOLDER / "de").glob("*.md"))


def gaps() -> list[str]:
    """Pages the law asks for that still have places to fill in."""
    return [
        f"The page {slug} ({path.parent.name}) has places to fill in"
        for slug in REQUIRED
        for path in sorted(FOLDER.glob(f"*/{slug}.md"))
        if any(gap in path.read_text("utf-8") for gap in GAPS)
    ]
