"""SQLite gives no number again that a member, an entry or a comment once had.

A session is known by the number of its member, the history by that of its entry.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REMEMBERED = (  # whoever the history knows by number counts, though they have gone
    "DELETE FROM sqlite_sequence WHERE name IN ('member', 'entry')",
    "INSERT INTO sqlite_sequence SELECT 'member', coalesce(max(number), 0) FROM "
    '(SELECT id AS number FROM member UNION SELECT "by" FROM activity)',
    "INSERT INTO sqlite_sequence SELECT 'entry', coalesce(max(number), 0) FROM "
    "(SELECT id AS number FROM entry UNION SELECT entry_id FROM activity)",
)


def upgrade() -> None:
    """One step up; PostgreSQL counts apart from the rows and needs none."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(autoincrement=True)
        for statement in REMEMBERED:
            op.execute(statement)


def downgrade() -> None:
    """One step down."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(autoincrement=False)


def _rebuild(*, autoincrement: bool) -> None:
    for table in ("member", "entry", "comment"):
        kept = {"sqlite_autoincrement": autoincrement}
        with op.batch_alter_table(table, recreate="always", table_kwargs=kept):
            pass
