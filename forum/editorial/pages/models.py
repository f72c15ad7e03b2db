"""What the staff made of the pages of the house, every version of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base
from forum.core.text import PROSE_MAX, TEXT_VERSION

SLUG_MAX = 40
TITLE_MAX = 120


class PageText(Base):
    """One version of a page in one language; the newest is what everybody reads.

    Back to the template is a version too: its words are those of that day, and readers
    see the template as the program brings it.
    """

    __tablename__ = "page_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(SLUG_MAX))
    language: Mapped[str] = mapped_column(sa.String(2))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(TITLE_MAX))
    source: Mapped[str] = mapped_column(sa.String(PROSE_MAX))
    html: Mapped[str] = mapped_column(sa.Text)
    text_version: Mapped[int] = mapped_column(default=TEXT_VERSION)
    is_template: Mapped[bool] = mapped_column(default=False)
    by: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime] = mapped_column(default=now)
    demo: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        sa.UniqueConstraint("slug", "language", "number"),
        sa.CheckConstraint("number > 0", name="counted"),
        sa.CheckConstraint("length(title) > 0", name="has_title"),
        sa.CheckConstraint("length(source) > 0", name="has_words"),
    )
