"""What goals show on the pages of entries."""

from markupsafe import Markup

from forum.core.clock import now
from forum.entries.models import Entry
from forum.goals.progress import progress
from forum.goals.queries import goals_of
from forum.web.panels import part


def linked(entry: Entry) -> Markup:
    """The goals this entry contributes to."""
    rows = [(goal, progress(goal, now())) for goal in goals_of(entry.id)]
    if not rows:
        return Markup()
    return part("goals/_linked.html", rows=rows)
