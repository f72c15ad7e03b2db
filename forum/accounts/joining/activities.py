"""What staff decide about who is let in."""

from dataclasses import dataclass
from typing import ClassVar

from forum.accounts.members.activities import MemberActivity
from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class MemberApproved(MemberActivity):
    """Somebody who waited is let in."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class MemberDeclined(MemberActivity):
    """Somebody who waited is not let in, and is deleted."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Activity):
    """An address was invited."""

    audited: ClassVar[bool] = True
    invitation: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Activity):
    """An invitation was taken back before anybody used it."""

    audited: ClassVar[bool] = True
    invitation: int
