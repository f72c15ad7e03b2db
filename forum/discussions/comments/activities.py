"""What happens to comments."""

from dataclasses import dataclass

from forum.core.activities import EntryActivity


@dataclass(frozen=True, kw_only=True)
class CommentActivity(EntryActivity):
    """Something that happened to a comment below an entry."""

    comment: int


@dataclass(frozen=True, kw_only=True)
class CommentWritten(CommentActivity):
    """Somebody said something that everybody may read."""


@dataclass(frozen=True, kw_only=True)
class CommentHeld(CommentActivity):
    """A new member said something; a moderator reads it first."""


@dataclass(frozen=True, kw_only=True)
class CommentEdited(CommentActivity):
    """Its author put it in other words."""


@dataclass(frozen=True, kw_only=True)
class CommentDeleted(CommentActivity):
    """Its author took it away."""


# The desk writes its decisions about comments, with their reasons, into the log;
# these tell the rest of the house.


@dataclass(frozen=True, kw_only=True)
class CommentReleased(CommentActivity):
    """A moderator read it; everybody may from now on."""


@dataclass(frozen=True, kw_only=True)
class CommentHidden(CommentActivity):
    """A moderator took it from view, or did not let it into view."""


@dataclass(frozen=True, kw_only=True)
class CommentShown(CommentActivity):
    """A moderator let everybody read it again."""
