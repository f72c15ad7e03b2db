"""What highlights show on the pages of entries."""

from markupsafe import Markup

from forum.core.db import session
from forum.editorial.highlights.queries import of_the_month
from forum.entries.models import Entry
from forum.web.panels import part

KEPT = "project of the month"


def tag(entry: Entry) -> Markup:
    """Project of the month, where it is one; asked once a request, not once a card."""
    if KEPT not in session.info:
        session.info[KEPT] = of_the_month()
    if session.info[KEPT] != entry.id:
        return Markup()
    return part("highlights/_tag.html")
