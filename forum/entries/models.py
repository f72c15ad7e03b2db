"""Entries and what belongs to each of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Organisation
from forum.core.clock import now
from forum.core.db import Base, choice
from forum.core.slugs import SLUG_MAX, slug
from forum.core.text import PROSE_MAX, TEXT_VERSION
from forum.core.versions import version

TITLE_MAX = 120
SUMMARY_MAX = 240
ALT_MAX = 300
URL_MAX = 500
KEY_MAX = 64
LICENCE_MAX = 20


class State(StrEnum):
    """Who may see an entry."""

    DRAFT = "draft"  # its author
    SUBMITTED = "submitted"  # its author, moderators
    RETURNED = "returned"  # its author, moderators: asked back
    REJECTED = "rejected"  # its author, moderators
    PUBLISHED = "published"  # everybody
    HIDDEN = "hidden"  # its author, moderators
    DELETED = "deleted"  # nobody


class Entry(Base):
    """Something a member publishes under a title."""

    is_question: ClassVar[bool] = False  # whether what stands below answers it

    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[State] = mapped_column(choice(State), default=State.DRAFT)
    author_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )  # published for it; its people look after it
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    title: Mapped[str] = mapped_column(sa.String(TITLE_MAX), default="")
    slug: Mapped[str] = mapped_column(sa.String(SLUG_MAX), default="")
    summary: Mapped[str] = mapped_column(sa.String(SUMMARY_MAX), default="")
    field: Mapped[str] = mapped_column(sa.String(20), default="")
    place: Mapped[str] = mapped_column(sa.String(20), default="")
    source: Mapped[str] = mapped_column(sa.String(PROSE_MAX), default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    text_version: Mapped[int] = mapped_column(default=TEXT_VERSION)
    created_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    active_at: Mapped[datetime] = mapped_column(default=now)
    comment_count: Mapped[int] = mapped_column(default=0)
    cover: Mapped[str] = mapped_column(sa.String(KEY_MAX), default="")
    cover_alt: Mapped[str] = mapped_column(sa.String(ALT_MAX), default="")
    form_key: Mapped[str | None] = mapped_column(sa.String(KEY_MAX), unique=True)
    external_id: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    licence: Mapped[str] = mapped_column(sa.String(LICENCE_MAX), default="")
    source_url: Mapped[str] = mapped_column(sa.String(URL_MAX), default="")
    demo: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"polymorphic_on": "kind"}
    __table_args__ = (
        sa.Index("ix_entry_public", "kind", "state", "published_at", "id"),
        sa.Index("ix_entry_active", "kind", "state", "active_at", "id"),
        {"sqlite_autoincrement": True},  # the history knows this number
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state is State.PUBLISHED

    @property
    def publisher(self) -> Organisation | None:
        """For whom it is published, as far as everybody may know."""
        shown = self.organisation
        return shown if shown is not None and shown.is_public else None

    @property
    def version(self) -> str:
        """Changes with every save; tells a form that somebody was faster."""
        return version(self.edited_at)

    def write(self, title: str, summary: str, source: str, html: str) -> None:
        """Set the words and what follows from them; nobody sets one alone."""
        self.title = title
        self.slug = slug(title)
        self.summary = summary
        self.source = source
        self.html = html
        self.text_version = TEXT_VERSION


class Revision(Base):
    """What an entry said at one time."""

    __tablename__ = "revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True
    )
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    title: Mapped[str] = mapped_column(sa.String(TITLE_MAX))
    summary: Mapped[str] = mapped_column(sa.String(SUMMARY_MAX))
    source: Mapped[str] = mapped_column(sa.String(PROSE_MAX))


class Picture(Base):
    """A checked picture; without an entry it waits in an unfinished form."""

    __tablename__ = "picture"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True
    )
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    digest: Mapped[str] = mapped_column(sa.String(KEY_MAX), index=True)
    width: Mapped[int]
    height: Mapped[int]
    file_name: Mapped[str] = mapped_column(sa.String(120), default="")
    alt: Mapped[str] = mapped_column(sa.String(ALT_MAX), default="")
    decorative: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
