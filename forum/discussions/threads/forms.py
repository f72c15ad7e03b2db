"""What members fill in to begin a conversation."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _

from forum.accounts.organisations.models import Organisation
from forum.discussions.threads.models import OF_MEMBERS, TOPICS
from forum.entries.models import TITLE_MAX
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.forms import Choice, Licensed, Line, Prose, Tiles
from forum.web.publisher import Publisher

TITLE_MIN = 5


class ThreadForm(Licensed):
    """A conversation as members begin it."""

    topic = Tiles(
        _("Worum geht es?"),
        OF_MEMBERS,
        missing=_("Wählen Sie, was für ein Gespräch es ist"),
    )
    title = Line(
        _("Titel"),
        TITLE_MAX,
        minimum=TITLE_MIN,
        hint=_("Am besten als Frage oder in einem Satz"),
        missing=_("Schreiben Sie einen Titel"),
    )
    text = Prose(
        _("Ihr Text"),
        hint=_(
            "Was sollten andere wissen, damit sie antworten können? Bitte nennen Sie "
            "keine privaten Daten anderer."
        ),
        missing=_("Schreiben Sie, worum es geht"),
    )
    field = Choice(
        _("Handlungsfeld"), FIELDS, missing=_("Wählen Sie ein Handlungsfeld")
    )
    place = Choice(_("Ort"), PLACES, optional=True, empty=_("Ohne Ort"))
    organisation_id = Publisher()
    version = wtforms.HiddenField(default="0")

    def __init__(self, publishers: Sequence[Organisation] = (), **options: Any) -> None:
        super().__init__(**options)
        self.organisation_id.offer({str(one.id): one.name for one in publishers})
        if not publishers:
            del self.organisation_id


class StaffThreadForm(ThreadForm):
    """The same with announcements, for staff."""

    topic = Tiles(
        _("Worum geht es?"),
        TOPICS,
        missing=_("Wählen Sie, was für ein Gespräch es ist"),
    )
