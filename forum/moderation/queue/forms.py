"""What staff fill in at the desk."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.editorial.highlights.models import Place
from forum.moderation.queue.models import MESSAGE_MAX
from forum.moderation.queue.service import Filing
from forum.web.forms import Choice, Form, Lines

PLACES = Options(
    Option(Place.START, N_("Startseite, 7 Tage")),
    Option(Place.MONTH, N_("Projekt des Monats")),
)


class Goals(wtforms.SelectMultipleField):
    """Any number of goals, as boxes to tick."""

    data: Any
    titles: list[tuple[int, str]] = []
    unknown = False
    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()

    def process_formdata(self, values: list[str]) -> None:
        """Numbers of goals that are on the list; anything else is mistaken."""
        known = {str(number): number for number, _title in self.titles}
        self.unknown = any(value not in known for value in values)
        self.data = [known[value] for value in values if value in known]

    def pre_validate(self, form: Any) -> None:
        """Say so where a goal is gone."""
        if self.unknown:
            raise StopValidation(str(_("Eines der Ziele gibt es nicht mehr")))


class FeaturedPlace(Choice):
    """Nowhere, on the start page, or as project of the next month that is free."""

    def name_month(self, title: str) -> None:
        """Say which month that is."""
        self.choices = [
            ("", self.empty),
            (Place.START, _(PLACES[Place.START].title)),
            (Place.MONTH, title),
        ]


class Act(wtforms.HiddenField):
    """The button that was pressed."""

    data: Any

    def __init__(self, *acts: str, **options: Any) -> None:
        super().__init__(**options)
        self.acts = acts

    def pre_validate(self, form: Any) -> None:
        """Only buttons that were there."""
        if self.data not in self.acts:
            raise StopValidation(str(_("Wählen Sie, was geschehen soll")))


class CaseForm(Form):
    """A decision: which button was pressed, the reason, and where the case belongs."""

    goals = Goals(_("Ziele zuordnen"), coerce=int, validate_choice=False)
    place = FeaturedPlace(
        _("Hervorheben"), PLACES, optional=True, empty=_("Nicht hervorheben")
    )
    message = Lines(
        _("Nachricht an das Mitglied"),
        MESSAGE_MAX,
        optional=True,
        hint=_("Pflicht bei Rückfrage, Ablehnung und Ausblenden."),
    )
    act = Act("approved", "returned", "rejected", "hidden", "shown", "filed")

    def __init__(self, goals: list[tuple[int, str]], **options: Any) -> None:
        self._goals = goals
        super().__init__(**options)

    def process(self, *args: Any, **options: Any) -> None:
        """Know the goals before what was ticked is read."""
        if "goals" in self:
            self.goals.titles = self.goals.choices = self._goals
        super().process(*args, **options)

    @property
    def filing(self) -> Filing:
        """The goals and the place that were chosen, as far as they were offered."""
        place = self.place.data if "place" in self else ""
        return Filing(
            goals=self.goals.data if "goals" in self else None,
            place=Place(place) if place else None,
        )


class CommentForm(Form):
    """A decision about a comment."""

    message = Lines(
        _("Nachricht an das Mitglied"),
        MESSAGE_MAX,
        optional=True,
        hint=_("Pflicht bei Ablehnung und Ausblenden."),
    )
    act = Act("released", "hidden", "shown")
