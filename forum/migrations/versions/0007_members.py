"""Invitations, who answers for whom, and why somebody is blocked."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

IN_FORCE = sa.column("ended_at").is_(None)


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "guardianship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("offered_to_id", sa.Integer()),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "youth_id <> guardian_id", name=op.f("ck_guardianship_another")
        ),
        _member("guardianship", "youth_id", "CASCADE"),
        sa.ForeignKeyConstraint(
            ["guardian_id"],
            ["member.id"],
            name=op.f("fk_guardianship_guardian_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        _member("guardianship", "offered_to_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardianship")),
        sa.UniqueConstraint("youth_id", name=op.f("uq_guardianship_youth_id")),
    )
    for column in ("guardian_id", "offered_to_id"):
        op.create_index(op.f(f"ix_guardianship_{column}"), "guardianship", [column])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(762), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("invited_by", sa.Integer()),
        sa.Column("invited_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(email) <= 254", name=op.f("ck_invitation_email_length")
        ),
        sa.CheckConstraint(
            "length(email_key) <= 762", name=op.f("ck_invitation_email_key_length")
        ),
        sa.CheckConstraint(
            "length(language) <= 2", name=op.f("ck_invitation_language_length")
        ),
        _member("invitation", "invited_by", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("email_key", name=op.f("uq_invitation_email_key")),
    )
    op.create_index(op.f("ix_invitation_invited_by"), "invitation", ["invited_by"])
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("blocked_by", sa.Integer()),
        sa.Column("blocked_at", Moment(timezone=True), nullable=False),
        sa.Column("ended_at", Moment(timezone=True)),
        sa.CheckConstraint(
            "length(reason) <= 1000", name=op.f("ck_suspension_reason_length")
        ),
        _member("suspension", "member_id", "CASCADE"),
        _member("suspension", "blocked_by", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspension")),
    )
    for column in ("member_id", "blocked_by"):
        op.create_index(op.f(f"ix_suspension_{column}"), "suspension", [column])
    op.create_index(
        "uq_suspension_in_force",
        "suspension",
        ["member_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )


def downgrade() -> None:
    """One step down."""
    for table in ("suspension", "invitation", "guardianship"):
        op.drop_table(table)


def _member(table: str, column: str, rule: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["member.id"], name=name, ondelete=rule)
