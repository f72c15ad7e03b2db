"""What staff do with offers."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ArchiveActivity(Activity):
    """Something that happened to an offer."""

    audited: ClassVar[bool] = True
    offer: int


@dataclass(frozen=True, kw_only=True)
class ContributionsOffered(ArchiveActivity):
    """Contributions were offered to the archive."""

    count: int


@dataclass(frozen=True, kw_only=True)
class OfferAnswered(ArchiveActivity):
    """The archive takes them, or declines."""

    answer: str


@dataclass(frozen=True, kw_only=True)
class ContributionsCleared(ArchiveActivity):
    """What had been offered was deleted."""

    count: int
