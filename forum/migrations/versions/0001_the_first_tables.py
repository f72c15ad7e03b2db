"""the first tables."""

import sqlalchemy as sa
from alembic import op

import forum.core.db
from forum.moderation.log.guard import drop_statements, statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One step up."""

    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("audited", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.CheckConstraint("length(name) <= 60", name=op.f("ck_activity_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_activity_audited"), ["audited"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_activity_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listener", sa.String(length=120), nullable=False),
        sa.Column("activity", sa.String(length=60), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("due_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "length(activity) <= 60", name=op.f("ck_job_activity_length")
        ),
        sa.CheckConstraint("length(error) <= 200", name=op.f("ck_job_error_length")),
        sa.CheckConstraint(
            "length(listener) <= 120", name=op.f("ck_job_listener_length")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_due_at"), ["due_at"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("created_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("due_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("sent_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "length(address) <= 254", name=op.f("ck_letter_address_length")
        ),
        sa.CheckConstraint("length(error) <= 200", name=op.f("ck_letter_error_length")),
        sa.CheckConstraint(
            "length(language) <= 2", name=op.f("ck_letter_language_length")
        ),
        sa.CheckConstraint(
            "length(message_id) <= 120", name=op.f("ck_letter_message_id_length")
        ),
        sa.CheckConstraint(
            "length(subject) <= 200", name=op.f("ck_letter_subject_length")
        ),
        sa.CheckConstraint(
            "length(template) <= 60", name=op.f("ck_letter_template_length")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_due_at"), ["due_at"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=180), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=762), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "moderator",
                "editor",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("about", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("joined_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column(
            "rules_agreed_at", forum.core.db.Moment(timezone=True), nullable=True
        ),
        sa.Column("confirmed_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("blocked_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(about) <= 400", name=op.f("ck_member_about_length")),
        sa.CheckConstraint("length(actor) <= 20", name=op.f("ck_member_actor_length")),
        sa.CheckConstraint(
            "length(display_name) <= 60", name=op.f("ck_member_display_name_length")
        ),
        sa.CheckConstraint("length(email) <= 254", name=op.f("ck_member_email_length")),
        sa.CheckConstraint(
            "length(email_key) <= 762", name=op.f("ck_member_email_key_length")
        ),
        sa.CheckConstraint(
            "length(language) <= 2", name=op.f("ck_member_language_length")
        ),
        sa.CheckConstraint(
            "length(name_key) <= 180", name=op.f("ck_member_name_key_length")
        ),
        sa.CheckConstraint(
            "length(password_hash) <= 200", name=op.f("ck_member_password_hash_length")
        ),
        sa.CheckConstraint("length(place) <= 20", name=op.f("ck_member_place_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email_key", name=op.f("uq_member_email_key")),
        sa.UniqueConstraint("name_key", name=op.f("uq_member_name_key")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "rejected",
                "published",
                "hidden",
                "deleted",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=240), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=20000), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("created_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("submitted_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("published_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("edited_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("active_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("cover", sa.String(length=64), nullable=False),
        sa.Column("cover_alt", sa.String(length=300), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=True),
        sa.Column("external_id", sa.String(length=120), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(cover) <= 64", name=op.f("ck_entry_cover_length")),
        sa.CheckConstraint(
            "length(cover_alt) <= 300", name=op.f("ck_entry_cover_alt_length")
        ),
        sa.CheckConstraint(
            "length(external_id) <= 120", name=op.f("ck_entry_external_id_length")
        ),
        sa.CheckConstraint("length(field) <= 20", name=op.f("ck_entry_field_length")),
        sa.CheckConstraint(
            "length(form_key) <= 64", name=op.f("ck_entry_form_key_length")
        ),
        sa.CheckConstraint("length(kind) <= 20", name=op.f("ck_entry_kind_length")),
        sa.CheckConstraint(
            "length(language) <= 2", name=op.f("ck_entry_language_length")
        ),
        sa.CheckConstraint("length(place) <= 20", name=op.f("ck_entry_place_length")),
        sa.CheckConstraint("length(slug) <= 80", name=op.f("ck_entry_slug_length")),
        sa.CheckConstraint(
            "length(source) <= 20000", name=op.f("ck_entry_source_length")
        ),
        sa.CheckConstraint(
            "length(source_url) <= 500", name=op.f("ck_entry_source_url_length")
        ),
        sa.CheckConstraint(
            "length(summary) <= 240", name=op.f("ck_entry_summary_length")
        ),
        sa.CheckConstraint("length(title) <= 120", name=op.f("ck_entry_title_length")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_entry_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("external_id", name=op.f("uq_entry_external_id")),
        sa.UniqueConstraint("form_key", name=op.f("uq_entry_form_key")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_active", ["kind", "state", "active_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_entry_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(
            "ix_entry_public", ["kind", "state", "published_at", "id"], unique=False
        )

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10000), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "published",
                "held",
                "hidden",
                "deleted",
                name="commentstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("was_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("edited_at", forum.core.db.Moment(timezone=True), nullable=True),
        sa.Column("form_key", sa.String(length=64), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "length(form_key) <= 64", name=op.f("ck_comment_form_key_length")
        ),
        sa.CheckConstraint(
            "length(language) <= 2", name=op.f("ck_comment_language_length")
        ),
        sa.CheckConstraint(
            "length(source) <= 10000", name=op.f("ck_comment_source_length")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_comment_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_comment_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("form_key", name=op.f("uq_comment_form_key")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comment_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(
            "ix_comment_newest", ["state", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_comment_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            "ix_comment_talk", ["entry_id", "root_id", "id"], unique=False
        )

    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "up",
                "down",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("baseline", sa.Numeric(precision=16, scale=3), nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("target", sa.Numeric(precision=16, scale=3), nullable=False),
        sa.Column("target_year", sa.Integer(), nullable=False),
        sa.Column("sdgs", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "length(measure) <= 300", name=op.f("ck_goal_measure_length")
        ),
        sa.CheckConstraint("length(unit) <= 60", name=op.f("ck_goal_unit_length")),
        sa.ForeignKeyConstraint(
            ["id"], ["entry.id"], name=op.f("fk_goal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_table(
        "highlight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "monat",
                "start",
                name="place",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("created_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_highlight_in_order")),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_highlight_by")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_highlight_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_highlight")),
        sa.UniqueConstraint(
            "entry_id",
            "place",
            "starts_at",
            name=op.f("uq_highlight_entry_id_place_starts_at"),
        ),
    )
    with op.batch_alter_table("highlight", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_highlight_ends_at"), ["ends_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_highlight_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("length(alt) <= 300", name=op.f("ck_picture_alt_length")),
        sa.CheckConstraint(
            "length(digest) <= 64", name=op.f("ck_picture_digest_length")
        ),
        sa.CheckConstraint(
            "length(file_name) <= 120", name=op.f("ck_picture_file_name_length")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_picture_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["member.id"], name=op.f("fk_picture_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_digest"), ["digest"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_picture_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idee",
                "planung",
                "umsetzung",
                "umgesetzt",
                "betrieb",
                "pausiert",
                "eingestellt",
                "archiviert",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("seeks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["entry.id"], name=op.f("fk_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_status"), ["status"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=240), nullable=False),
        sa.Column("source", sa.String(length=20000), nullable=False),
        sa.CheckConstraint(
            "length(source) <= 20000", name=op.f("ck_revision_source_length")
        ),
        sa.CheckConstraint(
            "length(summary) <= 240", name=op.f("ck_revision_summary_length")
        ),
        sa.CheckConstraint(
            "length(title) <= 120", name=op.f("ck_revision_title_length")
        ),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_revision_by")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_revision_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revision_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "frage",
                "idee",
                "erfahrung",
                "angebot",
                "ankuendigung",
                "protokoll",
                "bericht",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["entry.id"], name=op.f("fk_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thread_topic"), ["topic"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "returned",
                "rejected",
                "hidden",
                "shown",
                "released",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(entry_id IS NULL) <> (comment_id IS NULL)",
            name=op.f("ck_decision_exactly_one"),
        ),
        sa.CheckConstraint(
            "length(message) <= 2000", name=op.f("ck_decision_message_length")
        ),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_decision_by")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_decision_comment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_decision_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_comment_id"), ["comment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_decision_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "goal_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", forum.core.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_goal_link_by")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_goal_link_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["goal.id"],
            name=op.f("fk_goal_link_goal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_link")),
        sa.UniqueConstraint(
            "goal_id", "entry_id", name=op.f("uq_goal_link_goal_id_entry_id")
        ),
    )
    with op.batch_alter_table("goal_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_goal_link_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=16, scale=3), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "length(source) <= 300", name=op.f("ck_reading_source_length")
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["goal.id"],
            name=op.f("fk_reading_goal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("goal_id", "year", name=op.f("uq_reading_goal_id_year")),
    )
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Numeric(precision=16, scale=3), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "gemessen",
                "berechnet",
                "geschaetzt",
                name="origin",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "length(indicator) <= 20", name=op.f("ck_result_indicator_length")
        ),
        sa.CheckConstraint("length(note) <= 200", name=op.f("ck_result_note_length")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["project.id"],
            name=op.f("fk_result_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
    )
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_result_entry_id"), ["entry_id"], unique=False
        )
    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """One step down."""
    for statement in drop_statements(op.get_bind().dialect.name):
        op.execute(statement)

    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_result_entry_id"))

    op.drop_table("result")
    op.drop_table("reading")
    with op.batch_alter_table("goal_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_link_entry_id"))

    op.drop_table("goal_link")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_entry_id"))
        batch_op.drop_index(batch_op.f("ix_decision_comment_id"))

    op.drop_table("decision")
    with op.batch_alter_table("thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thread_topic"))

    op.drop_table("thread")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_entry_id"))

    op.drop_table("revision")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_status"))

    op.drop_table("project")
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_entry_id"))
        batch_op.drop_index(batch_op.f("ix_picture_digest"))

    op.drop_table("picture")
    with op.batch_alter_table("highlight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_highlight_entry_id"))
        batch_op.drop_index(batch_op.f("ix_highlight_ends_at"))

    op.drop_table("highlight")
    op.drop_table("goal")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_talk")
        batch_op.drop_index(batch_op.f("ix_comment_parent_id"))
        batch_op.drop_index("ix_comment_newest")
        batch_op.drop_index(batch_op.f("ix_comment_author_id"))

    op.drop_table("comment")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_public")
        batch_op.drop_index(batch_op.f("ix_entry_author_id"))
        batch_op.drop_index("ix_entry_active")

    op.drop_table("entry")
    op.drop_table("member")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_due_at"))

    op.drop_table("letter")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_due_at"))

    op.drop_table("job")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_entry_id"))
        batch_op.drop_index(batch_op.f("ix_activity_audited"))
        batch_op.drop_index(batch_op.f("ix_activity_at"))

    op.drop_table("activity")
