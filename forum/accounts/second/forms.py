"""What people fill in for their second factor."""

import wtforms
from flask_babel import lazy_gettext as _

from forum.web.forms import Form
from forum.web.passwords import Code


class SetUpForm(Form):
    """The first code, which shows that the device has the secret."""

    secret = wtforms.HiddenField()
    code = Code(
        _("Code aus der App"),
        description=_("Sechs Ziffern, die sich alle 30 Sekunden ändern"),
        render_kw={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "sm",
        },
    )
