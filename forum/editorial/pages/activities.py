"""What happens to the pages of the house."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PageChanged(Activity):
    """Somebody wrote a new version of a page."""

    audited: ClassVar[bool] = True
    page: str
    language: str
    version: int


@dataclass(frozen=True, kw_only=True)
class PageReset(Activity):
    """A page says again what the template says."""

    audited: ClassVar[bool] = True
    page: str
    language: str
    version: int
