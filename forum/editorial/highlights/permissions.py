"""Who decides what stands in front."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_feature(viewer: Viewer) -> bool:
    """Editors look after what is featured."""
    return viewer.may(Right.FEATURE)
