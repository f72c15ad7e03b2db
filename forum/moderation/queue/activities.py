"""What is decided at the desk; the decision's number leads to its reason."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import EntryActivity


@dataclass(frozen=True, kw_only=True)
class EntryDecided(EntryActivity):
    """A moderator decided about an entry."""

    audited: ClassVar[bool] = True
    decision: int


@dataclass(frozen=True, kw_only=True)
class EntryApproved(EntryDecided):
    """It is published."""


@dataclass(frozen=True, kw_only=True)
class EntryReturned(EntryDecided):
    """Its author is asked to change something."""


@dataclass(frozen=True, kw_only=True)
class EntryRejected(EntryDecided):
    """It is not published."""


@dataclass(frozen=True, kw_only=True)
class EntryHidden(EntryDecided):
    """It was public, and is not for now."""


@dataclass(frozen=True, kw_only=True)
class EntryShown(EntryDecided):
    """It was hidden, and is public again."""


@dataclass(frozen=True, kw_only=True)
class CommentDecided(EntryActivity):
    """A moderator decided about a comment below an entry."""

    audited: ClassVar[bool] = True
    comment: int
    decision: int


@dataclass(frozen=True, kw_only=True)
class CommentReleaseDecided(CommentDecided):
    """It waited, and can be read now."""


@dataclass(frozen=True, kw_only=True)
class CommentRejectionDecided(CommentDecided):
    """It waited, and is not shown."""


@dataclass(frozen=True, kw_only=True)
class CommentHidingDecided(CommentDecided):
    """It could be read, and cannot for now."""


@dataclass(frozen=True, kw_only=True)
class CommentShowingDecided(CommentDecided):
    """It was hidden, and can be read again."""
