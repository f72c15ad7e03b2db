"""Members, and guests, who have the same questions asked of them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, choice
from forum.core.mail import ADDRESS_MAX

NAME_MAX = 60
ABOUT_MAX = 400
NAME_KEY_MAX = NAME_MAX * 3
EMAIL_KEY_MAX = ADDRESS_MAX * 3


class Role(StrEnum):
    """What a member may do beyond taking part."""

    MEMBER = "member"
    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Member(Base):
    """Somebody who takes part; without an address it is an imported author."""

    __tablename__ = "member"
    __table_args__ = {"sqlite_autoincrement": True}  # sessions know this number
    id: Mapped[int] = mapped_column(primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.String(NAME_MAX))
    name_key: Mapped[str] = mapped_column(sa.String(NAME_KEY_MAX), unique=True)
    email: Mapped[str | None] = mapped_column(sa.String(ADDRESS_MAX))
    email_key: Mapped[str | None] = mapped_column(sa.String(EMAIL_KEY_MAX), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    role: Mapped[Role] = mapped_column(choice(Role), default=Role.MEMBER)
    actor: Mapped[str] = mapped_column(sa.String(20))
    place: Mapped[str] = mapped_column(sa.String(20), default="")
    fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    forms: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    about: Mapped[str] = mapped_column(sa.String(ABOUT_MAX), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    joined_at: Mapped[datetime]
    rules_agreed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    epoch: Mapped[int] = mapped_column(default=0)
    demo: Mapped[bool] = mapped_column(default=False)

    is_guest: ClassVar[bool] = False
    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    @property
    def is_active(self) -> bool:
        """Whether signing in is possible."""
        return self.confirmed_at is not None and self.blocked_at is None

    @property
    def is_member(self) -> bool:
        """Not a guest."""
        return True

    @property
    def is_moderator(self) -> bool:
        """Decides about what others write."""
        return self.role in (Role.MODERATOR, Role.ADMINISTRATOR)

    @property
    def is_editor(self) -> bool:
        """Looks after goals, pages and what is featured."""
        return self.role in (Role.EDITOR, Role.ADMINISTRATOR)

    @property
    def is_administrator(self) -> bool:
        """Gives and takes roles."""
        return self.role is Role.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:
        """Works for the Kreis in one of the roles."""
        return self.role is not Role.MEMBER

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = [word for word in self.display_name.split() if word[0].isalnum()]
        if len(words) > 1:
            return (words[0][0] + words[-1][0]).upper()
        return self.display_name[:2].upper()

    def get_id(self) -> str:
        """What the session keeps: a new epoch ends every session."""
        return f"{self.id}.{self.epoch}"


class Guest:
    """Somebody who reads without having signed in."""

    id: ClassVar[None] = None
    is_authenticated: ClassVar[bool] = False
    is_anonymous: ClassVar[bool] = True
    is_active: ClassVar[bool] = False
    display_name: ClassVar[str] = ""
    initials: ClassVar[str] = ""
    is_guest: ClassVar[bool] = True
    is_member: ClassVar[bool] = False
    is_moderator: ClassVar[bool] = False
    is_editor: ClassVar[bool] = False
    is_administrator: ClassVar[bool] = False
    is_staff: ClassVar[bool] = False

    def get_id(self) -> None:
        """Nobody the session could keep."""


Viewer = Member | Guest
