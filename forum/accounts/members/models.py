"""Members, and guests, who have the same questions asked of them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.members.rights import MAY, Right, Role
from forum.core.db import Base, choice
from forum.core.mail import ADDRESS_MAX

NAME_MAX = 60
ABOUT_MAX = 400
NAME_KEY_MAX = NAME_MAX * 3
EMAIL_KEY_MAX = ADDRESS_MAX * 3
DIGEST_MAX = 64


class Audience(StrEnum):
    """Who may see what a member tells beyond the name."""

    NOBODY = "nobody"
    MEMBERS = "members"
    EVERYBODY = "everybody"


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
    scope_fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    scope_places: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    second_since: Mapped[datetime | None]  # a second factor is set up
    actor: Mapped[str] = mapped_column(sa.String(20))
    place: Mapped[str] = mapped_column(sa.String(20), default="")
    fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    forms: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    about: Mapped[str] = mapped_column(sa.String(ABOUT_MAX), default="")
    picture: Mapped[str] = mapped_column(sa.String(DIGEST_MAX), default="")
    profile_for: Mapped[Audience] = mapped_column(
        choice(Audience), default=Audience.NOBODY
    )
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    youth: Mapped[bool] = mapped_column(default=False)  # under 16, an adult answers
    joined_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]  # let in, by the rule of then or by staff
    blocked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # the last day, not the moment
    warnings: Mapped[int] = mapped_column(default=0)  # letters about a long absence
    warned_at: Mapped[datetime | None]
    epoch: Mapped[int] = mapped_column(default=0)
    demo: Mapped[bool] = mapped_column(default=False)

    is_guest: ClassVar[bool] = False
    is_authenticated: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    @property
    def is_active(self) -> bool:
        """Whether signing in is possible."""
        let_in = self.confirmed_at is not None and self.approved_at is not None
        return let_in and self.blocked_at is None

    @property
    def is_member(self) -> bool:
        """Not a guest."""
        return True

    @property
    def is_staff(self) -> bool:
        """Works for the alliance in one of the roles."""
        return self.role is not Role.MEMBER

    def may(self, right: Right) -> bool:
        """Whether the role gives this right; without a second factor it gives none."""
        return self.second_since is not None and right in MAY[self.role]

    def covers(self, field: str, place: str) -> bool:
        """Whether something about this field and place is theirs to decide about."""
        if not self.scope_fields and not self.scope_places:
            return True
        return field in self.scope_fields or place in self.scope_places

    def get_id(self) -> str:
        """Flask-Login asks for it; the cookie keeps the mark of a sign-in instead."""
        return str(self.id)

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = [word for word in self.display_name.split() if word[0].isalnum()]
        if len(words) > 1:
            return (words[0][0] + words[-1][0]).upper()
        return self.display_name[:2].upper()


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
    is_staff: ClassVar[bool] = False
    youth: ClassVar[bool] = False

    def may(self, right: Right) -> bool:
        """Guests have no rights beyond reading."""
        return False

    def covers(self, field: str, place: str) -> bool:
        """Nothing is a guest's to decide about."""
        return False

    def get_id(self) -> None:
        """Nobody the session could keep."""


Viewer = Member | Guest
