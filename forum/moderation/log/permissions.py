"""Who reads the log."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_read_log(viewer: Viewer) -> bool:
    """Staff of every role."""
    return viewer.may(Right.DESK)
