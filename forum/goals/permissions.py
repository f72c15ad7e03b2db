"""Who may set and link goals."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.entries.models import Entry


def can_write_goals(viewer: Viewer) -> bool:
    """Editors look after the goals and their figures."""
    return viewer.may(Right.GOALS)


def can_link(viewer: Viewer, entry: Entry) -> bool:
    """Whoever may link says what contributes to which goal, in their fields and places.

    Editors have no such limits.
    """
    return viewer.may(Right.LINK) and viewer.covers(entry.field, entry.place)
