"""What administrators do with members."""

from dataclasses import dataclass
from typing import ClassVar

from forum.accounts.members.activities import MemberActivity


@dataclass(frozen=True, kw_only=True)
class MemberBlocked(MemberActivity):
    """Somebody cannot sign in any more."""

    audited: ClassVar[bool] = True
    suspension: int


@dataclass(frozen=True, kw_only=True)
class MemberUnblocked(MemberActivity):
    """Somebody can sign in again."""

    audited: ClassVar[bool] = True
