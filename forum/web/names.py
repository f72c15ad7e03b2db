"""The field in which somebody chooses a name that others see."""

import re
from typing import Any

from wtforms.validators import StopValidation

from forum.web.forms import Line
from forum.web.language import say

NO_ADDRESS = re.compile(r"https?:|www\.|@|://|[\w-]\.[a-z]{2,}\b", re.I)


class DisplayName(Line):
    """What others see of a member."""

    def __init__(self, label: Any, maximum: int, **options: Any) -> None:
        super().__init__(label, maximum, minimum=2, **options)

    def pre_validate(self, form: Any) -> None:
        """A name, not an address: mail programs would make a link of it."""
        super().pre_validate(form)
        if NO_ADDRESS.search(self.data):
            raise StopValidation(
                say("Nehmen Sie einen Namen ohne Internet- oder E-Mail-Adresse")
            )
