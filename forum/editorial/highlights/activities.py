"""What happens to highlights."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import EntryActivity


@dataclass(frozen=True, kw_only=True)
class EntryFeatured(EntryActivity):
    """An editor put an entry in front."""

    audited: ClassVar[bool] = True
    place: str


@dataclass(frozen=True, kw_only=True)
class HighlightEnded(EntryActivity):
    """An editor took it back before its time was over."""

    audited: ClassVar[bool] = True
    place: str
