"""The editor of a project: words, pictures in their order, figures in rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, cast

import wtforms
from flask import request
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.accounts.organisations.models import Organisation
from forum.core.media import StoredPicture
from forum.core.text import clean_line
from forum.entries.models import ALT_MAX, SUMMARY_MAX, TITLE_MAX, Picture
from forum.projects import models, service, studio
from forum.projects.indicators import INDICATOR_OPTIONS
from forum.projects.models import Origin, Project, Result, Status
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import (
    Choice,
    Licensed,
    Line,
    Lines,
    Number,
    Prose,
    Tick,
    Tiles,
    typed,
    uploads,
)
from forum.web.language import say
from forum.web.publisher import Publisher
from forum.web.years import Year

EMPTY_ROWS = 3
DIGITS_MAX = 9
MOVES = ("up", "down", "cover", "remove")
LOOKING = ("preview", "upload")


class PictureRow(wtforms.Form):
    """What is told of one picture."""

    alt = Line(_("Was ist zu sehen?"), ALT_MAX, optional=True)
    decorative = Tick(_("Nur Schmuck: Das Bild zeigt nichts, was im Text fehlt."))

    def __init__(self, picture: Picture, place: int, data: Any) -> None:
        super().__init__(data, prefix=f"picture-{picture.id}", obj=picture)
        self.picture, self.place = picture, place

    def fits(self, complete: bool) -> bool:
        """Whether the words do; before it is public they also have to say something."""
        if not self.validate():
            return False
        if not complete or self.is_told:
            return True
        self.alt.errors = [_alt_advice(self.alt.data or "", self.place)]
        return False

    @property
    def is_told(self) -> bool:
        """Whether people who cannot see it know what is on it."""
        return bool(self.decorative.data) or service.describes(self.alt.data or "")

    @property
    def step(self) -> str:
        """What the list of what is missing calls it."""
        return say("Beschreibung für Bild %(place)s", place=self.place)

    @property
    def hung(self) -> service.Hung:
        """The picture as the service wants it."""
        return service.Hung(
            self.picture.id, self.alt.data or "", bool(self.decorative.data)
        )


def _alt_advice(alt: str, place: int) -> str:
    if not alt:
        return say(
            "Beschreiben Sie Bild %(place)s für Menschen, die es nicht sehen",
            place=place,
        )
    return say(
        "Schreiben Sie in einem Satz, was auf Bild %(place)s zu sehen ist, zum "
        "Beispiel „Drei Kinder setzen einen Haselstrauch in ein Pflanzloch“",
        place=place,
    )


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


class Wishes(Lines):
    """What a group is looking for, one wish a line."""

    def pre_validate(self, form: Any) -> None:
        """A few short ones."""
        super().pre_validate(form)
        if len(self.lines) > models.SEEKS_MAX or any(
            len(line) > models.SEEK_MAX for line in self.lines
        ):
            raise StopValidation(
                say(
                    "Schreiben Sie höchstens %(lines)s Zeilen mit je %(most)s Zeichen",
                    lines=models.SEEKS_MAX,
                    most=models.SEEK_MAX,
                )
            )

    @property
    def lines(self) -> list[str]:
        """The wishes, without empty lines."""
        return [line for line in map(clean_line, (self.data or "").split("\n")) if line]


class ProjectForm(Licensed):
    """A project as its author writes it."""

    title = Line(
        _("Titel"),
        TITLE_MAX,
        hint=_(
            "Kurz und konkret, zum Beispiel „Unser Vereinsheim heizt mit Holzresten“"
        ),
        missing=_("Geben Sie dem Projekt einen Titel"),
    )
    summary = Line(
        _("Kurzfassung"),
        SUMMARY_MAX,
        hint=_("Zwei Sätze für die Übersicht, höchstens 240 Zeichen"),
        missing=_("Schreiben Sie eine Kurzfassung mit höchstens 240 Zeichen"),
        widget=wtforms.widgets.TextArea(),
        render_kw={"rows": 3},
    )
    field = Tiles(
        _("Thema"),
        FIELDS,
        hint=_("Wählen Sie das wichtigste aus"),
        missing=_("Wählen Sie ein Thema aus"),
    )
    place = Choice(
        _("Stadt oder Gemeinde"),
        PLACES,
        missing=_("Wählen Sie eine Stadt oder Gemeinde aus der Liste"),
    )
    status = Choice(
        _("Wie weit ist das Projekt?"),
        models.STATUSES,
        missing=_("Wählen Sie aus, wie weit das Projekt ist"),
        default=Status.UMSETZUNG,
    )
    source = Prose(
        _("Text"),
        hint=_(
            "Hilfreich ist: Was war der Anlass? Was haben Sie gemacht? Was hat nicht "
            "geklappt? Formatieren Sie mit den Knöpfen oder mit Markdown."
        ),
        missing=_("Erzählen Sie, was Sie gemacht haben"),
    )
    wishes = Wishes(
        _("Was suchen Sie?"),
        models.SEEKS_MAX * (models.SEEK_MAX + 1),
        optional=True,
        hint=_("Zum Beispiel „Ein trockener Lagerplatz“. Je Zeile ein Wunsch."),
        render_kw={"rows": 3},
    )
    consent = Tick(
        _(
            "Alle erkennbaren Personen sind mit der Veröffentlichung einverstanden. "
            "Bei Kindern haben die Eltern zugestimmt."
        ),
    )
    organisation_id = Publisher()
    version = wtforms.HiddenField(default="0")

    def __init__(
        self,
        project: Project | None,
        pictures: Sequence[Picture],
        results: Sequence[Result],
        publishers: Sequence[Organisation] = (),
        agreed: bool = False,
    ) -> None:
        handed_in = bool(project and project.submitted_at)
        wishes = "\n".join(project.seeks) if project else ""
        super().__init__(
            obj=project, consent=handed_in, wishes=wishes, agreed=agreed or handed_in
        )
        self.kept_for = project.organisation_id if project else None
        self.organisation_id.offer({str(one.id): one.name for one in publishers})
        if not publishers:
            del self.organisation_id
        sent = request.form if self.is_submitted() else None
        self.pictures = [
            PictureRow(one, place, sent) for place, one in enumerate(pictures, 1)
        ]
        self.results = _rows(results) if sent is None else _sent_rows(sent)
        self.received = studio.Received()

    @property
    def wanted(self) -> tuple[str, int]:
        """Which button was pressed, and for which picture; saving is the usual one."""
        word, _colon, number = request.form.get("do", "").partition(":")
        known = (*MOVES, *LOOKING, "submit")
        return word if word in known else "save", whole_number(number)

    @property
    def is_too_late(self) -> bool:
        """Whether its token is missing or too old; then nothing is done with it."""
        return not self.csrf_token.validate(self)

    def check(self, complete: bool) -> bool:
        """Whether words and figures can be taken: for a draft a title is enough.

        The slow part, as it renders the story: before anything is written.
        """
        asked = complete and bool(self.pictures or self.new_files)
        self.consent.needed = asked and _("Bestätigen Sie das für Ihre Bilder")
        if self.licence and not complete:
            self.licence.needed = ""
        for field in self._needed:
            field.optional = not complete
        fits = [self.validate(), *(row.fits() for row in self.results)]
        for field in self._needed:
            field.optional = False
        return all(fits)

    def check_pictures(self, complete: bool) -> bool:
        """Whether the pictures can be taken, those that came with it included."""
        fits = [row.fits(complete) for row in self.pictures]
        return all(fits) and not self.received.refused

    @property
    def _needed(self) -> tuple[Any, ...]:
        return (self.summary, self.field, self.place, self.status, self.source)

    @property
    def steps(self) -> list[tuple[str, Any, bool]]:
        """What has to be there before it can be handed in: where, what, whether."""
        fields = (self.title, self.summary, self.field, self.place, self.source)
        return [
            *((one.id, one.label.text, one.data and not one.errors) for one in fields),
            *((row.alt.id, row.step, row.is_told) for row in self.pictures),
        ]

    @property
    def figures(self) -> int:
        """How many figures are stated."""
        return sum(not row.is_empty for row in self.results)

    def take_files(self) -> None:
        """Check the files that were chosen: good ones are stored, bad ones named."""
        files = [
            (
                clean_line(one.filename or "")[-service.FILE_NAME_MAX :],
                cast(BinaryIO, one.stream),
            )
            for one in uploads("files")
        ]
        self.received = studio.receive(files, len(self.pictures))

    @property
    def new_files(self) -> list[tuple[StoredPicture, str]]:
        """What was stored now and hangs in this form not yet, each once."""
        known = {row.picture.digest for row in self.pictures}
        fresh = {one.digest: (one, name) for one, name in self.received.stored}
        return [told for digest, told in fresh.items() if digest not in known]

    def hang(self, pictures: Sequence[Picture]) -> None:
        """Put new pictures behind the others."""
        for place, picture in enumerate(pictures, len(self.pictures) + 1):
            self.pictures.append(PictureRow(picture, place, None))

    def look(self) -> None:
        """Render the story for the preview, or say at it why that cannot be done."""
        self.source.optional = True
        self.source.validate(self)
        self.source.optional = False

    def move(self, word: str, number: int) -> None:
        """Up, down, to the front or away, as the button says."""
        rows = self.pictures
        at = next((i for i, row in enumerate(rows) if row.picture.id == number), None)
        if at is None:
            return
        row = rows.pop(at)
        places = {"up": max(0, at - 1), "down": at + 1, "cover": 0}
        if word in places:
            rows.insert(places[word], row)
        for place, one in enumerate(rows, 1):
            one.place = place

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Field and message, in the order of the page."""
        found = super().mistakes
        return [
            *(one for one in found if one[0] != "consent"),
            *(("files", message) for message in self.received.refused),
            *_mistakes(self.pictures),
            *(one for one in found if one[0] == "consent"),
            *_mistakes(self.results),
        ]

    @property
    def publisher(self) -> int | None:
        """For which organisation; as it is where nothing can be chosen."""
        return self.organisation_id.number if self.organisation_id else self.kept_for

    @property
    def write_up(self) -> service.WriteUp:
        """What was written, as the service wants it."""
        words = service.Words(
            title=self.title.data,
            summary=self.summary.data or "",
            source=self.source.data or "",
            html=self.source.html,
            field=self.field.data or "",
            place=self.place.data or "",
            status=Status(self.status.data or Status.UMSETZUNG),
            seeks=tuple(self.wishes.lines),
            organisation=self.publisher,
        )
        figures = (row.figure for row in self.results if not row.is_empty)
        return service.WriteUp(
            words, tuple(figures), tuple(row.hung for row in self.pictures)
        )


def sent_pictures() -> list[int]:
    """The numbers of the pictures in a form that was sent, in their order."""
    sent = request.form.getlist("picture")[: models.PICTURES_MAX]
    return [number for number in map(whole_number, sent) if number]


def whole_number(text: str) -> int:
    """A small whole number, or 0 for anything else."""
    fits = text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
    return int(text) if fits else 0


def _mistakes(rows: Iterable[wtforms.Form]) -> Iterator[tuple[str, str]]:
    for field in chain.from_iterable(rows):
        yield from ((field.id, str(message)) for message in field.errors)


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
