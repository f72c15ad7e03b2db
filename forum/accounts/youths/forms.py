"""What adults fill in for young members."""

from flask_babel import lazy_gettext as _

from forum.accounts.members.models import NAME_MAX
from forum.web.forms import Form, Line, Tick
from forum.web.names import DisplayName
from forum.web.passwords import NewPassword


class RenameForm(Form):
    """What the young member is called."""

    display_name = DisplayName(
        NAME_MAX,
        _("Pseudonym"),
        hint=_("Kein echter Name. Damit meldet sich das Kind auch an."),
        missing=_("Denken Sie sich ein Pseudonym aus"),
        render_kw={"autocomplete": "off"},
    )


class YouthForm(RenameForm):
    """An account for somebody under 16."""

    password = NewPassword()
    responsible = Tick(
        _(
            "Ich bin verantwortlich für dieses Konto. "
            "Die Eltern oder Sorgeberechtigten sind einverstanden."
        ),
        needed=_("Bestätigen Sie, dass Sie verantwortlich sind"),
    )


class PasswordForm(Form):
    """Another password."""

    password = NewPassword(_("Neues Passwort"))


class OfferForm(Form):
    """Who shall take over."""

    name = Line(
        _("Name der Schule oder des Vereins"),
        NAME_MAX,
        hint=_("So, wie das andere Konto hier heißt."),
        missing=_("Schreiben Sie, wer übernehmen soll"),
        render_kw={"autocomplete": "off"},
    )
