"""What people fill in to be let in."""

from flask_babel import lazy_gettext as _

from forum.core.mail import ADDRESS_MAX
from forum.web.forms import Email, Form, Line, Password
from forum.web.passwords import Code, NewPassword


class SignInForm(Form):
    """Address and password."""

    email = Line(
        _("E-Mail-Adresse"),
        ADDRESS_MAX,
        hint=_("Mit einem Jugendkonto: der Anzeigename"),
        missing=_("Schreiben Sie Ihre E-Mail-Adresse"),
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = Password(_("Passwort"), render_kw={"autocomplete": "current-password"})


class AddressForm(Form):
    """Where to send the link."""

    email = Email(
        _("E-Mail-Adresse"),
        missing=_("Schreiben Sie Ihre E-Mail-Adresse"),
        render_kw={"autocomplete": "username"},
    )


class CodeForm(Form):
    """The second step."""

    code = Code(
        _("Code"),
        description=_("Sechs Ziffern aus der App, oder ein Wiederherstellungscode"),
        render_kw={"autocomplete": "one-time-code", "class": "sm"},
    )


class ProofForm(Form):
    """The password once more."""

    password = Password(_("Passwort"), render_kw={"autocomplete": "current-password"})


class ResetForm(Form):
    """A new password."""

    password = NewPassword(_("Neues Passwort"))
