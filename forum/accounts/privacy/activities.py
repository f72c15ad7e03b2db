"""What happens to members' data."""

from dataclasses import dataclass
from typing import ClassVar

from forum.accounts.members.activities import MemberActivity
from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class CopyAsked(MemberActivity):
    """Somebody asked for a copy of everything about themselves."""


@dataclass(frozen=True, kw_only=True)
class MemberForgotten(MemberActivity):
    """Somebody has left; of them the log keeps a number and the role."""

    audited: ClassVar[bool] = True
    role: str


@dataclass(frozen=True, kw_only=True)
class AccountDeleted(MemberActivity):
    """Nothing is known of somebody any more; only a job, for the journal."""

    texts_too: bool


@dataclass(frozen=True, kw_only=True)
class PicturesLeft(Activity):
    """Pictures no longer hang anywhere; their files go unless others use them."""

    digests: list[str]


@dataclass(frozen=True, kw_only=True)
class FilesLeft(Activity):
    """A copy has expired, or its owner has left."""

    files: list[str]
