"""What staff fill in to offer something."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.moderation.offers.models import Answer
from forum.web.forms import Choice, Form, Number
from forum.web.years import Year

ANSWERS = Options(
    Option(Answer.OPEN, N_("Noch keine Antwort")),
    Option(Answer.TAKEN, N_("Das Archiv übernimmt")),
    Option(Answer.DECLINED, N_("Das Archiv verzichtet")),
)


class Whole(Number):
    """A whole number that has to be there."""

    def pre_validate(self, form: Any) -> None:
        """Say how to write it."""
        super().pre_validate(form)
        if self.value is None or self.value != int(self.value) or self.value > 9999:
            raise StopValidation(str(_("Schreiben Sie eine ganze Zahl")))


class PeriodForm(Form):
    """From one year to another."""

    first_year = Year(_("Erstes Jahr"), needed=True)
    last_year = Year(_("Letztes Jahr"), needed=True)


class ClearingForm(Form):
    """What nobody has touched for so many months."""

    months = Whole(
        _("Ausgeblendet oder abgelehnt seit mindestens … Monaten"),
        hint=_("Mindestens 6, denn so lange kann jemand widersprechen"),
    )


class AnswerForm(Form):
    """What the archive said."""

    answer = Choice(_("Antwort des Archivs"), ANSWERS)
