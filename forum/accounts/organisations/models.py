"""Organisations, the people who belong to them, and invitations."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import EMAIL_KEY_MAX, Member
from forum.core.clock import now
from forum.core.db import Base, choice
from forum.core.lists import Option, Options
from forum.core.mail import ADDRESS_MAX
from forum.core.text import TEXT_VERSION
from forum.core.versions import version
from forum.core.words import N_
from forum.site.actors import ACTORS

NAME_MAX = 100
NAME_KEY_MAX = NAME_MAX * 3
SLUG_MAX = 80
LINE_MAX = 200
SHORT_MAX = 80
WEBSITE_MAX = 300
TEXT_MAX = 5000
ITEMS_MAX = 6  # lines of what it offers or seeks
ITEM_MAX = 120
KEY_MAX = 64

KINDS = Options(*(one for one in ACTORS if one.code != "buerger"))
BUSINESSES = ("unternehmen", "handwerk", "landwirtschaft", "stadtwerk")
SIZES = Options(
    Option("1-9", N_("1 bis 9 Beschäftigte")),
    Option("10-49", N_("10 bis 49 Beschäftigte")),
    Option("50-249", N_("50 bis 249 Beschäftigte")),
    Option("250+", N_("250 Beschäftigte und mehr")),
)


class Standing(StrEnum):
    """Who may see an organisation."""

    WAITING = "waiting"  # its people, staff: not yet checked
    PUBLIC = "public"  # everybody
    HIDDEN = "hidden"  # its people, staff
    CLOSED = "closed"  # its people, staff: no longer takes part


class Part(StrEnum):
    """What somebody may do for an organisation."""

    OWNER = "owner"
    EDITOR = "editor"


PARTS = Options(
    Option(Part.OWNER, N_("Zuständig: darf alles, auch andere einladen")),
    Option(Part.EDITOR, N_("Schreibt mit: Seite und Beiträge")),
)
PART_NAMES = {Part.OWNER: N_("Zuständig"), Part.EDITOR: N_("Schreibt mit")}


class Organisation(Base):
    """A town, company, club or school that takes part."""

    __tablename__ = "organisation"
    __table_args__ = {"sqlite_autoincrement": True}  # the history knows this number
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[Standing] = mapped_column(
        choice(Standing), default=Standing.WAITING, index=True
    )
    name: Mapped[str] = mapped_column(sa.String(NAME_MAX))
    name_key: Mapped[str] = mapped_column(sa.String(NAME_KEY_MAX), unique=True)
    slug: Mapped[str] = mapped_column(sa.String(SLUG_MAX))
    kind: Mapped[str] = mapped_column(sa.String(20))
    size: Mapped[str] = mapped_column(sa.String(10), default="")
    place: Mapped[str] = mapped_column(sa.String(20))
    address: Mapped[str] = mapped_column(sa.String(LINE_MAX), default="")
    website: Mapped[str] = mapped_column(sa.String(WEBSITE_MAX), default="")
    fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    forms: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    speaks: Mapped[str] = mapped_column(sa.String(LINE_MAX), default="")
    access: Mapped[str] = mapped_column(sa.String(LINE_MAX), default="")
    source: Mapped[str] = mapped_column(sa.String(TEXT_MAX), default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    text_version: Mapped[int] = mapped_column(default=TEXT_VERSION)
    offers: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    seeks: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    logo: Mapped[str] = mapped_column(sa.String(KEY_MAX), default="")
    contact_function: Mapped[str] = mapped_column(sa.String(SHORT_MAX), default="")
    contact_person: Mapped[str] = mapped_column(sa.String(SHORT_MAX), default="")
    contact_email: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    since: Mapped[datetime | None]  # a member of the alliance
    edited_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime]  # its people said that all of this is true
    asked_at: Mapped[datetime | None]  # a letter asked them to say so again
    form_key: Mapped[str | None] = mapped_column(sa.String(KEY_MAX), unique=True)
    demo: Mapped[bool] = mapped_column(default=False)

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state is Standing.PUBLIC

    @property
    def version(self) -> str:
        """Changes with every save; tells a form that somebody was faster."""
        return version(self.edited_at)

    @property
    def initials(self) -> str:
        """Two letters for the logo."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        if len(words) > 1:
            return (words[0][0] + words[-1][0]).upper()
        return self.name[:2].upper()


class Belonging(Base):
    """Somebody works for an organisation here."""

    __tablename__ = "belonging"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="CASCADE")
    )
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[Part] = mapped_column(choice(Part))
    title: Mapped[str] = mapped_column(sa.String(SHORT_MAX), default="")
    shown: Mapped[bool] = mapped_column(default=False)  # on the organisation's page
    since: Mapped[datetime] = mapped_column(default=now)

    member: Mapped[Member] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    __table_args__ = (sa.UniqueConstraint("organisation_id", "member_id"),)

    @property
    def is_owner(self) -> bool:
        """Whether this person answers for the organisation."""
        return self.part is Part.OWNER


class OrganisationInvitation(Base):
    """Somebody is asked by mail to belong; gone once accepted or withdrawn.

    Not the invitation of `joining`: that one is the staff's and makes a member, this
    one is an owner's and asks a member to belong, with a part.
    """

    __tablename__ = "organisation_invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="CASCADE")
    )
    email: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX))
    email_key: Mapped[str] = mapped_column(sa.String(EMAIL_KEY_MAX), index=True)
    part: Mapped[Part] = mapped_column(choice(Part))
    digest: Mapped[str] = mapped_column(sa.String(KEY_MAX), unique=True)  # of the key
    invited_by: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id", ondelete="SET NULL")
    )
    sent_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    __table_args__ = (sa.UniqueConstraint("organisation_id", "email_key"),)

    @property
    def has_ended(self) -> bool:
        """Whether it came too late."""
        return self.ends_at <= now()
