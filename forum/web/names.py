"""The fields in which somebody chooses a name that others see."""

import re
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.web.forms import Line
from forum.web.language import say


class Name(Line):
    """What something or somebody is called; two characters are the shortest."""

    ADDRESS: ClassVar[re.Pattern[str]] = re.compile(r"https?:|www\.|@|://", re.I)

    def __init__(self, label: Any, maximum: int, **options: Any) -> None:
        super().__init__(label, maximum, minimum=2, **options)

    def pre_validate(self, form: Any) -> None:
        """A name, not an address: it stands in letters."""
        super().pre_validate(form)
        if self.ADDRESS.search(self.data):
            raise StopValidation(
                say("Nehmen Sie einen Namen ohne Internet- oder E-Mail-Adresse")
            )


class DisplayName(Name):
    """What others see of a member; mail programs find links even in gewinn.example."""

    ADDRESS = re.compile(rf"{Name.ADDRESS.pattern}|[\w-]\.[a-z]{{2,}}\b", re.I)

    def __init__(self, maximum: int, label: Any = "", **options: Any) -> None:
        usual: dict[str, Any] = {
            "hint": _("So sehen andere Sie. Ein Pseudonym ist erlaubt."),
            "missing": _("Schreiben Sie einen Namen, den andere sehen"),
            "render_kw": {"autocomplete": "nickname"},
        }
        super().__init__(label or _("Anzeigename"), maximum, **usual | options)
