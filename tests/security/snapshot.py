"""The whole database as rows: to compare with, and to go back to."""

from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from forum.core.db import Base, db, session, transaction
from forum.moderation.log import guard

Rows = dict[tuple[Any, ...], dict[str, Any]]
Snapshot = dict[str, Rows]
UNCHECKED = {  # lets rows go in any order
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
SEEN = {  # noted after an answer, so that people see where they are signed in
    "sign_in": {"seen_at"},
    "member": {"seen_at"},
}


def take(names: Collection[str] = ()) -> Snapshot:
    """Every row of every table, or of some, by its key."""
    with db.engine.connect() as connection:
        return {
            name: {
                tuple(row[column.name] for column in table.primary_key): dict(row)
                for row in connection.execute(sa.select(table)).mappings()
            }
            for name, table in Base.metadata.tables.items()
            if not names or name in names
        }


def reached(name: str) -> set[str]:
    """The tables in which rows may change when rows of one are written or deleted."""
    found, waiting = {name}, [name]
    while waiting:
        target = Base.metadata.tables[waiting.pop()]
        for table in Base.metadata.tables.values():
            if table.name not in found and any(
                key.column.table is target for key in table.foreign_keys
            ):
                found.add(table.name)
                waiting.append(table.name)
    return found


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """What is different, in words: what nobody may change by a request."""
    return [
        f"{name} {key} {column}: {was!r} -> {now!r}"
        for name, key, column, was, now in differences(before, after)
        if column not in SEEN.get(name, ())
    ]


def differences(
    before: Snapshot, after: Snapshot
) -> Iterator[tuple[str, tuple[Any, ...], str, Any, Any]]:
    """Table, key, column and both values of each difference."""
    for name in after:
        for key in sorted(before[name].keys() | after[name].keys()):
            old, new = before[name].get(key, {}), after[name].get(key, {})
            for column in sorted(old.keys() | new.keys()):
                if old.get(column) != new.get(column):
                    yield name, key, column, old.get(column), new.get(column)


def restore(wanted: Snapshot, names: Collection[str] = ()) -> None:
    """Bring every row back to what it was then, in all tables or in some."""
    there = take(names)
    different = [name for name, rows in there.items() if rows != wanted[name]]
    if not different:
        return
    dialect = db.engine.dialect.name
    # the other has no triggers in such a transaction
    guarded = dialect == "sqlite" and "activity" in different
    with transaction():
        session.execute(sa.text(UNCHECKED[dialect]))
        for statement in guard.drop_statements(dialect) if guarded else ():
            session.execute(sa.text(statement))
        for name in different:
            _bring(Base.metadata.tables[name], there[name], wanted[name])
        for statement in guard.statements(dialect) if guarded else ():
            session.execute(sa.text(statement))


def _bring(table: sa.Table, there: Rows, wanted: Rows) -> None:
    for key in there.keys() - wanted.keys():
        session.execute(sa.delete(table).where(*_is(table, key)))
    for key in there.keys() & wanted.keys():
        if there[key] != wanted[key]:
            session.execute(
                sa.update(table).where(*_is(table, key)).values(wanted[key])
            )
    if new := [wanted[key] for key in wanted.keys() - there.keys()]:
        session.execute(sa.insert(table), new)


def _is(table: sa.Table, key: tuple[Any, ...]) -> list[sa.ColumnElement[bool]]:
    return [
        column == value for column, value in zip(table.primary_key, key, strict=True)
    ]
