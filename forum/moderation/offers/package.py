"""The package for the archive, made when somebody fetches it: nothing of it stays.

JSON Lines with what everybody could read, under the names as they were shown, the
pictures, and a list for people.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

from forum.core.media import MediaStore, name
from forum.core.text import plain
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.moderation.offers import queries
from forum.moderation.offers.models import Offer

BATCH = 100
NOBODY = "Ehemaliges Mitglied"  # the archive reads German
SHOWN = (1200, "jpg")


def pack(offer: Offer, store: MediaStore) -> IO[bytes]:
    """The package as an open file that is gone when it is closed."""
    file = TemporaryFile(prefix="offer-")  # noqa: SIM115 - whoever sends it closes it
    entries, comments = queries.numbers_of(offer)
    listed: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        _put(target, "entries.jsonl", _entries(entries, listed))
        _put(target, "comments.jsonl", _comments(comments, listed))
        _add_pictures(target, entries, store)
        target.writestr("LISTE.txt", _list(offer, listed))
    file.seek(0)
    return file


def _put(target: zipfile.ZipFile, file: str, rows: Iterator[dict[str, Any]]) -> None:
    with target.open(file, "w", force_zip64=True) as opened:
        for row in rows:
            opened.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), BATCH):
        yield numbers[first : first + BATCH]


def _entries(numbers: Sequence[int], listed: list[str]) -> Iterator[dict[str, Any]]:
    for some in _batches(numbers):
        goals, pictures = queries.goals_of(some), queries.pictures_of(some)
        for one in queries.entries(some):
            listed.append(_line("Beitrag", one.id, one.created_at, one.title))
            yield {
                **_entry(one),
                "goals": goals.get(one.id, []),
                "pictures": [
                    {"file": f"bilder/{each.digest}.jpg", "alt": each.alt}
                    for each in pictures.get(one.id, [])
                ],
            }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "number": one.id,
        "kind": one.kind,
        "state": one.state.value,
        "author": one.author.display_name if one.author else NOBODY,
        "language": one.language,
        "title": one.title,
        "summary": one.summary,
        "text": one.source,
        "field": one.field,
        "place": one.place,
        "licence": one.licence,
        "created": _moment(one.created_at),
        "published": _moment(one.published_at),
        "edited": _moment(one.edited_at),
    }


def _comments(numbers: Sequence[int], listed: list[str]) -> Iterator[dict[str, Any]]:
    for some in _batches(numbers):
        for one in queries.comments(some):
            beginning = " ".join(plain(one.html).split())[:80]
            listed.append(_line("Kommentar", one.id, one.created_at, beginning))
            yield _comment(one)


def _comment(one: Comment) -> dict[str, Any]:
    return {
        "number": one.id,
        "entry": one.entry_id,
        "answers": one.parent_id,
        "state": one.state.value,
        "author": one.author.display_name if one.author else NOBODY,
        "language": one.language,
        "text": one.source,
        "licence": one.licence,
        "created": _moment(one.created_at),
        "edited": _moment(one.edited_at),
    }


def _add_pictures(
    target: zipfile.ZipFile, entries: Sequence[int], store: MediaStore
) -> None:
    marks: set[str] = set()
    for some in _batches(entries):
        found = queries.pictures_of(some).values()
        marks |= {one.digest for each in found for one in each}
    for mark in sorted(marks):
        try:
            with store.open(name(mark, *SHOWN)) as opened:
                content = opened.read()
        except FileNotFoundError:
            continue
        target.writestr(f"bilder/{mark}.jpg", content, zipfile.ZIP_STORED)


def _list(offer: Offer, listed: list[str]) -> str:
    head = [
        f"Angebot {offer.id} an das Archiv (§ 4 und § 10 Absatz 5 ArchivG NRW)",
        f"Angeboten am {offer.offered_at:%d.%m.%Y}, {len(listed)} Unterlagen",
        "",
    ]
    return "\r\n".join([*head, *listed]) + "\r\n"


def _line(kind: str, number: int, at: datetime, title: str) -> str:
    return f"{kind} {number}\t{at:%d.%m.%Y}\t{title}"


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
