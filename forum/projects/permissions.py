"""Who may write about projects."""

from forum.accounts.members.models import Viewer


def can_create(viewer: Viewer) -> bool:
    """Every member may tell of a project."""
    return viewer.is_member
