"""The field in which somebody chooses a password."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.passwords import PASSWORD_MAX, PASSWORD_MIN
from forum.web.forms import Password

TOO_EASY = ("passwor", "klimaforum", "klimakreis", "12345678", "qwertz", "borken20")


class NewPassword(Password):
    """A password of one's own choice."""

    def pre_validate(self, form: Any) -> None:
        """Long enough, not endless, and not one that everybody tries first."""
        text = self.data or ""
        if len(text) < PASSWORD_MIN:
            raise StopValidation(str(_("Nehmen Sie mindestens 10 Zeichen")))
        if len(text) > PASSWORD_MAX:
            raise StopValidation(str(_("Nehmen Sie höchstens 256 Zeichen")))
        plain = text.casefold()
        if any(word in plain for word in TOO_EASY) or len(set(plain)) < 4:
            raise StopValidation(
                str(_("Das ist leicht zu erraten. Nehmen Sie drei zufällige Wörter"))
            )
