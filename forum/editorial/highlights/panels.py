"""What highlights show on the pages of entries."""

from markupsafe import Markup

from forum.editorial.highlights.queries import of_the_month
from forum.entries.models import Entry
from forum.web.once import once
from forum.web.panels import part


def tag(entry: Entry) -> Markup:
    """Project of the month, where it is one; asked once a request, not once a card."""
    if once(of_the_month) != entry.id:
        return Markup()
    return part("highlights/_tag.html")
