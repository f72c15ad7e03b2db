"""The steps from nothing to the tables of today, and back."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from forum.accounts.members.models import Member
from forum.core import limits, schema  # noqa: F401 - its table counts too
from forum.core.clock import now
from forum.core.db import Base
from forum.entries.models import Entry
from forum.goals.models import Goal, Reading

STEPS = [
    step.revision for step in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()
]
BEFORE = {  # what stands before each step
    step.revision: str(step.down_revision or "base")
    for step in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A database without a table."""
    address = os.environ.get("TEST_DATABASE_URL")
    if not address:
        engine = sa.create_engine(f"sqlite:///{tmp_path}/steps.db")
        yield engine
        engine.dispose()
        return
    name = f"steps_{uuid4().hex}"
    server = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine = sa.create_engine(sa.make_url(address).set(database=name))
        yield engine
        engine.dispose()
        connection.exec_driver_sql(f"DROP DATABASE {name}")
    server.dispose()


def test_the_steps_lead_to_the_models(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    assert schema.is_current(engine)
    assert _differences(engine) == []


def test_the_steps_make_what_the_models_would_make(engine: sa.Engine) -> None:
    """Checks and nullability too, which the comparison above does not look at."""
    schema.upgrade(engine)
    walked = _tables(engine)
    schema.downgrade(engine, "base")
    Base.metadata.create_all(engine)
    assert walked == _tables(engine)


def test_there_is_one_way(engine: sa.Engine) -> None:
    heads = ScriptDirectory(str(schema.MIGRATIONS)).get_heads()
    assert len(heads) == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_step_can_be_taken_back(engine: sa.Engine, step: str) -> None:
    schema.upgrade(engine, step)
    there = _tables(engine)
    schema.downgrade(engine, BEFORE[step])
    schema.upgrade(engine, step)
    assert _tables(engine) == there


def test_what_refers_to_a_rebuilt_table_stays(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    with engine.begin() as connection:
        entry = {"id": 1, "kind": "goal"}
        goal = {"id": 1, "measure": "Lampen", "unit": "MWh", "target": 7}
        connection.execute(sa.insert(Entry.__table__).values(entry))
        connection.execute(sa.insert(Goal.__table__).values(**goal, target_year=2030))
        connection.execute(
            sa.insert(Reading.__table__).values(goal_id=1, year=2026, value=9)
        )
    schema.downgrade(engine, STEPS[-1])
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalars(sa.select(Reading.value)).all() == [9]


def test_what_the_history_remembers_is_given_to_nobody_else(engine: sa.Engine) -> None:
    schema.upgrade(engine, "0002")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            'INSERT INTO activity (name, at, "by", entry_id, audited, details) '
            "VALUES ('EntryPublished', '2026-11-22', 7, 9, false, '{}')"
        )
    schema.upgrade(engine)
    with engine.begin() as connection:
        told = {"name_key": "eve", "display_name": "Eve", "actor": "buerger"}
        connection.execute(sa.insert(Member.__table__).values(**told, joined_at=now()))
        connection.execute(sa.insert(Entry.__table__).values(kind="goal"))
        numbers = [connection.scalar(sa.select(one.id)) for one in (Member, Entry)]
    assert numbers == ([8, 10] if engine.dialect.name == "sqlite" else [1, 1])


def test_a_step_that_loses_what_is_referred_to_is_undone(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    with pytest.raises((RuntimeError, sa.exc.IntegrityError)):  # noqa: SIM117
        with schema.walking(engine) as connection:
            connection.execute(
                sa.insert(Reading.__table__).values(goal_id=5, year=2026, value=9)
            )
    with engine.connect() as connection:
        assert connection.scalars(sa.select(Reading.id)).all() == []


def test_nothing_is_left_at_the_bottom(engine: sa.Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine, "base")
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]


def _differences(engine: sa.Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _tables(engine: sa.Engine) -> dict[str, dict[str, list[str]]]:
    """Columns, indexes and constraints of each table, and how its rows are counted."""
    look = sa.inspect(engine)
    lasting = _lasting(engine)
    return {
        table: {
            "columns": sorted(
                f"{one['name']} {one['type']} {one['nullable']}"
                for one in look.get_columns(table)
            ),
            "indexes": sorted(str(one["name"]) for one in look.get_indexes(table)),
            "unique": sorted(
                str(c["name"]) for c in look.get_unique_constraints(table)
            ),
            "checks": sorted(str(c["name"]) for c in look.get_check_constraints(table)),
            "foreign": sorted(str(one["name"]) for one in look.get_foreign_keys(table)),
            "numbers": ["lasting"] if table in lasting else [],
        }
        for table in look.get_table_names()
    }


def _lasting(engine: sa.Engine) -> set[str]:
    """Tables of SQLite that never use a number twice."""
    if engine.dialect.name != "sqlite":
        return set()
    with engine.connect() as connection:
        made = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        return set(connection.exec_driver_sql(made).scalars())
