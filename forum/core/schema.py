"""The tables of this installation: where they stand, and one step up or down."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Walk up to a step, all in one transaction."""
    with engine.connect() as connection, connection.begin():
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Walk down to a step."""
    with engine.connect() as connection, connection.begin():
        command.downgrade(_config(connection), to)


def draft(engine: Engine, message: str) -> None:
    """Write the next step from the difference between models and tables."""
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True)


def is_current(engine: Engine) -> bool:
    """Whether the tables are those this program was written for."""
    heads = set(ScriptDirectory.from_config(_config(None)).get_heads())
    with engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
