"""What somebody who leaves decides."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from forum.core.lists import Option, Options
from forum.core.words import N_
from forum.web.forms import Form, Tiles


class Rest(StrEnum):
    """What becomes of published contributions."""

    STAYS = "bleibt"
    GOES = "geht"


RESTS = Options(
    Option(Rest.STAYS, N_("Sie bleiben stehen, ohne meinen Namen"), "haken"),
    Option(Rest.GOES, N_("Sie werden auch gelöscht"), "zu"),
)


class LeaveForm(Form):
    """The account goes; the contributions stay or go, too."""

    rest = Tiles(
        _("Was wird aus meinen veröffentlichten Beiträgen?"),
        RESTS,
        missing=_("Wählen Sie, was aus Ihren Beiträgen wird"),
    )
