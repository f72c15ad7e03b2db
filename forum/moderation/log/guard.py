"""What makes the database itself refuse to change the log.

The migration that makes the table runs `statements`, the one that takes it away runs
`drop_statements` first. Rows that are not audited may go.
"""

SQLITE = (
    "CREATE TRIGGER activity_kept_update BEFORE UPDATE ON activity WHEN OLD.audited "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER activity_kept_delete BEFORE DELETE ON activity WHEN OLD.audited "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    # INSERT OR REPLACE deletes without asking the trigger above
    "CREATE TRIGGER activity_kept_insert BEFORE INSERT ON activity "
    "WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id AND audited) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
)
SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS activity_kept_update",
    "DROP TRIGGER IF EXISTS activity_kept_delete",
    "DROP TRIGGER IF EXISTS activity_kept_insert",
)
POSTGRESQL = (
    "CREATE FUNCTION activity_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
    "CREATE TRIGGER activity_kept_row BEFORE UPDATE OR DELETE ON activity "
    "FOR EACH ROW WHEN (OLD.audited) EXECUTE FUNCTION activity_kept()",
    "CREATE TRIGGER activity_kept_table BEFORE TRUNCATE ON activity "
    "FOR EACH STATEMENT EXECUTE FUNCTION activity_kept()",
)
POSTGRESQL_DROP = (
    "DROP TRIGGER IF EXISTS activity_kept_row ON activity",
    "DROP TRIGGER IF EXISTS activity_kept_table ON activity",
    "DROP FUNCTION IF EXISTS activity_kept()",
)


def statements(dialect_name: str) -> list[str]:
    """What to run once the table stands, on "sqlite" or "postgresql"."""
    return list(POSTGRESQL if dialect_name == "postgresql" else SQLITE)


def drop_statements(dialect_name: str) -> list[str]:
    """What to run before the table goes."""
    return list(POSTGRESQL_DROP if dialect_name == "postgresql" else SQLITE_DROP)
