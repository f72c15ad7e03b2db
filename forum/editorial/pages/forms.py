"""The form for a barrier, and the choice of how the site looks."""

from flask_babel import lazy_gettext as _

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.web.forms import Email, Form, Line, Lines, Tiles

WHERE_MAX = 500
WHAT_MAX = 3000
THEMES = Options(
    Option("auto", N_("Wie auf meinem Gerät")),
    Option("light", N_("Hell")),
    Option("dark", N_("Dunkel")),
)


class BarrierForm(Form):
    """What hinders somebody, and where to send the answer."""

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


class ViewForm(Form):
    """Light, dark, or as the device wants it."""

    theme = Tiles(_("Farben"), THEMES)
