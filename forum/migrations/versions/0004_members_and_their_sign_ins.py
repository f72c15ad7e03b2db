"""Sign-ins, consents, limits, settings of the site; members with rights and scopes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment
from forum.migrations.rebuilding import altering

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = ("member", "moderator", "editor", "fund_office", "jury", "administrator")
ROLES_BEFORE = ("member", "moderator", "editor", "administrator")
NEW: tuple[
    tuple[sa.Column[Any], Any], ...
] = (  # columns of a member, with what those who are there already have
    (sa.Column("scope_fields", sa.JSON(), nullable=False), "[]"),
    (sa.Column("scope_places", sa.JSON(), nullable=False), "[]"),
    (sa.Column("second_since", Moment(timezone=True)), None),
    (sa.Column("picture", sa.String(64), nullable=False), ""),
    (sa.Column("profile_for", sa.String(20), nullable=False), "nobody"),
    (sa.Column("youth", sa.Boolean(), nullable=False), sa.false()),
    (sa.Column("approved_at", Moment(timezone=True)), None),
    (sa.Column("seen_at", Moment(timezone=True)), None),
    (sa.Column("warnings", sa.Integer(), nullable=False), "0"),
    (sa.Column("warned_at", Moment(timezone=True)), None),
)
AGREED = (
    "INSERT INTO consent (member_id, purpose, version, given_at) SELECT id, 'rules', "
    "'2026-11', rules_agreed_at FROM member WHERE rules_agreed_at IS NOT NULL",
    "INSERT INTO consent (member_id, purpose, version, given_at) SELECT id, 'age', "
    "'2026-11', rules_agreed_at FROM member WHERE rules_agreed_at IS NOT NULL",
)
IN_FORCE = sa.column("withdrawn_at").is_(None)


def upgrade() -> None:
    """One step up: who is a member was let in, and had agreed to the rules."""
    _tables()
    with altering("member") as member:
        for column, before in NEW:
            member.add_column(_filled(column, before))
        member.drop_constraint(op.f("ck_member_role"), type_="check")
        member.create_check_constraint(op.f("ck_member_role"), _one_of("role", ROLES))
        member.create_check_constraint(
            op.f("ck_member_audience"),
            _one_of("profile_for", ("nobody", "members", "everybody")),
        )
        member.create_check_constraint(
            op.f("ck_member_picture_length"), "length(picture) <= 64"
        )
    op.execute("UPDATE member SET approved_at = joined_at WHERE email IS NOT NULL")
    for agreed in AGREED:
        op.execute(agreed)
    with altering("member") as member:
        member.drop_column("rules_agreed_at")
        for column, before in NEW:
            if before is not None:
                member.alter_column(
                    column.name, existing_type=column.type, server_default=None
                )
    for table in ("entry", "comment"):
        licence = sa.Column("licence", sa.String(20), nullable=False)
        with altering(table) as rebuilt:
            rebuilt.add_column(_filled(licence, ""))
            rebuilt.create_check_constraint(
                op.f(f"ck_{table}_licence_length"), "length(licence) <= 20"
            )
        with altering(table) as rebuilt:
            rebuilt.alter_column(
                "licence", existing_type=sa.String(20), server_default=None
            )


def downgrade() -> None:
    """One step down: when they agreed to the rules stays known."""
    for table in ("comment", "entry"):
        with altering(table) as rebuilt:
            rebuilt.drop_constraint(op.f(f"ck_{table}_licence_length"), type_="check")
            rebuilt.drop_column("licence")
    with altering("member") as member:
        member.add_column(sa.Column("rules_agreed_at", Moment(timezone=True)))
    op.execute(
        "UPDATE member SET rules_agreed_at = (SELECT max(given_at) FROM consent "
        "WHERE consent.member_id = member.id AND purpose = 'rules')"
    )
    op.execute(
        "UPDATE member SET role = 'member' WHERE role IN ('fund_office', 'jury')"
    )
    with altering("member") as member:
        member.drop_constraint(op.f("ck_member_picture_length"), type_="check")
        member.drop_constraint(op.f("ck_member_audience"), type_="check")
        member.drop_constraint(op.f("ck_member_role"), type_="check")
        member.create_check_constraint(
            op.f("ck_member_role"), _one_of("role", ROLES_BEFORE)
        )
        for column, _ in NEW:
            member.drop_column(column.name)
    for table in ("setting", "attempt", "sign_in", "consent"):
        op.drop_table(table)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def _filled(column: sa.Column[Any], before: Any) -> sa.Column[Any]:
    """The column with a value for the rows that are there."""
    return sa.Column(
        column.name, column.type, nullable=column.nullable, server_default=before
    )


def _tables() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.String(300), nullable=False),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_setting_name_length")),
        sa.CheckConstraint(
            "length(value) <= 300", name=op.f("ck_setting_value_length")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", Moment(timezone=True), nullable=False),
        sa.Column("forgotten_at", Moment(timezone=True), nullable=False),
        sa.CheckConstraint("length(key) <= 64", name=op.f("ck_attempt_key_length")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_forgotten_at"), "attempt", ["forgotten_at"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("given_at", Moment(timezone=True), nullable=False),
        sa.Column("withdrawn_at", Moment(timezone=True)),
        sa.CheckConstraint(
            _one_of("purpose", ("rules", "age", "licence", "profile")),
            name=op.f("ck_consent_purpose"),
        ),
        sa.CheckConstraint(
            "length(version) <= 20", name=op.f("ck_consent_version_length")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_consent_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_member_id"), "consent", ["member_id"])
    op.create_index(
        "uq_consent_in_force",
        "consent",
        ["member_id", "purpose"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("device", sa.String(60), nullable=False),
        sa.Column("began_at", Moment(timezone=True), nullable=False),
        sa.Column("seen_at", Moment(timezone=True), nullable=False),
        sa.Column("sure_at", Moment(timezone=True)),
        sa.CheckConstraint(
            "length(device) <= 60", name=op.f("ck_sign_in_device_length")
        ),
        sa.CheckConstraint(
            "length(digest) <= 64", name=op.f("ck_sign_in_digest_length")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name=op.f("fk_sign_in_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )
    op.create_index(op.f("ix_sign_in_member_id"), "sign_in", ["member_id"])
