"""The field in which somebody chooses a password."""

from typing import Any

from wtforms.validators import StopValidation

from forum.core.passwords import PASSWORD_MAX, PASSWORD_MIN
from forum.web.forms import Password
from forum.web.language import say

TOO_EASY = ("passwor", "klimaforum", "klimakreis", "12345678", "qwertz", "borken20")


class NewPassword(Password):
    """A password of one's own choice."""

    def pre_validate(self, form: Any) -> None:
        """Long enough, not endless, and not one that everybody tries first."""
        text = self.data or ""
        if len(text) < PASSWORD_MIN:
            raise StopValidation(
                say("Nehmen Sie mindestens %(count)s Zeichen", count=PASSWORD_MIN)
            )
        if len(text) > PASSWORD_MAX:
            raise StopValidation(
                say("Nehmen Sie höchstens %(count)s Zeichen", count=PASSWORD_MAX)
            )
        plain = text.casefold()
        if any(word in plain for word in TOO_EASY) or len(set(plain)) < 4:
            raise StopValidation(
                say("Das ist leicht zu erraten. Nehmen Sie drei zufällige Wörter")
            )
