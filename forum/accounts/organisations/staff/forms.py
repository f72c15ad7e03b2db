"""Why staff hide an organisation, and whom they name."""

from flask_babel import lazy_gettext as _

from forum.accounts.members.models import NAME_MAX
from forum.web.forms import Form, Line, Lines

REASON_MAX = 1000


class HideForm(Form):
    """Why an organisation leaves the directory."""

    reason = Lines(
        _("Begründung"),
        REASON_MAX,
        minimum=10,
        hint=_("Die Zuständigen bekommen sie per E-Mail."),
        missing=_("Schreiben Sie, warum Sie die Organisation ausblenden"),
        render_kw={"rows": 5},
    )


class OwnerForm(Form):
    """Whom staff name."""

    person = Line(
        _("Anzeigename des Mitglieds"),
        NAME_MAX,
        hint=_("Genau so, wie er im Profil steht"),
        missing=_("Schreiben Sie den Anzeigenamen des Mitglieds"),
    )
