"""The forms for a barrier and for the text of a page, and how the site looks."""

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.core.lists import Option, Options
from forum.core.text import PROSE_MAX
from forum.core.words import N_
from forum.editorial.pages.models import TITLE_MAX
from forum.editorial.tickets.models import WHAT_MAX, WHERE_MAX
from forum.web.forms import Email, Form, Line, Lines, Prose, Tiles

TRAP_MAX = 100
THEMES = Options(
    Option("auto", N_("Wie auf meinem Gerät")),
    Option("light", N_("Hell")),
    Option("dark", N_("Dunkel")),
)


class BarrierForm(Form):
    """What hinders somebody, and where to send the answer.

    `website` is seen by programs only: whoever fills it in is asked to empty it, and a
    person can.
    """

    where = Line(
        _("Wo ist die Barriere?"),
        WHERE_MAX,
        optional=True,
        hint=_("Adresse der Seite oder ihr Name (freiwillig)"),
    )
    what = Lines(
        _("Was hindert Sie?"),
        WHAT_MAX,
        minimum=10,
        hint=_("Zum Beispiel: Ein Knopf lässt sich nicht mit der Tastatur erreichen."),
        missing=_("Beschreiben Sie, was Sie hindert"),
    )
    email = Email(
        _("Ihre E-Mail-Adresse"),
        optional=True,
        hint=_("Für unsere Antwort (freiwillig)"),
        render_kw={"autocomplete": "email"},
    )
    website = Line(
        _("Dieses Feld bleibt leer"),
        TRAP_MAX,
        optional=True,
        render_kw={"autocomplete": "off"},
    )

    def validate_website(self, field: Line) -> None:
        """Programs fill in every field."""
        if field.data:
            raise StopValidation(
                str(_("Leeren Sie dieses Feld und senden Sie noch einmal"))
            )


class VersionForm(Form):
    """A button, and the version somebody began with."""

    version = wtforms.HiddenField(default="0")

    @property
    def began_with(self) -> int:
        """The version the page showed; -1 if somebody made it up."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1


class PageForm(VersionForm):
    """The text of a page."""

    title = Line(_("Titel"), TITLE_MAX, minimum=2)
    source = Prose(_("Text"), PROSE_MAX)


class ViewForm(Form):
    """Light, dark, or as the device wants it."""

    theme = Tiles(_("Farben"), THEMES)
