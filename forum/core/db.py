"""The database: one session per request or command, and how a write begins.

Only this file knows Flask-SQLAlchemy. Reading is the default; whoever writes says
so with `start_writing()` (the edge does it for a form that was accepted, commands and
jobs by `transaction()`). On SQLite that is BEGIN IMMEDIATE, so that two writers queue
instead of failing halfway; slow work is done before it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, SessionTransaction
from sqlalchemy.orm import scoped_session as ScopedSession  # noqa: N812

SQLITE_WAIT = 10_000  # milliseconds a writer queues before it gives up

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Refuse naive times; SQLite keeps the UTC without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give it back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Base(DeclarativeBase):
    """Every table of ours."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment}

    def __init_subclass__(cls, **options: Any) -> None:
        """Give every text a check of its length: the database has the last word."""
        super().__init_subclass__(**options)
        if isinstance(table := cls.__dict__.get("__table__"), sa.Table):
            _check_lengths(table)


def _check_lengths(table: sa.Table) -> None:
    for column in table.columns:
        kind = column.type
        if (
            isinstance(kind, sa.String)
            and not isinstance(kind, sa.Enum)
            and kind.length
        ):
            rule = sa.func.length(column) <= kind.length
            table.append_constraint(
                sa.CheckConstraint(rule, name=f"{column.name}_length")
            )


def choice(options: type[StrEnum]) -> sa.Enum:
    """A column that holds one word of a fixed list."""
    return sa.Enum(
        options,
        native_enum=False,
        create_constraint=True,
        name=options.__name__.lower(),
        length=20,
        values_callable=lambda kind: [str(one.value) for one in kind],
    )


db = SQLAlchemy(metadata=Base.metadata)
session: ScopedSession[Session] = db.session  # type: ignore[assignment]


class NotWriting(RuntimeError):
    """A change was made while the session only reads: a fault in the program."""


def start_writing() -> None:
    """End the read, begin the write; what was loaded is loaded again when looked at."""
    if session.info.get("writing"):
        return
    session.rollback()
    session.connection(execution_options={"writing": True})
    session.info["writing"] = True


def is_writing() -> bool:
    """Whether this session has begun a write that is not yet committed."""
    return bool(session.info.get("writing"))


@contextmanager
def transaction() -> Iterator[None]:
    """One write of a command or a job: committed at the end, or not at all."""
    start_writing()
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise


def is_due(model: type[Base], due: sa.ColumnElement[bool]) -> bool:
    """Whether there are such rows: asked before a write, so that few begin for nothing.

    Whatever was read in the open transaction is forgotten.
    """
    asked = sa.select(sa.literal(1)).select_from(model).where(due).limit(1)
    found = session.scalar(asked) is not None
    session.rollback()
    return found


def delete_due(model: type[Base], due: sa.ColumnElement[bool]) -> int:
    """Delete these rows in a write of its own, if there are any; returns how many."""
    if not is_due(model, due):
        return 0
    with transaction():
        done = session.execute(sa.delete(model).where(due))
        return cast(sa.CursorResult[Any], done).rowcount


def scrub() -> None:
    """Let nothing that was deleted linger in the journal of SQLite; best effort."""
    session.rollback()
    if db.engine.dialect.name != "sqlite":
        return  # autovacuum and the recycling of WAL do it in their own time
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def release() -> None:
    """Give the connection back: between two steps of a long command."""
    session.remove()


def names_constraint(error: sa.exc.IntegrityError, *columns: str) -> bool:
    """Whether a broken constraint is the one over these columns ("table.column")."""
    text = str(error.orig)
    table = columns[0].split(".")[0]
    short = "_".join(column.split(".")[1] for column in columns)
    return f"uq_{table}_{short}" in text or ", ".join(columns) in text


@event.listens_for(Session, "before_flush")
def _only_while_writing(current: Session, *_: Any) -> None:
    if (current.new or current.dirty or current.deleted) and not current.info.get(
        "writing"
    ):
        raise NotWriting


@event.listens_for(Session, "do_orm_execute")
def _no_bulk_change_while_reading(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and not state.session.info.get("writing"):
        raise NotWriting


@event.listens_for(Session, "after_transaction_end")
def _written(current: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        current.info["writing"] = False


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_WAIT}",
        "secure_delete=ON",  # what is deleted is overwritten: a few more pages a write
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
