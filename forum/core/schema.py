"""The tables of this installation: where they stand, and one step up or down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Walk up to a step, all in one transaction."""
    with walking(engine) as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Walk down to a step."""
    with walking(engine) as connection:
        command.downgrade(_config(connection), to)


def is_current(engine: Engine) -> bool:
    """Whether the tables are those this program was written for."""
    heads = set(ScriptDirectory.from_config(_config(None)).get_heads())
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


@contextmanager
def walking(engine: Engine) -> Iterator[Connection]:
    """A write in which SQLite may rebuild a table without deleting what refers to it.

    It can be told so between transactions only; the references are checked at the end.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.driver_connection
        if sqlite and raw:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(writing=True).begin():
                yield connection
                if sqlite:
                    _check_references(connection)
        finally:
            if sqlite and raw:
                raw.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a step left a row of {broken[0]} without its {broken[2]}")


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
