"""What an editor says to put something in front."""

import re
from datetime import date, datetime
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.editorial.highlights.models import Place
from forum.web.forms import Form, Line, Tiles

ADDRESS_MAX = 500
NUMBER_MAX = 2**31 - 1
NUMBER = re.compile(r"(?:^|/)(\d{1,10})(?:-[^/]*)?(?:[?#].*)?$")
PLACES = Options(
    Option(Place.MONTH, N_("Projekt des Monats")),
    Option(Place.START, N_("Startseite")),
)
SPELLINGS = ("%Y-%m-%d", "%d.%m.%Y")


class EntryNumber(Line):
    """An entry, by its number or by the address of its page."""

    value = 0

    def pre_validate(self, form: Any) -> None:
        """Read the number out of 412, /projekte/412-titel or the whole address."""
        super().pre_validate(form)
        found = NUMBER.search(self.data)
        if found is None or int(found.group(1)) > NUMBER_MAX:
            raise StopValidation(
                str(_("Fügen Sie die Adresse des Projekts ein oder seine Nummer"))
            )
        self.value = int(found.group(1))


class Day(wtforms.StringField):
    """A day, as browsers send it or as people here write it."""

    widget = wtforms.widgets.DateInput()
    value: date = date.min

    def pre_validate(self, form: Any) -> None:
        """Understand 2026-12-01 and 1.12.2026."""
        for spelling in SPELLINGS:
            try:
                self.value = datetime.strptime(  # noqa: DTZ007 - a day has no zone
                    (self.data or "").strip(), spelling
                ).date()
            except ValueError:
                continue
            if 2000 <= self.value.year <= 2100:
                return
        raise StopValidation(str(_("Schreiben Sie einen Tag, zum Beispiel 1.12.2026")))


class HighlightForm(Form):
    """An entry, a place, and from when to when."""

    entry = EntryNumber(
        _("Projekt"),
        ADDRESS_MAX,
        hint=_("Adresse der Projektseite oder die Nummer darin"),
    )
    place = Tiles(
        _("Wo soll es stehen?"), PLACES, missing=_("Wählen Sie, wo es stehen soll")
    )
    starts_on = Day(_("Erster Tag"))
    ends_on = Day(_("Letzter Tag"))
