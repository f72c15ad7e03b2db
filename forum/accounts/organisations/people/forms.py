"""Inviting, changing, handing over."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.organisations.models import PARTS, SHORT_MAX, Belonging, Part
from forum.core.lists import Options
from forum.web.forms import Choice, Email, Form, Line, Tick, Tiles


class InviteForm(Form):
    """Whom to ask."""

    email = Email(
        _("E-Mail-Adresse"),
        hint=_("Wir schicken einen Link, der 14 Tage gilt."),
        missing=_("Schreiben Sie die E-Mail-Adresse"),
    )
    part = Tiles(
        _("Was darf die Person?"),
        PARTS,
        default=Part.EDITOR,
        missing=_("Wählen Sie aus, was die Person darf"),
    )


class MeForm(Form):
    """How one is called in the organisation."""

    title = Line(
        _("Aufgabe"),
        SHORT_MAX,
        optional=True,
        hint=_("Zum Beispiel „Geschäftsführung“"),
    )
    shown = Tick(_("Meinen Namen auf der Seite der Organisation zeigen"))


class PartForm(Form):
    """What one of the others may do."""

    part = Tiles(_("Was darf die Person?"), PARTS)


class HandOverForm(Form):
    """Who answers for the organisation from now on."""

    person = Choice(
        _("Wer übernimmt?"),
        Options(),
        missing=_("Wählen Sie jemanden aus der Organisation"),
    )

    def __init__(self, people: Sequence[Belonging], **options: Any) -> None:
        super().__init__(**options)
        self.person.offer({str(one.id): one.member.display_name for one in people})
