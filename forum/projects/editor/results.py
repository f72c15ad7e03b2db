"""The figures of an editor, in rows; an empty row says nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _

from forum.projects import models, service
from forum.projects.editor.rows import mistakes
from forum.projects.indicators import INDICATOR_OPTIONS
from forum.projects.models import Origin, Result
from forum.web.forms import Choice, Line, Number, typed
from forum.web.language import say
from forum.web.years import Year

EMPTY_ROWS = 3


class ResultRow(wtforms.Form):
    """One figure; an empty row says nothing."""

    indicator = Choice(
        _("Was?"), INDICATOR_OPTIONS, missing=_("Wählen Sie aus, was gezählt wird")
    )
    value = Number(_("Wie viel?"))
    origin = Choice(
        _("Wie sicher?"),
        models.ORIGINS,
        missing=_("Wählen Sie: gemessen, berechnet oder geschätzt"),
    )
    year = Year(_("Jahr (freiwillig)"))
    note = Line(_("Woher kommt die Zahl?"), models.NOTE_MAX, optional=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(field.data for field in self)

    def fits(self) -> bool:
        """Whether the row is empty, or whole and right."""
        if self.is_empty:
            return True
        fits = self.validate()
        if not self.value.data:
            self.value.errors = [say("Schreiben Sie eine Zahl, zum Beispiel 1,5")]
        return fits and bool(self.value.data)

    @property
    def figure(self) -> service.Figure:
        """The figure as the service wants it."""
        return service.Figure(
            indicator=self.indicator.data,
            value=self.value.value.quantize(models.PLACES_KEPT),
            origin=Origin(self.origin.data),
            year=self.year.year,
            note=self.note.data or "",
        )


class Results:
    """All figures of one form, and empty rows for more."""

    def __init__(self, results: Sequence[Result], sent: Any) -> None:
        self.rows = _rows(results) if sent is None else _sent_rows(sent)

    def fits(self) -> bool:
        """Whether every row is empty, or whole and right."""
        fits = [row.fits() for row in self.rows]
        return all(fits)

    @property
    def figures(self) -> tuple[service.Figure, ...]:
        """What is stated, as the service wants it."""
        return tuple(row.figure for row in self.rows if not row.is_empty)

    @property
    def stated(self) -> int:
        """How many rows say something."""
        return sum(not row.is_empty for row in self.rows)

    @property
    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Field and message, in the order of the page."""
        return mistakes(self.rows)


def _rows(results: Sequence[Result]) -> list[ResultRow]:
    """The figures there are, and empty rows for more."""
    told: list[dict[str, str]] = [
        {
            "indicator": one.indicator,
            "value": typed(one.value),
            "origin": str(one.origin),
            "year": str(one.year or ""),
            "note": one.note,
        }
        for one in results[: models.RESULTS_MAX]
    ]
    told += [{} for _row in range(min(EMPTY_ROWS, models.RESULTS_MAX - len(told)))]
    return [ResultRow(prefix=f"result-{at}", data=one) for at, one in enumerate(told)]


def _sent_rows(sent: Any) -> list[ResultRow]:
    """The rows as they were filled in, and empty ones for more."""
    rows = [ResultRow(sent, prefix=f"result-{at}") for at in range(models.RESULTS_MAX)]
    filled = [at for at, row in enumerate(rows) if not row.is_empty]
    return rows[: (filled[-1] + 1 if filled else 0) + EMPTY_ROWS]
