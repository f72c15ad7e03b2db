"""What happens to goals."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import EntryActivity


@dataclass(frozen=True, kw_only=True)
class GoalLinked(EntryActivity):
    """A moderator saw that an entry contributes to a goal."""

    audited: ClassVar[bool] = True
    goal: int


@dataclass(frozen=True, kw_only=True)
class GoalUnlinked(EntryActivity):
    """A moderator took that back."""

    audited: ClassVar[bool] = True
    goal: int


@dataclass(frozen=True, kw_only=True)
class GoalWritten(EntryActivity):
    """An editor wrote or changed a goal."""

    audited: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class ReadingTaken(EntryActivity):
    """An editor entered what was measured in a year."""

    audited: ClassVar[bool] = True
    year: int
