"""What editors fill in for a goal."""

from decimal import InvalidOperation
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.words import N_
from forum.entries.models import SUMMARY_MAX, TITLE_MAX
from forum.goals.models import MEASURE_MAX, SOURCE_MAX, UNIT_MAX
from forum.site.fields import FIELDS
from forum.web.forms import Choice, Form, Line, Number, Prose, Tick
from forum.web.language import say
from forum.web.numbers import read_number
from forum.web.years import Year

MINUS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}")
EXAMPLE = N_("Schreiben Sie eine Zahl, zum Beispiel 1,5")


class Figure(Number):
    """A number that may lie below zero."""

    def pre_validate(self, form: Any) -> None:
        """Understand -1,5 with each of the lines that stand for minus."""
        if not (self.data or "").startswith(MINUS):
            super().pre_validate(form)
            return
        try:
            self.value = -read_number(self.data[1:])
        except InvalidOperation as error:
            raise StopValidation(say(EXAMPLE)) from error


class Needed(Figure):
    """A number that has to be there."""

    def pre_validate(self, form: Any) -> None:
        """Ask for it."""
        super().pre_validate(form)
        if self.value is None:
            raise StopValidation(say(EXAMPLE))


class GoalForm(Form):
    """A goal: its text and its plan."""

    title = Line(_("Titel"), TITLE_MAX, minimum=5)
    summary = Line(_("Kurzfassung"), SUMMARY_MAX)
    measure = Line(_("Was wird gezählt?"), MEASURE_MAX)
    unit = Line(_("Einheit"), UNIT_MAX, hint=_("Zum Beispiel t CO₂ je Jahr"))
    baseline = Figure(
        _("Ausgangswert"), hint=_("Freiwillig. Ohne ihn gibt es keinen Plan.")
    )
    baseline_year = Year(_("Jahr des Ausgangswerts"))
    target = Needed(_("Zielwert"))
    target_year = Year(_("Zieljahr"), needed=True)
    field = Choice(_("Handlungsfeld"), FIELDS)
    source = Prose(_("Text"))
    version = wtforms.HiddenField(default="0")


class ReadingForm(Form):
    """What was measured in a year."""

    year = Year(_("Jahr"), needed=True)
    value = Needed(_("Stand"))
    source = Line(_("Quelle"), SOURCE_MAX, hint=_("Woher kommt die Zahl?"))
    provisional = Tick(_("Vorläufiger Wert"))
