"""Second factors, keys of letters, known devices; sign-ins know the member's epoch."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NOT_UNDO = sa.column("purpose") != "undo"


def upgrade() -> None:
    """One step up: everybody signs in once more."""
    op.execute("DELETE FROM sign_in")
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.add_column(sa.Column("epoch", sa.Integer(), nullable=False))
    op.create_table(
        "known_device",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(60), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(device) <= 60", name=op.f("ck_known_device_device_length")
        ),
        _of_member("known_device"),
        sa.PrimaryKeyConstraint("member_id", "device", name=op.f("pk_known_device")),
    )
    op.create_index(op.f("ix_known_device_seen_at"), "known_device", ["seen_at"])
    op.create_table(
        "second_factor",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(secret) <= 64", name=op.f("ck_second_factor_secret_length")
        ),
        _of_member("second_factor"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint(
            "length(digest) <= 64", name=op.f("ck_recovery_code_digest_length")
        ),
        _of_member("recovery_code"),
        sa.PrimaryKeyConstraint("member_id", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "mail_key",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("epoch", sa.Integer()),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("ends_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('reset', 'link', 'address', 'undo')",
            name=op.f("ck_mail_key_purpose"),
        ),
        sa.CheckConstraint(
            "length(digest) <= 64", name=op.f("ck_mail_key_digest_length")
        ),
        sa.CheckConstraint(
            "length(address) <= 254", name=op.f("ck_mail_key_address_length")
        ),
        _of_member("mail_key"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mail_key")),
    )
    op.create_index(op.f("ix_mail_key_member_id"), "mail_key", ["member_id"])
    op.create_index(op.f("ix_mail_key_ends_at"), "mail_key", ["ends_at"])
    op.create_index(
        "uq_mail_key_newest",
        "mail_key",
        ["member_id", "purpose"],
        unique=True,
        sqlite_where=NOT_UNDO,
        postgresql_where=NOT_UNDO,
    )


def downgrade() -> None:
    """One step down: who had a second factor sets it up anew one day."""
    for table in ("mail_key", "recovery_code", "second_factor", "known_device"):
        op.drop_table(table)
    op.execute("DELETE FROM sign_in")
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_column("epoch")


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["member_id"],
        ["member.id"],
        name=op.f(f"fk_{table}_member_id"),
        ondelete="CASCADE",
    )
