"""A backup: one zip of all rows as JSON Lines, all pictures, and their checksums.

It reads one snapshot of the database while the site runs, and goes back into either
database. The secret key stays with the installation; jobs, sign-ins and keys of letters
are not kept, every member's epoch rises, and letters that waited are not sent a second
time: what was ended since the backup does not come back.
"""

import hashlib
import json
import lzma
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base, Moment, db, session
from forum.core.mail import Letter
from forum.core.media import PICTURE_BYTES, MediaStore, parse

FORMAT = 2
LEFT_OUT = ("job", "data_copy", "sign_in", "mail_key")
BATCH = 500
NOT_UNPACKED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
NOT_OURS = (KeyError, TypeError, AttributeError, ValueError, ArithmeticError)
NOT_TAKEN = (sa.exc.IntegrityError, sa.exc.DataError)
LARGEST_TABLE = 2 * 1024**3  # bytes it may unpack to; read piece by piece


class WrongArchive(Exception):
    """This archive was not restored; no row was changed."""


@dataclass
class Counts:
    """What went into an archive, or came out of it."""

    rows: int = 0
    files: int = 0
    demo: bool = False


def write(file: Path, store: MediaStore) -> Counts:
    """Write everything into a new file; it appears whole or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".backup-")
    os.close(handle)
    unfinished = Path(name)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as target:
            counts = _pack(target, store)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def _pack(target: zipfile.ZipFile, store: MediaStore) -> Counts:
    """The rows of one snapshot, the pictures, and the checksums of both."""
    counts, sums = Counts(), {}
    with _snapshot() as connection:
        revision = _revision(connection)
        for table in _tables():
            lines = _lines(connection, table, counts)
            sums[f"tables/{table.name}.jsonl"] = _put(target, table.name, lines)
    for picture in sorted(store.all()):
        try:
            with store.open(picture) as opened:
                content = opened.read()
        except FileNotFoundError:
            continue  # somebody has deleted it meanwhile
        target.writestr(f"media/{picture}", content, zipfile.ZIP_STORED)
        sums[f"media/{picture}"] = hashlib.sha256(content).hexdigest()
        counts.files += 1
    head = {"format": FORMAT, "revision": revision, "made": now().isoformat()}
    target.writestr("manifest.json", json.dumps({**head, "sums": sums}, indent=1))
    return counts


def read(file: Path, store: MediaStore) -> Counts:
    """Check the whole archive, then load it into empty tables in one transaction."""
    if session.scalar(sa.select(Member.id).limit(1)) is not None:
        raise WrongArchive(
            "The forum is not empty; restore into a new instance folder."
        )
    session.rollback()
    try:
        with _damaged_if(*NOT_UNPACKED, *NOT_OURS):
            _check(file)
        with _damaged_if(*NOT_OURS, *NOT_TAKEN):
            counts = _restore(file, store)
    except (OSError, sa.exc.StatementError) as problem:
        reason = problem if isinstance(problem, OSError) else problem.orig
        raise WrongArchive(f"The archive was not restored: {reason}") from problem
    counts.demo = session.scalar(sa.select(Member.id).where(Member.demo)) is not None
    session.rollback()
    return counts


@contextmanager
def _damaged_if(*kinds: type[Exception]) -> Iterator[None]:
    """Whatever else goes wrong is no fault of the archive and says so itself."""
    try:
        yield
    except kinds as problem:
        name = type(problem).__name__
        raise WrongArchive(f"The archive is damaged: {name}") from problem


def _snapshot() -> Connection:
    """One view of all tables, whatever is written meanwhile."""
    connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _writing(connection: Connection) -> Any:
    return connection.execution_options(writing=True).begin()


def _revision(connection: Connection) -> str:
    return str(MigrationContext.configure(connection).get_current_revision())


def _tables() -> list[sa.Table]:
    return [one for one in Base.metadata.sorted_tables if one.name not in LEFT_OUT]


def _lines(connection: Connection, table: sa.Table, counts: Counts) -> Iterator[str]:
    key = list(table.primary_key.columns)
    rows = sa.select(table).order_by(*key).execution_options(yield_per=BATCH)
    for row in connection.execute(rows).mappings():
        counts.rows += 1
        yield json.dumps(dict(row), default=_plain, ensure_ascii=False) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _put(target: zipfile.ZipFile, table: str, lines: Iterator[str]) -> str:
    """Write line by line, so that a large table needs little memory."""
    checksum = hashlib.sha256()
    with target.open(f"tables/{table}.jsonl", "w", force_zip64=True) as file:
        for line in lines:
            content = line.encode()
            checksum.update(content)
            file.write(content)
    return checksum.hexdigest()


def _check(file: Path) -> None:
    """Known names only, sizes in bounds, every checksum right, nothing missing."""
    with zipfile.ZipFile(file) as source:
        _check_all(source)


def _check_all(source: zipfile.ZipFile) -> None:
    sums = _read_manifest(source)
    tables = {f"tables/{table.name}.jsonl" for table in _tables()}
    if not tables <= sums.keys() <= set(source.namelist()):
        raise WrongArchive("The archive is damaged: something is missing.")
    for entry in source.infolist():
        name = entry.filename
        if name == "manifest.json":
            continue
        picture = name.startswith("media/") and parse(name.removeprefix("media/"))
        if name not in sums or not (name in tables or picture):
            raise WrongArchive("The archive holds a file that does not belong in it.")
        if entry.file_size > (PICTURE_BYTES if picture else LARGEST_TABLE):
            raise WrongArchive("The archive holds a file that is too large.")
        if _checksum(source, name) != sums[name]:
            raise WrongArchive("The archive is damaged: a checksum is wrong.")


def _checksum(source: zipfile.ZipFile, name: str) -> str:
    with source.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _read_manifest(source: zipfile.ZipFile) -> dict[str, str]:
    """The checksums, if the archive is of this version and of the same tables."""
    manifest = json.loads(source.read("manifest.json"))
    if manifest["format"] != FORMAT:
        raise WrongArchive("The archive is of another version of this program.")
    with db.engine.connect() as connection:
        if manifest["revision"] != _revision(connection):
            raise WrongArchive(
                "The archive has other tables; use the version it is from."
            )
    return dict(manifest["sums"])


def _restore(file: Path, store: MediaStore) -> Counts:
    """All rows in one transaction, and the pictures before it ends."""
    counts = Counts()
    with (
        zipfile.ZipFile(file) as source,
        db.engine.connect() as connection,
        _writing(connection),
    ):
        for table in _tables():
            _load(connection, table, source, counts)
        counts.files = _unpack(source, store)
    return counts


def _unpack(source: zipfile.ZipFile, store: MediaStore) -> int:
    """Put the pictures back; the last thing that can fail before the rows are kept."""
    names = [name for name in source.namelist() if name.startswith("media/")]
    for name in names:
        store.put(name.removeprefix("media/"), source.read(name))
    return len(names)


def _load(
    connection: Connection, table: sa.Table, source: zipfile.ZipFile, counts: Counts
) -> None:
    batch: list[dict[str, Any]] = []
    with source.open(f"tables/{table.name}.jsonl") as lines:
        for line in lines:
            batch.append(_row(table, json.loads(line)))
            if len(batch) == BATCH:
                counts.rows += _insert(connection, table, batch)
    counts.rows += _insert(connection, table, batch)
    if connection.dialect.name == "postgresql":
        _go_on_counting(connection, table)


def _insert(
    connection: Connection, table: sa.Table, batch: list[dict[str, Any]]
) -> int:
    if batch:
        connection.execute(sa.insert(table), batch)
    count = len(batch)
    batch.clear()
    return count


def _row(table: sa.Table, told: dict[str, Any]) -> dict[str, Any]:
    row = {column.name: _typed(column, told[column.name]) for column in table.c}
    if table is Letter.__table__:
        row["due_at"] = None
    if table is Member.__table__:
        row["epoch"] += 1
    return row


def _typed(column: sa.Column[Any], value: Any) -> Any:
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Enum) and kind.enum_class:
        return kind.enum_class(value)
    if isinstance(kind, sa.Numeric):
        return Decimal(value)
    return value


def _go_on_counting(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL counts apart from the rows: let it go on behind the last one ever."""
    if "id" not in table.c:
        return
    sequence = connection.scalar(
        sa.select(sa.func.pg_get_serial_sequence(table.name, "id"))
    )
    if sequence:
        last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 1)).scalar_subquery()
        used = sa.func.greatest(last, sa.func.nextval(sequence))
        connection.execute(sa.select(sa.func.setval(sequence, used)))
