"""What a search finds for this viewer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from markupsafe import Markup

from forum.accounts.members.models import Viewer
from forum.core.db import session
from forum.core.pages import Page
from forum.core.spelling import says
from forum.core.text import clean_line, plain
from forum.entries.models import Entry, State
from forum.entries.permissions import visible_to
from forum.entries.queries import byline
from forum.index.engine import Index, Results
from forum.index.marking import as_markup, excerpt, mark
from forum.index.query import Words

QUERY_MAX = 200
PER_PAGE = 20
MOST = 500  # nobody leafs further
SORTS = ("treffer", "neu")


@dataclass(frozen=True)
class Hit:
    """One entry that was found, with the words marked."""

    entry: Entry
    score: float
    title: Markup
    excerpt: Markup


@dataclass(frozen=True)
class Filters:
    """What narrows a search; empty means everything."""

    kind: str = ""
    field: str = ""
    place: str = ""
    language: str = ""
    sort: str = "treffer"


@dataclass(frozen=True)
class Found:
    """A page of hits and how many there are of each kind, for this viewer."""

    page: Page[Hit]
    kinds: dict[str, int]
    healthy: bool


class Searcher:
    """Knows the index; the database has the last word on every hit."""

    def __init__(self) -> None:
        self._index: Index | None = None

    def connect(self, index: Index) -> None:
        """Ask this index from now on."""
        self._index = index

    def ask(self, query: str) -> Results:
        """What the index proposes; not healthy if there is none."""
        if self._index is None:
            return Results(healthy=False)
        return self._index.search(query, limit=MOST)


searcher = Searcher()


def find(
    query: str, viewer: Viewer, *, limit: int = PER_PAGE, language: str = ""
) -> list[Hit]:
    """The best hits, as the command line shows them; in one language if wanted."""
    results = searcher.ask(clean_line(query)[:QUERY_MAX])
    allowed = _allowed(results.ids, viewer, Filters(language=language))
    best = [number for number in results.ids if number in allowed][:limit]
    return _hits(best, results, viewer)


def search(query: str, viewer: Viewer, filters: Filters, number: int) -> Found:
    """A page of hits: counts are of what this viewer may see."""
    results = searcher.ask(query)
    proposed = results.ids if results.healthy else _plainly(query, viewer)
    allowed = _allowed(proposed, viewer, filters)
    kinds = Counter(kind for kind, _moment in allowed.values())
    ranked = [
        one
        for one in proposed
        if one in allowed and filters.kind in ("", allowed[one][0])
    ]
    if filters.sort == "neu":
        ranked.sort(key=lambda one: allowed[one][1], reverse=True)
    page = _slice(ranked, number)
    hits = _hits(page.items, results, viewer)
    return Found(page.of(hits), dict(kinds), results.healthy)


def _slice(numbers: list[int], number: int) -> Page[int]:
    last = max(1, -(-len(numbers) // PER_PAGE))
    number = min(max(1, number), last)
    first = (number - 1) * PER_PAGE
    return Page(numbers[first : first + PER_PAGE], number, PER_PAGE, len(numbers))


def _allowed(
    numbers: Sequence[int], viewer: Viewer, filters: Filters
) -> dict[int, tuple[str, float]]:
    """Kind and age of those the viewer may see and the filters let through."""
    query = sa.select(Entry.id, Entry.kind, Entry.published_at).where(
        Entry.id.in_(numbers), Entry.state == State.PUBLISHED, visible_to(viewer)
    )
    if filters.field:
        query = query.where(Entry.field == filters.field)
    if filters.place:
        query = query.where(Entry.place == filters.place)
    if filters.language:
        query = query.where(Entry.language == filters.language)
    return {
        number: (kind, at.timestamp() if at else 0.0)
        for number, kind, at in session.execute(query)
    }


def _hits(numbers: Sequence[int], results: Results, viewer: Viewer) -> list[Hit]:
    """Load the entries of one page and mark the words in them."""
    scores = dict(zip(results.ids, results.scores, strict=True))
    rows = session.scalars(
        sa.select(Entry)
        .where(Entry.id.in_(numbers), visible_to(viewer))
        .options(*byline(Entry))
    )
    entries = {one.id: one for one in rows}
    return [
        _hit(entries[number], scores.get(number, 0.0), results.words)
        for number in numbers
        if number in entries
    ]


def _hit(entry: Entry, score: float, words: Words) -> Hit:
    text = f"{entry.summary} {plain(entry.html)}".strip()
    return Hit(
        entry,
        score,
        as_markup(mark(entry.title, words)),
        as_markup(excerpt(text, words)),
    )


def _plainly(query: str, viewer: Viewer) -> Sequence[int]:
    """Without an index: look for the letters in titles, summaries and texts."""
    fits = says(query, Entry.title, Entry.summary, Entry.source)
    return session.scalars(
        sa.select(Entry.id)
        .where(Entry.state == State.PUBLISHED, visible_to(viewer), *fits)
        .order_by(Entry.published_at.desc())
        .limit(MOST)
    ).all()
