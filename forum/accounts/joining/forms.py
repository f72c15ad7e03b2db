"""What staff fill in about who is let in, and what the invited fill in."""

import wtforms
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forum.accounts.members.models import NAME_MAX
from forum.site.actors import ACTORS
from forum.web.forms import Choice, Email, Form, Lines, Tick
from forum.web.language import TONGUES
from forum.web.names import DisplayName
from forum.web.passwords import NewPassword

MESSAGE_MAX = 1000
ACTS = ("approve", "decline")


class InvitationForm(Form):
    """Whom to invite."""

    email = Email(
        _("E-Mail-Adresse"),
        missing=_("Schreiben Sie die Adresse, die Sie einladen möchten"),
        render_kw={"autocomplete": "off"},
    )
    language = Choice(_("Sprache der E-Mail"), TONGUES)


class DecisionForm(Form):
    """Whether somebody is let in."""

    message = Lines(
        _("Nachricht an das Mitglied"),
        MESSAGE_MAX,
        optional=True,
        hint=_("Pflicht, wenn Sie ablehnen. Ein Satz genügt."),
    )
    act = wtforms.HiddenField()

    def validate_act(self, field: wtforms.Field) -> None:
        """Only buttons that were there."""
        if field.data not in ACTS:
            raise StopValidation(str(_("Wählen Sie, was geschehen soll")))


class InvitedForm(Form):
    """The same as for everybody, with the address of the invitation."""

    display_name = DisplayName(NAME_MAX)
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
