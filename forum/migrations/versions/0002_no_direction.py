"""The direction of a goal follows from its baseline and its target."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    with op.batch_alter_table("goal") as goal:
        goal.drop_constraint(op.f("ck_goal_direction"), type_="check")
        goal.drop_column("direction")


def downgrade() -> None:
    """One step down; a goal without baseline was to rise."""
    with op.batch_alter_table("goal") as goal:
        goal.add_column(sa.Column("direction", sa.String(20), nullable=True))
    op.execute(
        "UPDATE goal SET direction = CASE WHEN target < baseline THEN 'down' "
        "ELSE 'up' END"
    )
    with op.batch_alter_table("goal") as goal:
        goal.alter_column("direction", existing_type=sa.String(20), nullable=False)
        goal.create_check_constraint(
            op.f("ck_goal_direction"), "direction IN ('up', 'down')"
        )
