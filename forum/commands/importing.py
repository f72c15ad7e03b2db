"""`forum import FILE`: entries and their replies from JSON Lines.

Imported entries are public at once, keep their dates and send no letters. The external
id is unique: importing again updates all that a line tells, and never doubles. Texts
are rendered before a transaction begins; what was interrupted is simply started again.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from pathlib import Path
from uuid import uuid4

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlalchemy.orm import selectin_polymorphic

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
from forum.core.text import normal_key
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import Entry, State
from forum.projects.models import Project, Status

BATCH = 50  # entries in one transaction
KEPT = ("title", "summary", "source", "language", "place", "field")
ALIKE = (  # a reply is one that stands here if all of this agrees, or else two thirds
    ("author_id", "created_at", "source"),
    ("author_id", "created_at"),
    ("author_id", "source"),
    ("created_at", "source"),
)
IMPORTED = "import-"  # how the keys of replies from a file begin
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
    twice: list[tuple[int, str]] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="forum")
@with_appcontext
def import_file(file: Path, form: str) -> None:
    """Import entries from a file of JSON Lines; wrong lines are named and left out."""
    report = run(file, FORMATS[form])
    keeping.index_entries(report.entries)
    for number, reason in sorted(report.wrong + report.twice):
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
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = read(line.decode("utf-8"))
        except UnicodeDecodeError:
            report.wrong.append((number, "this is not UTF-8"))
        except WrongLine as mistake:
            report.wrong.append((number, str(mistake)))
        else:
            if (first := seen.setdefault(item.external_id, number)) != number:
                said = f"id: the same as in line {first}; the last counts"
                report.twice.append((number, said))
            yield item


def _keep(batch: list[Item], report: Report) -> None:
    """Write a batch: the entries, what was said below them, then what follows."""
    items = {item.external_id: item for item in batch}
    authors = _authors(batch)
    known = _known(items)
    entries = {key: known.get(key) or _new(item) for key, item in items.items()}
    differs = {key: _write(entries[key], items[key], authors) for key in items}
    session.flush()
    said = _said(known.values())
    for key, item in items.items():
        number = entries[key].id
        told = [_reply(number, one, authors) for one in item.replies]
        replies = _add(told, said.get(number, []))
        report.replies += replies
        differs[key] = differs[key] or replies > 0
        _count(report, key not in known, differs[key])
        report.entries.append(number)
    if any(differs.values()):
        _settle([entries[key].id for key in items if differs[key]])


def _count(report: Report, fresh: bool, differs: bool) -> None:
    if fresh:
        report.new += 1
    elif differs:
        report.changed += 1
    else:
        report.same += 1


def _authors(batch: list[Item]) -> dict[str, int]:
    """Numbers of all authors of a batch by name; who has an address is no author."""
    names = {item.author for item in batch}
    names |= {reply.author for item in batch for reply in item.replies}
    keys = {normal_key(name): name for name in names}
    rows = session.execute(
        sa.select(Member.name_key, Member.id).where(
            Member.name_key.in_(keys), Member.email.is_(None)
        )
    )
    found = dict(rows.all())
    for key in sorted(keys.keys() - found.keys()):
        found[key] = members.author(keys[key]).id
    return {name: found[normal_key(name)] for name in names}


def _known(keys: Iterable[str]) -> dict[str | None, Entry]:
    """What stands here already; who imports the same at this moment waits for us."""
    entries = session.scalars(
        sa.select(Entry)
        .where(Entry.external_id.in_(keys))
        .options(selectin_polymorphic(Entry, [Project]))
        .order_by(Entry.id)
        .with_for_update(key_share=True)
    )
    return {entry.external_id: entry for entry in entries}


def _new(item: Item) -> Entry:
    entry: Entry
    if item.kind == "project":
        entry = Project()
    else:
        entry = Thread(topic=Topic.IDEE if "?" not in item.title else Topic.FRAGE)
    entry.external_id = item.external_id
    entry.state = State.PUBLISHED
    session.add(entry)
    return entry


def _write(entry: Entry, item: Item, authors: dict[str, int]) -> bool:
    """Let the entry be as the line tells it; returns whether it was different."""
    told: dict[str, object] = {name: getattr(item, name) for name in KEPT}
    told |= {"author_id": authors[item.author], "source_url": item.url}
    told |= {"created_at": item.created, "published_at": item.created}
    if isinstance(entry, Project):
        told["status"] = Status(item.status)
    if all(getattr(entry, name) == value for name, value in told.items()):
        return False
    for name, value in told.items():
        setattr(entry, name, value)
    entry.write(item.title, item.summary, item.source, item.html)
    return True


def _said(entries: Iterable[Entry]) -> dict[int, list[Comment]]:
    """What earlier imports have put below these entries."""
    found: dict[int, list[Comment]] = {}
    imported = sa.select(Comment).where(
        Comment.entry_id.in_([entry.id for entry in entries]),
        Comment.form_key.startswith(IMPORTED),
    )
    for comment in session.scalars(imported.order_by(Comment.id)):
        found.setdefault(comment.entry_id, []).append(comment)
    return found


def _reply(entry: int, said: Said, authors: dict[str, int]) -> Comment:
    reply = Comment(
        entry_id=entry,
        author_id=authors[said.author],
        created_at=said.created,
        form_key=IMPORTED + uuid4().hex,
    )
    reply.write(said.source, said.html)
    return reply


def _add(told: list[Comment], known: list[Comment]) -> int:
    """Add the replies, or change those that are known; others stay as they are."""
    changed = 0
    for traits in ALIKE:
        look = attrgetter(*traits)
        here: dict[object, list[Comment]] = {}
        for comment in known:
            here.setdefault(look(comment), []).append(comment)
        for reply in list(told):
            if same := here.get(look(reply)):
                comment = same.pop(0)
                known.remove(comment)
                told.remove(reply)
                changed += _change(comment, reply)
    session.add_all(told)
    return changed + len(told)


def _change(comment: Comment, reply: Comment) -> bool:
    """Say it as the file says it now; what was taken away stays away."""
    look = attrgetter(*ALIKE[0])
    if comment.state is CommentState.DELETED or look(comment) == look(reply):
        return False
    comment.author_id, comment.created_at = reply.author_id, reply.created_at
    comment.write(reply.source, reply.html)
    return True


def _settle(entries: list[int]) -> None:
    """Every reply stands on its own; the entries say how many there are, and when."""
    session.flush()
    _update(
        sa.update(Comment)
        .where(Comment.entry_id.in_(entries), Comment.root_id.is_(None))
        .values(root_id=Comment.id)
    )
    public = Comment.state == CommentState.PUBLISHED
    last = (
        sa.select(sa.func.max(Comment.created_at))
        .where(Comment.entry_id == Entry.id, public)
        .correlate(Entry)
        .scalar_subquery()
    )
    active_at = sa.func.coalesce(last, Entry.published_at)
    count = keeping.how_many_said()
    change = sa.update(Entry).where(Entry.id.in_(entries))
    _update(change.values(comment_count=count, active_at=active_at))


def _update(change: sa.Update) -> None:
    session.execute(change.execution_options(synchronize_session=False))
