"""Who reads the log."""

from forum.accounts.members.models import Viewer


def can_read_log(viewer: Viewer) -> bool:
    """Staff of every role."""
    return viewer.is_staff
