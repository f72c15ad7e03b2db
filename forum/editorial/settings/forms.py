"""What administrators fill in for the alliance."""

from flask_babel import lazy_gettext as _

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.site.settings import NAME_MAX, REGION_MAX, Joining
from forum.web.forms import Email, Form, Line, Tiles

JOINING = Options(
    Option(Joining.OPEN, N_("Offen: Wer die E-Mail-Adresse bestätigt, ist Mitglied")),
    Option(
        Joining.APPROVAL,
        N_("Mit Freigabe: Nach der Bestätigung entscheidet das Team"),
    ),
    Option(
        Joining.INVITATION,
        N_("Auf Einladung: Nur wer eine Einladung hat, kann Mitglied werden"),
    ),
)


class SettingsForm(Form):
    """What the alliance is called, where it is, who answers, and who may join."""

    name = Line(
        _("Name der Allianz"),
        NAME_MAX,
        minimum=2,
        hint=_("Steht oben auf jeder Seite und in jeder E-Mail."),
    )
    region = Line(
        _("Region"), REGION_MAX, minimum=2, hint=_("Zum Beispiel Kreis Borken")
    )
    contact = Email(
        _("Kontaktadresse"),
        hint=_(
            "Steht unten auf jeder Seite und ist der Absender aller E-Mails. Nehmen "
            "Sie ein Postfach, das auch eine Vertretung liest."
        ),
        missing=_("Schreiben Sie die Adresse, unter der das Team zu erreichen ist"),
        render_kw={"autocomplete": "email"},
    )
    joining = Tiles(
        _("Wer kann Mitglied werden?"),
        JOINING,
        hint=_("Wer schon Mitglied ist, bleibt es."),
        missing=_("Wählen Sie, wer Mitglied werden kann"),
    )
