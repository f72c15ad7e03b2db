"""`forum search`, `reindex`, `doctor`, `weigh`, `backup`, `restore`: keeping well."""

import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from forum.accounts.members.models import Guest
from forum.accounts.privacy import journal
from forum.accounts.privacy.registry import registry
from forum.commands import archive
from forum.commands.progress import shown
from forum.config import Settings
from forum.core import mail, schema
from forum.core.activities import stuck
from forum.core.db import db, release, session
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry, State
from forum.features import FEATURES
from forum.index.documents import Document
from forum.index.engine import Index
from forum.search import queries
from forum.search.refresh import batches, public_entries, refresher
from forum.web.language import LANGUAGES

MANY = 200  # changed entries that are worth a new index
FIRST_VIEW = 60_000  # bytes, compressed
FIRST_REQUESTS = 5


@click.command()
@click.argument("query")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="Texts in this language only.",
)
@click.option("--limit", default=10, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def search(query: str, language: str | None, limit: int, as_json: bool) -> None:
    """Search as a guest does, and print what is found, best first."""
    hits = queries.find(query, Guest(), limit=limit, language=language or "")
    rows = [
        {
            "id": hit.entry.external_id or str(hit.entry.id),
            "kind": hit.entry.kind,
            "title": hit.entry.title,
            "score": round(hit.score, 4),
            "excerpt": str(hit.excerpt),
        }
        for hit in hits
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['score']:8.3f}  {row['id']:<14} {row['title']}")


@click.command()
@with_appcontext
def reindex() -> None:
    """Build the search index anew beside the running one, then swap."""
    numbers = public_entries()
    index: Index = current_app.extensions["index"]
    index.replace_all(shown(documents(numbers), "entries", len(numbers)))


def index_entries(numbers: Sequence[int]) -> None:
    """Put what is missing or changed into the index; used after an import."""
    index: Index = current_app.extensions["index"]
    if len(numbers) >= MANY or not index.healthy:
        everything = public_entries()
        index.replace_all(shown(documents(everything), "index", len(everything)))
        return
    for some in batches(numbers):
        index.put(refresher.documents(some))


def documents(numbers: Sequence[int]) -> Iterator[Document]:
    """What the index holds of these entries, batch by batch."""
    for some in batches(numbers):
        yield from refresher.documents(some)
        release()


@click.command()
@with_appcontext
def doctor() -> None:
    """Look for what is not as it should be; ends with 1 if something is found."""
    found = list(_complaints())
    for complaint in found:
        click.echo(f"- {complaint}")
    click.echo("All is well." if not found else f"{len(found)} findings.")
    sys.exit(1 if found else 0)


def _complaints() -> Iterator[str]:
    settings: Settings = current_app.extensions["settings"]
    if not schema.is_current(db.engine):
        yield "The tables are not up to date: forum migrate"
        return
    secret = settings.instance / "secret_key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield f"Others may read {secret}: chmod 600"
    yield from _wrong_counters()
    yield from _index_differs(current_app.extensions["index"])
    yield from (f"Job {job.id} {job.trouble}" for job in stuck())
    if given_up := mail.given_up():
        yield f"Letters given up: {given_up}"
    for feature in FEATURES:
        for check in feature.checks:
            yield from check()


def how_many_said() -> sa.ScalarSelect[int]:
    """How many comments below an entry everybody may read, counted anew."""
    return (
        sa.select(sa.func.count())
        .where(Comment.entry_id == Entry.id, Comment.state == CommentState.PUBLISHED)
        .correlate(Entry)
        .scalar_subquery()
    )


def _wrong_counters() -> Iterator[str]:
    counted = how_many_said()
    rows = session.execute(
        sa.select(Entry.id, Entry.comment_count, counted).where(
            Entry.comment_count != counted
        )
    )
    for number, says, counts in rows:
        yield f"Entry {number} says {says} comments and has {counts}"


def _index_differs(index: Index) -> Iterator[str]:
    indexed, public = set(index.doc_ids()), set(public_entries())
    if indexed != public:
        yield (
            f"The index lacks {len(public - indexed)} entries and has "
            f"{len(indexed - public)} too many: forum reindex"
        )


@dataclass(frozen=True)
class Weight:
    """What a first view of a page costs, compressed, without members' pictures."""

    page: str
    size: int
    requests: int
    cookies: int


@click.command()
@with_appcontext
def weigh() -> None:
    """Print what the first view of the main pages weighs; 1 if one is too heavy."""
    weights = [weight(path) for path in _main_pages()]
    for one in weights:
        click.echo(
            f"{one.page:<60} {one.size / 1000:6.1f} kB  {one.requests} requests  "
            f"{one.cookies} cookies"
        )
    heavy = [
        one
        for one in weights
        if one.size > FIRST_VIEW or one.requests > FIRST_REQUESTS or one.cookies
    ]
    sys.exit(1 if heavy else 0)


def _main_pages() -> list[str]:
    pages = ["/", "/projekte", "/ziele"]
    for kind in ("project", "goal", "thread"):
        entry = session.scalars(
            sa.select(Entry)
            .where(Entry.kind == kind, Entry.state == State.PUBLISHED)
            .order_by(Entry.id)
            .limit(1)
        ).first()
        if entry is not None:
            folder = {"project": "projekte", "goal": "ziele", "thread": "forum"}[kind]
            pages.append(f"/{folder}/{entry.id}-{entry.slug}")
    return pages


def weight(path: str) -> Weight:
    """Ask for a page and the sheets and scripts it names, as a new guest does."""
    client = current_app.test_client()
    packed = {"Accept-Encoding": "gzip"}
    answer = client.get(path, headers=packed)
    body = answer.get_data()
    html = (
        gzip.decompress(body) if answer.content_encoding == "gzip" else body
    ).decode()
    size, requests = len(body), 1
    for url in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html)):
        size += len(client.get(url, headers=packed).get_data())
        requests += 1
    return Weight(path, size, requests, len(answer.headers.getlist("Set-Cookie")))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database and pictures into one archive, while the site runs.

    Beside it goes the journal of deletions, for whoever restores an older archive.
    """
    counts = archive.write(file, current_app.extensions["media"])
    journal.keep(_beside(file), journal.read(registry.journal))
    click.echo(f"{file}: {counts.rows} rows, {counts.files} picture files")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Load an archive into an empty forum; whoever left after it was made stays away.

    The journals of the instance folder and beside the archive say who that is.
    """
    schema.upgrade(db.engine)
    journal.keep(registry.journal, journal.read(_beside(file)))
    try:
        counts = archive.read(file, current_app.extensions["media"])
    except archive.WrongArchive as problem:
        raise click.ClickException(str(problem)) from problem
    if counts.demo:
        settings: Settings = current_app.extensions["settings"]
        (settings.instance / "demo").touch()
    deleted = journal.replay()
    numbers = public_entries()
    index: Index = current_app.extensions["index"]
    index.replace_all(shown(documents(numbers), "index", len(numbers)))
    click.echo(f"{counts.rows} rows, {counts.files} picture files")
    if deleted:
        click.echo(f"{deleted} accounts that were deleted since are deleted again")


def _beside(file: Path) -> Path:
    """Where the journal of deletions lies with an archive."""
    return file.parent / registry.journal.name
