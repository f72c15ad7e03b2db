"""Copies for members, what the rules did, and what was offered to the archive."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""
    op.create_table(
        "data_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("ready_at", Moment(timezone=True)),
        sa.Column("ends_at", Moment(timezone=True)),
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(file) <= 64", name=op.f("ck_data_copy_file_length")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_data_copy_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_copy")),
        sa.UniqueConstraint("member_id", name=op.f("uq_data_copy_member_id")),
    )
    op.create_index(op.f("ix_data_copy_ends_at"), "data_copy", ["ends_at"])
    op.create_table(
        "rule_report",
        sa.Column("rule", sa.String(120), nullable=False),
        sa.Column("day", Moment(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(rule) <= 120", name=op.f("ck_rule_report_rule_length")
        ),
        sa.PrimaryKeyConstraint("rule", "day", name=op.f("pk_rule_report")),
    )
    _archive()


def _archive() -> None:
    op.create_table(
        "archive_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("first_year", sa.Integer()),
        sa.Column("last_year", sa.Integer()),
        sa.Column("months", sa.Integer()),
        sa.Column("by", sa.Integer()),
        sa.Column("offered_at", Moment(timezone=True), nullable=False),
        sa.Column("answer", sa.String(20), nullable=False),
        sa.Column("answered_at", Moment(timezone=True)),
        sa.Column("cleared_at", Moment(timezone=True)),
        sa.CheckConstraint(
            "purpose IN ('period', 'clearing')", name=op.f("ck_archive_offer_aim")
        ),
        sa.CheckConstraint(
            "answer IN ('open', 'taken', 'declined')",
            name=op.f("ck_archive_offer_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["member.id"], name=op.f("fk_archive_offer_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_offer")),
    )
    op.create_table(
        "archive_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer()),
        sa.Column("comment_id", sa.Integer()),
        sa.CheckConstraint(
            "(entry_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_archive_item_exactly_one"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["archive_offer.id"],
            name=op.f("fk_archive_item_offer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_item")),
    )
    op.create_index(op.f("ix_archive_item_offer_id"), "archive_item", ["offer_id"])


def downgrade() -> None:
    """One step down."""
    for table in ("archive_item", "archive_offer", "rule_report", "data_copy"):
        op.drop_table(table)
