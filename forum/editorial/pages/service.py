"""What the staff does with the pages of the house."""

from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.db import names_constraint, session
from forum.core.errors import Invalid, Missing, allow
from forum.core.text import plain
from forum.core.versions import Conflict
from forum.core.words import N_
from forum.editorial.pages.activities import PageChanged, PageReset
from forum.editorial.pages.models import PageText
from forum.editorial.pages.permissions import can_write_pages
from forum.editorial.pages.queries import REQUIRED, own_text, template

ENOUGH = 100  # characters without which a page that the law asks for says nothing
EMPTY = N_(
    "Diese Seite verlangt das Gesetz. Schreiben Sie mindestens %(count)s Zeichen"
)
FASTER = N_("Diese Seite wurde inzwischen an anderer Stelle geändert.")


@dataclass(frozen=True)
class Words:
    """A title and a text; what it becomes was rendered before the write."""

    title: str
    source: str
    html: str


def write(slug: str, language: str, words: Words, by: Member, version: int) -> None:
    """Show everybody this text from now on; the versions before it are kept."""
    allow(can_write_pages(by))
    if slug in REQUIRED and len(plain(words.html)) < ENOUGH:
        raise Invalid("source", EMPTY, count=ENOUGH)
    before = own_text(slug, language)
    if before.version != version:
        raise Conflict(FASTER)
    same = (words.title, words.source) == (before.title, before.source)
    if same and before.language == language:
        return
    made = _next(slug, language, words, by, version)
    _keep(made)
    record(PageChanged(by=by.id, page=slug, language=language, version=made.number))


def reset(slug: str, language: str, by: Member, version: int) -> None:
    """Show the template again; what was written stays in the history."""
    allow(can_write_pages(by))
    ours = template(slug, language)
    before = own_text(slug, language)
    if ours is None:
        raise Missing
    if before.version != version:
        raise Conflict(FASTER)
    if before.is_template:
        return
    words = Words(ours.title, ours.source, ours.html)
    made = _next(slug, language, words, by, version)
    made.is_template = True
    _keep(made)
    record(PageReset(by=by.id, page=slug, language=language, version=made.number))


def _next(slug: str, language: str, words: Words, by: Member, version: int) -> PageText:
    return PageText(
        slug=slug,
        language=language,
        number=version + 1,
        title=words.title,
        source=words.source,
        html=words.html,
        by=by.id,
        demo=by.demo,
    )


def _keep(made: PageText) -> None:
    """The database decides who came first."""
    try:
        with session.begin_nested():
            session.add(made)
    except sa.exc.IntegrityError as error:
        columns = ("page_text.slug", "page_text.language", "page_text.number")
        if names_constraint(error, *columns):
            raise Conflict(FASTER) from error
        raise
