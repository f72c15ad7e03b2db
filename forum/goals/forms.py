"""What editors fill in for a goal."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.entries.models import SUMMARY_MAX, TITLE_MAX
from forum.goals.models import MEASURE_MAX, SOURCE_MAX, UNIT_MAX
from forum.site.fields import FIELDS
from forum.web.forms import Choice, Form, Line, Number, Prose, Tick

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Needed(Number):
    """A number that has to be there."""

    def pre_validate(self, form: Any) -> None:
        """Ask for it."""
        super().pre_validate(form)
        if self.value is None:
            raise StopValidation(str(_("Schreiben Sie eine Zahl, zum Beispiel 1,5")))


class Year(Number):
    """A year of this time."""

    needed = True

    def pre_validate(self, form: Any) -> None:
        """Four digits from 1990 to 2100."""
        super().pre_validate(form)
        if self.value is None and not self.needed:
            return
        if (
            self.value is None
            or not FIRST_YEAR <= self.value <= LAST_YEAR
            or self.value % 1
        ):
            raise StopValidation(str(_("Schreiben Sie ein Jahr, zum Beispiel 2030")))

    @property
    def year(self) -> int | None:
        """As a whole number."""
        return None if self.value is None else int(self.value)


class MaybeYear(Year):
    """A year, or nothing."""

    needed = False


class GoalForm(Form):
    """A goal: its text and its plan."""

    title = Line(_("Titel"), TITLE_MAX, minimum=5)
    summary = Line(_("Kurzfassung"), SUMMARY_MAX)
    measure = Line(_("Was wird gezählt?"), MEASURE_MAX)
    unit = Line(_("Einheit"), UNIT_MAX, hint=_("Zum Beispiel t CO₂ je Jahr"))
    baseline = Number(
        _("Ausgangswert"), hint=_("Freiwillig. Ohne ihn gibt es keinen Plan.")
    )
    baseline_year = MaybeYear(_("Jahr des Ausgangswerts"))
    target = Needed(_("Zielwert"))
    target_year = Year(_("Zieljahr"))
    field = Choice(_("Handlungsfeld"), FIELDS)
    source = Prose(_("Text"))


class ReadingForm(Form):
    """What was measured in a year."""

    year = Year(_("Jahr"))
    value = Needed(_("Stand"))
    source = Line(_("Quelle"), SOURCE_MAX, hint=_("Woher kommt die Zahl?"))
    provisional = Tick(_("Vorläufiger Wert"))
