"""The whole form of a project, as its author fills it in."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.accounts.organisations.models import Organisation
from forum.core.text import clean_line
from forum.entries.models import SUMMARY_MAX, TITLE_MAX, Picture
from forum.projects import models, service
from forum.projects.editor.pictures import MOVES, Pictures
from forum.projects.editor.results import Results
from forum.projects.editor.rows import whole_number
from forum.projects.models import Project, Result, Status
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import Choice, Licensed, Line, Lines, Prose, Tick, Tiles
from forum.web.language import say
from forum.web.publisher import Publisher

LOOKING = ("preview", "upload")


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
        self.pictures = Pictures(pictures, sent)
        self.results = Results(results, sent)

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
        asked = complete and self.pictures.any
        self.consent.needed = asked and _("Bestätigen Sie das für Ihre Bilder")
        if self.licence and not complete:
            self.licence.needed = ""
        for field in self._needed:
            field.optional = not complete
        fits = [self.validate(), self.results.fits()]
        for field in self._needed:
            field.optional = False
        return all(fits)

    @property
    def _needed(self) -> tuple[Any, ...]:
        return (self.summary, self.field, self.place, self.status, self.source)

    @property
    def steps(self) -> list[tuple[str, Any, bool]]:
        """What has to be there before it can be handed in: where, what, whether."""
        fields = (self.title, self.summary, self.field, self.place, self.source)
        return [
            *((one.id, one.label.text, one.data and not one.errors) for one in fields),
            *self.pictures.steps,
        ]

    def look(self) -> None:
        """Render the story for the preview, or say at it why that cannot be done."""
        self.source.optional = True
        self.source.validate(self)
        self.source.optional = False

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Field and message, in the order of the page."""
        found = super().mistakes
        return [
            *(one for one in found if one[0] != "consent"),
            *self.pictures.mistakes,
            *(one for one in found if one[0] == "consent"),
            *self.results.mistakes,
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
        return service.WriteUp(words, self.results.figures, self.pictures.hung)
