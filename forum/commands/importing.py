"""`forum import FILE`: entries and their replies from JSON Lines.

Imported entries are public at once, keep their dates and send no letters. The external
id is unique: importing again updates and never doubles. Texts are rendered before a
transaction begins; what was interrupted is simply started again.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.commands import keeping
from forum.commands.items import (
    Item,
    Said,
    WrongLine,
    read_contribution,
    read_item,
    read_topic,
)
from forum.commands.progress import shown
from forum.core.db import release, session, transaction
from forum.core.text import TEXT_VERSION, normal_key
from forum.discussions.comments.models import Comment
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import Entry, State
from forum.projects.models import Project, Status

BATCH = 50  # entries in one transaction
KEPT = ("title", "summary", "source", "language", "place", "field")
FORMATS: dict[str, Callable[[str], Item]] = {
    "forum": read_item,
    "contributions": read_contribution,
    "topics": read_topic,
}


@dataclass
class Report:
    """What became of the lines."""

    new: int = 0
    changed: int = 0
    same: int = 0
    replies: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="forum")
@with_appcontext
def import_file(file: Path, form: str) -> None:
    """Import entries from a file of JSON Lines; wrong lines are named and left out."""
    report = run(file, FORMATS[form])
    keeping.index_entries(report.entries)
    for number, reason in report.wrong:
        click.echo(f"line {number}: {reason}", err=True)
    click.echo(
        f"{report.new} new, {report.changed} changed, {report.same} unchanged, "
        f"{report.replies} replies; {len(report.wrong)} lines left out"
    )
    sys.exit(1 if report.wrong else 0)


def run(file: Path, read: Callable[[str], Item]) -> Report:
    """Import a file in batches of one transaction each."""
    report = Report()
    with file.open("rb") as lines:
        total = sum(1 for _ in lines)
        lines.seek(0)
        items = _items(shown(lines, "lines", total), read, report)
        while batch := list(islice(items, BATCH)):
            with transaction():
                _keep(batch, report)
            release()
    return report


def _items(
    lines: Iterator[bytes], read: Callable[[str], Item], report: Report
) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield read(line.decode("utf-8"))
        except UnicodeDecodeError:
            report.wrong.append((number, "this is not UTF-8"))
        except WrongLine as mistake:
            report.wrong.append((number, str(mistake)))


def _keep(batch: list[Item], report: Report) -> None:
    by_id = {item.external_id: item for item in batch}
    known = {
        entry.external_id: entry
        for entry in session.scalars(
            sa.select(Entry).where(Entry.external_id.in_(by_id))
        )
    }
    authors = _authors(batch)
    for item in by_id.values():
        entry = known.get(item.external_id)
        fresh = entry is None
        entry = entry or _new(item)
        differs = any(getattr(entry, name) != getattr(item, name) for name in KEPT)
        if fresh or differs:
            _write(entry, item, authors)
        replies = _replies(entry, item.replies, authors)
        report.replies += replies
        _count(report, fresh, differs or replies > 0)
        report.entries.append(entry.id)


def _count(report: Report, fresh: bool, differs: bool) -> None:
    if fresh:
        report.new += 1
    elif differs:
        report.changed += 1
    else:
        report.same += 1


def _authors(batch: list[Item]) -> dict[str, int]:
    """Numbers of all authors of a batch, by the key of their name."""
    names = {item.author for item in batch}
    names |= {reply.author for item in batch for reply in item.replies}
    keys = {normal_key(name): name for name in names}
    rows = session.execute(
        sa.select(Member.name_key, Member.id).where(Member.name_key.in_(keys))
    )
    found = dict(rows.all())
    for key in sorted(keys.keys() - found.keys()):
        found[key] = members.author(keys[key]).id
    return found


def _new(item: Item) -> Entry:
    entry: Entry
    if item.kind == "project":
        entry = Project(status=Status(item.status))
    else:
        entry = Thread(topic=Topic.IDEE if "?" not in item.title else Topic.FRAGE)
    entry.external_id = item.external_id
    entry.state = State.PUBLISHED
    session.add(entry)
    return entry


def _write(entry: Entry, item: Item, authors: dict[str, int]) -> None:
    entry.write(item.title, item.summary, item.source, item.html)
    entry.author_id = authors[normal_key(item.author)]
    entry.language = item.language
    entry.place, entry.field = item.place, item.field
    entry.source_url = item.url
    entry.created_at = entry.published_at = item.created
    entry.active_at = max([item.created, *(reply.created for reply in item.replies)])
    session.flush()


def _replies(entry: Entry, replies: tuple[Said, ...], authors: dict[str, int]) -> int:
    """Add or change the replies; each has its place in the line as its key."""
    if not replies:
        return 0
    keys = [f"import-{entry.id}-{place}" for place in range(len(replies))]
    known = {
        comment.form_key: comment
        for comment in session.scalars(
            sa.select(Comment).where(Comment.entry_id == entry.id)
        )
    }
    written = 0
    for key, reply in zip(keys, replies, strict=True):
        comment = known.get(key)
        if comment is None:
            comment = Comment(entry_id=entry.id, form_key=key)
            session.add(comment)
        elif comment.source == reply.source:
            continue
        comment.author_id = authors[normal_key(reply.author)]
        comment.source, comment.html = reply.source, reply.html
        comment.text_version = TEXT_VERSION
        comment.created_at = reply.created
        written += 1
    if written:
        session.flush()
        _settle(entry)
        newest = max(reply.created for reply in replies)
        entry.active_at = max(entry.active_at, newest)
    return written


def _settle(entry: Entry) -> None:
    """Every reply stands on its own; the counter says how many there are."""
    session.execute(
        sa.update(Comment)
        .where(Comment.entry_id == entry.id, Comment.root_id.is_(None))
        .values(root_id=Comment.id)
    )
    entry.comment_count = (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Comment)
            .where(Comment.entry_id == entry.id, Comment.state == "published")
        )
        or 0
    )
