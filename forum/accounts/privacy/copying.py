"""The copy of everything about a member, as the worker makes it.

One file for each table, all columns but those with a reason against it, the pictures,
and a page that says what is what in the language of the member.
"""

import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.privacy.activities import CopyAsked
from forum.accounts.privacy.files import TEMPORARY
from forum.accounts.privacy.models import LIFE, DataCopy
from forum.accounts.privacy.registry import registry
from forum.core import mail
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.media import name as file_of
from forum.web.language import day, moment, say, speaking
from forum.web.manifest import Kept

SHOWN = (1200, "jpg")  # the largest of our variants that every program opens


def make(asked: Sequence[CopyAsked]) -> None:
    """Make what was asked for, and write to its owner; twice makes it once."""
    for number in {one.member for one in asked}:
        row = session.scalar(
            sa.select(DataCopy).where(
                DataCopy.member_id == number, DataCopy.ready_at.is_(None)
            )
        )
        if row is not None:
            _make(row.id, number, row.file)
        session.rollback()


def path_of(copy: DataCopy) -> Path:
    """Where the file of a copy lies."""
    return registry.folder / f"{copy.file}.zip"


def _make(copy: int, number: int, name: str) -> None:
    registry.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    registry.folder.chmod(0o700)
    unfinished = registry.folder / f"{name}{TEMPORARY}"
    finished = registry.folder / f"{name}.zip"
    try:
        with _private(unfinished) as target, zipfile.ZipFile(target, "w") as archive:
            write(archive, session.get_one(Member, number))
        session.rollback()
        unfinished.replace(finished)
        with transaction():
            _tell(copy, finished.stat().st_size)
    finally:
        unfinished.unlink(missing_ok=True)


def _private(path: Path) -> Any:
    """A new file that we alone may read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _tell(copy: int, size: int) -> None:
    """It lies ready; if its owner has left meanwhile, the file goes with the sweep."""
    row = session.get(DataCopy, copy, with_for_update=True)
    if row is None:
        return
    row.ready_at, row.ends_at, row.size = now(), now() + LIFE, size
    owner = session.get_one(Member, row.member_id)
    if owner.email:
        mail.write(
            "privacy/mail/copy", owner.email, owner.language, name=owner.display_name
        )


def write(archive: zipfile.ZipFile, member: Member) -> None:
    """Everything that the features say they keep of this member."""
    found = [(kept, list(_rows(kept, member.id))) for kept in registry.kept]
    with speaking(member.language):
        for kept, rows in found:
            archive.writestr(
                f"daten/{_table(kept).name}.json",
                _as_json(kept, rows),
                zipfile.ZIP_DEFLATED,
            )
        archive.writestr("README.txt", _readme(found))
    _add_pictures(archive, found)


def _table(kept: Kept) -> sa.Table:
    table: sa.Table = kept.model.__table__
    return table


def _rows(kept: Kept, number: int) -> Iterator[dict[str, Any]]:
    table = _table(kept)
    shown = [column for column in table.c if column.name not in kept.without]
    query = sa.select(*shown).where(kept.of(number)).order_by(*table.primary_key)
    for row in session.execute(query).mappings():
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _as_json(kept: Kept, rows: list[dict[str, Any]]) -> str:
    told = {
        "title": say(kept.title),
        "table": _table(kept).name,
        "left_out": {name: say(reason) for name, reason in kept.without.items()},
        "rows": rows,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _add_pictures(
    archive: zipfile.ZipFile, found: list[tuple[Kept, list[dict[str, Any]]]]
) -> None:
    """The pictures once each; one whose file is gone is no reason to fail."""
    marks = {
        row[column]
        for kept, rows in found
        for column in kept.pictures
        for row in rows
        if row[column]
    }
    for mark in sorted(marks):
        try:
            with registry.store.open(file_of(mark, *SHOWN)) as opened:
                archive.writestr(f"bilder/{mark}.jpg", opened.read())
        except FileNotFoundError:
            continue


def _readme(found: list[tuple[Kept, list[dict[str, Any]]]]) -> str:
    lines = [
        say("Ihre Daten im Klimaforum"),
        say("Stand: %(moment)s", moment=moment(now())),
        "",
        say(
            "In dieser Datei steht alles, was wir über Sie gespeichert haben. Es "
            "gehört Ihnen. Bewahren Sie die Datei gut auf: Wer sie hat, kann alles "
            "lesen."
        ),
        say(
            "Im Ordner „daten“ liegt je Thema eine Datei. Jeder Texteditor öffnet sie. "
            "Im Ordner „bilder“ liegen Ihre Bilder. Ihr Name ist die Angabe „digest“, "
            "„picture“ oder „cover“ in den Daten."
        ),
        say("Was andere geschrieben haben und wie sie heißen, ist nicht dabei."),
        say(
            "Die Datei auf unserem Server löschen wir nach 48 Stunden, am %(day)s.",
            day=day(now() + LIFE),
        ),
        "",
    ]
    for kept, rows in found:
        lines.append(f"daten/{_table(kept).name}.json  {say(kept.title)}: {len(rows)}")
        lines += [
            "    " + say("Ohne „%(name)s“: %(reason)s", name=name, reason=say(reason))
            for name, reason in kept.without.items()
        ]
    return "\r\n".join(lines) + "\r\n"
