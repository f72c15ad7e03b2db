"""Organisations, their people and invitations; entries published for one."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment
from forum.migrations.rebuilding import altering

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXTS = (  # of an organisation, with their lengths
    ("name", 100),
    ("name_key", 300),
    ("slug", 80),
    ("kind", 20),
    ("size", 10),
    ("place", 20),
    ("address", 200),
    ("website", 300),
    ("speaks", 200),
    ("access", 200),
    ("source", 5000),
    ("logo", 64),
    ("contact_function", 80),
    ("contact_person", 80),
    ("contact_email", 254),
)
LISTS = ("fields", "forms", "offers", "seeks")
STATES = ("waiting", "public", "hidden", "closed")
PARTS = ("owner", "editor")


def upgrade() -> None:
    """One step up."""
    _organisation()
    _belonging()
    _invitation()
    with altering("entry") as entry:
        entry.add_column(sa.Column("organisation_id", sa.Integer()))
        entry.create_foreign_key(
            op.f("fk_entry_organisation_id"),
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="SET NULL",
        )
        entry.create_index(op.f("ix_entry_organisation_id"), ["organisation_id"])
    with op.batch_alter_table("letter") as letter:
        letter.add_column(
            sa.Column("reply_to", sa.String(254), nullable=False, server_default="")
        )
        letter.create_check_constraint(
            op.f("ck_letter_reply_to_length"), "length(reply_to) <= 254"
        )
    with op.batch_alter_table("letter") as letter:
        letter.alter_column(
            "reply_to", existing_type=sa.String(254), server_default=None
        )


def downgrade() -> None:
    """One step down: entries stay with those who wrote them."""
    with op.batch_alter_table("letter") as letter:
        letter.drop_constraint(op.f("ck_letter_reply_to_length"), type_="check")
        letter.drop_column("reply_to")
    with altering("entry") as entry:
        entry.drop_index(op.f("ix_entry_organisation_id"))
        entry.drop_constraint(op.f("fk_entry_organisation_id"), type_="foreignkey")
        entry.drop_column("organisation_id")
    for table in ("organisation_invitation", "belonging", "organisation"):
        op.drop_table(table)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def _length(table: str, column: str, most: int) -> sa.CheckConstraint:
    name = op.f(f"ck_{table}_{column}_length")
    return sa.CheckConstraint(f"length({column}) <= {most}", name=name)


def _reference(
    table: str, column: str, target: str, ondelete: str
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(timezone=True), nullable=nullable)


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in TEXTS),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in LISTS),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("since", nullable=True),
        _moment("edited_at", nullable=True),
        _moment("confirmed_at"),
        _moment("asked_at", nullable=True),
        sa.Column("form_key", sa.String(64)),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            _one_of("state", STATES), name=op.f("ck_organisation_standing")
        ),
        *(_length("organisation", *one) for one in (*TEXTS, ("form_key", 64))),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organisation_name_key")),
        sa.UniqueConstraint("form_key", name=op.f("uq_organisation_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_organisation_state"), "organisation", ["state"])


def _belonging() -> None:
    op.create_table(
        "belonging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        _moment("since"),
        sa.CheckConstraint(_one_of("part", PARTS), name=op.f("ck_belonging_part")),
        _length("belonging", "title", 80),
        _reference("belonging", "organisation_id", "organisation.id", "CASCADE"),
        _reference("belonging", "member_id", "member.id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_belonging")),
        sa.UniqueConstraint(
            "organisation_id",
            "member_id",
            name=op.f("uq_belonging_organisation_id_member_id"),
        ),
    )
    op.create_index(op.f("ix_belonging_member_id"), "belonging", ["member_id"])


def _invitation() -> None:
    table = "organisation_invitation"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(762), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("invited_by", sa.Integer()),
        _moment("sent_at"),
        _moment("ends_at"),
        sa.CheckConstraint(_one_of("part", PARTS), name=op.f(f"ck_{table}_part")),
        _length(table, "email", 254),
        _length(table, "email_key", 762),
        _length(table, "digest", 64),
        _reference(table, "organisation_id", "organisation.id", "CASCADE"),
        _reference(table, "invited_by", "member.id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("digest", name=op.f(f"uq_{table}_digest")),
        sa.UniqueConstraint(
            "organisation_id",
            "email_key",
            name=op.f(f"uq_{table}_organisation_id_email_key"),
        ),
    )
    for column in ("email_key", "ends_at"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
