"""How a step changes a table whose numbers are never used twice (see step 0003)."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

SEQUENCE = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


@contextmanager
def altering(table: str) -> Iterator[BatchOperations]:
    """Change the table; SQLite rebuilds it and goes on counting where it was."""
    bind = op.get_bind()
    sqlite = bind.dialect.name == "sqlite"
    name, seq = SEQUENCE.c
    this = sa.select(seq).where(name == table)
    last = bind.scalar(this) if sqlite else None
    with op.batch_alter_table(
        table, table_kwargs={"sqlite_autoincrement": True}
    ) as batch:
        yield batch
    if last is not None:
        bind.execute(
            sa.update(SEQUENCE).where(name == table, seq < last).values(seq=last)
        )
