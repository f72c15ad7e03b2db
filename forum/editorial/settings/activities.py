"""What happens to the settings."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class SettingsChanged(Activity):
    """Somebody set something anew; which, not what it says."""

    audited: ClassVar[bool] = True
    names: list[str]
