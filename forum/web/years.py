"""Years in forms."""

from typing import Any

from wtforms.validators import StopValidation

from forum.web.forms import Number
from forum.web.language import say

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Year(Number):
    """A year of this time, or nothing unless it is needed."""

    def __init__(self, label: Any, *, needed: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.needed = needed

    def pre_validate(self, form: Any) -> None:
        """Four digits from 1990 to 2100."""
        super().pre_validate(form)
        if self.value is None and not self.needed:
            return
        if self.year is None:
            raise StopValidation(say("Schreiben Sie ein Jahr, zum Beispiel 2026"))

    @property
    def year(self) -> int | None:
        """As a whole number, if it is one."""
        value = self.value
        if value is None or value % 1 or not FIRST_YEAR <= value <= LAST_YEAR:
            return None
        return int(value)
