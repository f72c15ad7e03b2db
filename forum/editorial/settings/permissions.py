"""Who sets what the alliance is called and who may join."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_change_settings(viewer: Viewer) -> bool:
    """Administrators alone."""
    return viewer.may(Right.SETTINGS)
