"""Who may set and link goals."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_write_goals(viewer: Viewer) -> bool:
    """Editors look after the goals and their figures."""
    return viewer.may(Right.GOALS)


def can_link(viewer: Viewer) -> bool:
    """Whoever may link says what contributes to which goal."""
    return viewer.may(Right.LINK)
