"""Comments: what members say below an entry."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base, choice
from forum.core.text import TEXT_VERSION
from forum.core.versions import version
from forum.entries.models import KEY_MAX, LICENCE_MAX, Entry

COMMENT_MAX = 10_000  # characters, about four printed pages


class CommentState(StrEnum):
    """Who may read a comment."""

    PUBLISHED = "published"  # everybody
    HELD = "held"  # its author, moderators: waits to be read for the first time
    HIDDEN = "hidden"  # its author, moderators
    DELETED = "deleted"  # nobody


class Comment(Base):
    """What somebody said below an entry, on its own or in answer to another."""

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("comment.id"), index=True
    )
    root_id: Mapped[int | None]  # first comment of the strand, its own id if it is that
    author_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id"), index=True
    )
    source: Mapped[str] = mapped_column(sa.String(COMMENT_MAX), default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    text_version: Mapped[int] = mapped_column(default=TEXT_VERSION)
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    licence: Mapped[str] = mapped_column(sa.String(LICENCE_MAX), default="")
    state: Mapped[CommentState] = mapped_column(
        choice(CommentState), default=CommentState.PUBLISHED
    )
    was_public: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(sa.String(KEY_MAX), unique=True)
    demo: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")
    parent: Mapped["Comment | None"] = relationship(
        lazy="raise_on_sql", remote_side="Comment.id"
    )

    __table_args__ = (
        sa.Index("ix_comment_talk", "entry_id", "root_id", "id"),
        sa.Index("ix_comment_newest", "state", "created_at", "id"),
        {"sqlite_autoincrement": True},  # the history knows this number
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody who sees the entry may read it."""
        return self.state is CommentState.PUBLISHED

    @property
    def is_root(self) -> bool:
        """Whether it begins a strand."""
        return self.root_id == self.id

    @property
    def version(self) -> str:
        """Changes with every save; tells a form that somebody was faster."""
        return version(self.edited_at)

    def write(self, source: str, html: str) -> None:
        """Set the words and what they look like; nobody sets one alone."""
        self.source = source
        self.html = html
        self.text_version = TEXT_VERSION
