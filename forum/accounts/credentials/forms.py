"""What people fill in to change how they sign in."""

from flask_babel import lazy_gettext as _

from forum.web.forms import Email, Form
from forum.web.passwords import NewPassword


class PasswordForm(Form):
    """A new password."""

    password = NewPassword(_("Neues Passwort"))


class NewAddressForm(Form):
    """Where letters shall go."""

    email = Email(
        _("Neue E-Mail-Adresse"),
        hint=_("Wir schicken einen Link dorthin. Erst damit gilt die neue Adresse."),
        missing=_("Schreiben Sie Ihre neue E-Mail-Adresse"),
        render_kw={"autocomplete": "email"},
    )
