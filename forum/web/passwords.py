"""The fields in which somebody chooses a password or proves who they are."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.passwords import (
    PASSWORD_MAX,
    PASSWORD_MIN,
    guessable_word,
    is_common,
    length,
)
from forum.web.forms import Password
from forum.web.language import say

CODE_MAX = 40
NAMES = ("display_name", "email")  # fields of the same form that are no secret


class NewPassword(Password):
    """A password of one's own choice; `own` are words others know of this member."""

    own: Sequence[str] = ()

    def __init__(self, label: Any = "", **options: Any) -> None:
        usual: dict[str, Any] = {
            "description": _("Mindestens 10 Zeichen. Drei zufällige Wörter sind gut."),
            "render_kw": {"autocomplete": "new-password"},
        }
        super().__init__(label or _("Passwort"), **usual | options)

    def pre_validate(self, form: Any) -> None:
        """Long enough, not endless, and not one that everybody tries first."""
        text = self.data or ""
        if length(text) < PASSWORD_MIN:
            raise StopValidation(
                say("Nehmen Sie mindestens %(count)s Zeichen", count=PASSWORD_MIN)
            )
        if length(text) > PASSWORD_MAX:
            raise StopValidation(
                say("Nehmen Sie höchstens %(count)s Zeichen", count=PASSWORD_MAX)
            )
        typed = [form[name].data or "" for name in NAMES if name in form]
        if word := guessable_word(text, [*self.own, *typed]):
            raise StopValidation(
                say(
                    "Das ist leicht zu erraten, weil „%(word)s“ darin steckt. "
                    "Nehmen Sie drei zufällige Wörter",
                    word=word,
                )
            )
        if is_common(text):
            raise StopValidation(
                say("Das ist leicht zu erraten. Nehmen Sie drei zufällige Wörter")
            )


class Code(wtforms.StringField):
    """A code of six digits, or one for recovery; never sent back."""

    data: Any

    def process_formdata(self, values: list[str]) -> None:
        """No code is longer."""
        self.data = values[0].strip()[:CODE_MAX] if values else ""

    def _value(self) -> str:
        return ""

    def pre_validate(self, form: Any) -> None:
        """Say what to do."""
        if not self.data:
            raise StopValidation(say("Schreiben Sie den Code"))
