"""What happens to entries of every kind."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import EntryActivity


@dataclass(frozen=True, kw_only=True)
class EntrySaved(EntryActivity):
    """Somebody saved a draft, or changed what was written."""


@dataclass(frozen=True, kw_only=True)
class EntrySubmitted(EntryActivity):
    """An author asked for it to be published."""


@dataclass(frozen=True, kw_only=True)
class EntryPublished(EntryActivity):
    """It can be read by everybody from now on."""


@dataclass(frozen=True, kw_only=True)
class PublisherChanged(EntryActivity):
    """The organisation it is published for is called otherwise, or not to be seen."""


@dataclass(frozen=True, kw_only=True)
class EntryTouched(EntryActivity):
    """Something about it has changed by itself: who wrote it, what is said below."""


@dataclass(frozen=True, kw_only=True)
class EntryDeleted(EntryActivity):
    """Its author took it away."""

    audited: ClassVar[bool] = True
