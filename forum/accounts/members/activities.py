"""What happens to members."""

from dataclasses import dataclass, field
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class MemberActivity(Activity):
    """Something that happened to a member."""

    member: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberActivity):
    """Somebody registered."""


@dataclass(frozen=True, kw_only=True)
class MemberConfirmed(MemberActivity):
    """An address was confirmed, by its owner or by hand."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class RoleChanged(MemberActivity):
    """Somebody may do more, or less, from now on; moderators perhaps not everywhere."""

    audited: ClassVar[bool] = True
    role: str
    fields: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(MemberActivity):
    """A new password; all other sessions have ended."""


@dataclass(frozen=True, kw_only=True)
class PictureDropped(MemberActivity):
    """A picture of a member is shown no longer: its files go."""

    digest: str
