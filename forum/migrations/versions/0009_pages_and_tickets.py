"""Pages that staff write, reports of barriers as tickets, limits of the settings."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PROSE = 20_000
SETTINGS = {
    "names": "name <> 'name' OR length(value) BETWEEN 1 AND 60",
    "region": "name <> 'region' OR length(value) BETWEEN 1 AND 60",
    "contact": "name <> 'contact' OR length(value) BETWEEN 3 AND 254",
    "joining": "name <> 'joining' OR value IN ('open', 'approval', 'invitation')",
}


def upgrade() -> None:
    """One step up."""
    _page_text()
    _ticket()
    _ticket_step()
    with op.batch_alter_table("setting") as setting:
        for name, rule in SETTINGS.items():
            setting.create_check_constraint(op.f(f"ck_setting_{name}"), rule)


def downgrade() -> None:
    """One step down: the templates are shown again, reports are gone."""
    with op.batch_alter_table("setting") as setting:
        for name in SETTINGS:
            setting.drop_constraint(op.f(f"ck_setting_{name}"), type_="check")
    for table in ("ticket_step", "ticket", "page_text"):
        op.drop_table(table)


def _short(table: str, **lengths: int) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(
            f'length("{column}") <= {most}', name=op.f(f"ck_{table}_{column}_length")
        )
        for column, most in lengths.items()
    ]


def _page_text() -> None:
    op.create_table(
        "page_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("source", sa.String(PROSE), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Integer()),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        *_short("page_text", slug=40, language=2, title=120, source=PROSE),
        sa.CheckConstraint("number > 0", name=op.f("ck_page_text_counted")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_page_text_has_title")),
        sa.CheckConstraint("length(source) > 0", name=op.f("ck_page_text_has_words")),
        sa.ForeignKeyConstraint(
            ["by"],
            ["member.id"],
            name=op.f("fk_page_text_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_text")),
        sa.UniqueConstraint(
            "slug", "language", "number", name=op.f("uq_page_text_slug_language_number")
        ),
    )
    op.create_index(op.f("ix_page_text_by"), "page_text", ["by"])


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("where", sa.String(500), nullable=False),
        sa.Column("what", sa.String(3000), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("asks_no_answer", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("received_at", Moment(timezone=True), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(timezone=True), nullable=False),
        sa.Column("two_weeks_at", Moment(timezone=True), nullable=False),
        sa.Column("six_weeks_at", Moment(timezone=True), nullable=False),
        sa.Column("interim_at", Moment(timezone=True)),
        sa.Column("answered_at", Moment(timezone=True)),
        sa.Column("closed_at", Moment(timezone=True)),
        sa.Column("reminded_at", Moment(timezone=True)),
        sa.Column("warned_at", Moment(timezone=True)),
        sa.Column("forgotten_at", Moment(timezone=True)),
        sa.Column("form_key", sa.String(64), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        *_short("ticket", where=500, what=3000, email=254, language=2, form_key=64),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'closed')",
            name=op.f("ck_ticket_ticketstate"),
        ),
        sa.CheckConstraint(
            "due_at <= six_weeks_at", name=op.f("ck_ticket_in_six_weeks")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_ticket_closed_once"),
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR answered_at IS NOT NULL",
            name=op.f("ck_ticket_answered_once"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("form_key", name=op.f("uq_ticket_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ticket_year"), "ticket", ["year"])
    op.create_index(op.f("ix_ticket_due_at"), "ticket", ["due_at"])


def _ticket_step() -> None:
    op.create_table(
        "ticket_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("words", sa.String(5000), nullable=False),
        sa.Column("by", sa.Integer()),
        sa.Column("at", Moment(timezone=True), nullable=False),
        *_short("ticket_step", words=5000),
        sa.CheckConstraint(
            "kind IN ('answer', 'interim', 'note', 'close')",
            name=op.f("ck_ticket_step_stepkind"),
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
            name=op.f("fk_ticket_step_ticket_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by"],
            ["member.id"],
            name=op.f("fk_ticket_step_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_step")),
    )
    op.create_index(op.f("ix_ticket_step_ticket_id"), "ticket_step", ["ticket_id"])
    op.create_index(op.f("ix_ticket_step_by"), "ticket_step", ["by"])
