"""What people fill in to join and to tell about themselves."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.accounts.members.models import ABOUT_MAX, NAME_MAX, Audience
from forum.core.lists import Option, Options
from forum.core.passwords import matches
from forum.core.words import N_
from forum.site.actors import ACTORS, FORMS
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import (
    Choice,
    Choices,
    Email,
    Form,
    Lines,
    Password,
    Tick,
    Tiles,
)
from forum.web.language import TONGUES
from forum.web.names import DisplayName
from forum.web.passwords import NewPassword

AUDIENCES = Options(
    Option(Audience.NOBODY, N_("Niemand")),
    Option(Audience.MEMBERS, N_("Mitglieder")),
    Option(Audience.EVERYBODY, N_("Alle")),
)


class JoinForm(Form):
    """Five things are enough to become a member."""

    display_name = DisplayName(NAME_MAX)
    email = Email(
        _("E-Mail-Adresse"),
        hint=_("Wir schicken Ihnen einen Link, mit dem Sie die Adresse bestätigen."),
        missing=_("Schreiben Sie Ihre E-Mail-Adresse"),
        render_kw={"autocomplete": "email"},
    )
    password = NewPassword()
    actor = Choice(
        _("Wer sind Sie?"),
        ACTORS,
        missing=_("Wählen Sie aus, wer Sie sind"),
    )
    rules = Tick(
        _("Ich bin mindestens 16 Jahre alt und halte mich an die Spielregeln."),
        needed=_("Bestätigen Sie Ihr Alter und die Spielregeln"),
    )


class ConfirmForm(Form):
    """The password of the registration: the letter alone opens nothing."""

    password = Password(
        _("Passwort"),
        description=_("Das Passwort, das Sie bei der Anmeldung gewählt haben"),
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, kept: str) -> None:
        super().__init__()
        self.kept = kept

    def validate_password(self, field: Any) -> None:
        """Takes equally long for right and wrong ones."""
        if not matches(self.kept, field.data or ""):
            raise StopValidation(
                str(_("Das passt nicht. Wählen Sie mit „Passwort vergessen“ ein neues"))
            )


class ProfileForm(Form):
    """What members tell about themselves; all but the name is up to them."""

    display_name = DisplayName(NAME_MAX)
    actor = Choice(_("Wer sind Sie?"), ACTORS)
    place = Choice(
        _("Stadt oder Gemeinde"), PLACES, optional=True, empty=_("Keine Angabe")
    )
    fields = Choices(_("Was interessiert Sie?"), FIELDS)
    forms = Choices(
        _("Wie möchten Sie sich beteiligen?"),
        FORMS,
        hint=_("Jede Form ist willkommen. Sie können das jederzeit ändern."),
    )
    about = Lines(
        _("Über mich"),
        ABOUT_MAX,
        optional=True,
        hint=_("Ein bis drei Sätze"),
    )
    profile_for = Tiles(
        _("Wer darf Ihr Profil sehen?"),
        AUDIENCES,
        hint=_(
            "Ihr Name und Ihre Beiträge sind immer zu sehen. Alles andere sieht nur, "
            "wem Sie es hier erlauben. Sie können das jederzeit ändern."
        ),
    )
    language = Choice(_("Sprache der E-Mails"), TONGUES)


class PictureForm(Form):
    """A picture of oneself."""

    picture = wtforms.FileField(
        _("Bild"),
        description=_("JPG, PNG oder WebP bis 12 MB. Wir zeigen es quadratisch."),
        render_kw={"accept": "image/jpeg,image/png,image/webp"},
    )
