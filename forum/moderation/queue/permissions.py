"""Who reads at the desk, and who decides there."""

from forum.accounts.members.models import Viewer
from forum.editorial.highlights.permissions import can_feature
from forum.goals.permissions import can_link


def can_read_desk(viewer: Viewer) -> bool:
    """Staff of every role."""
    return viewer.is_staff


def can_decide(viewer: Viewer) -> bool:
    """Moderators decide about what others write."""
    return viewer.is_moderator


def can_file(viewer: Viewer) -> bool:
    """Whoever may link goals or feature entries."""
    return can_link(viewer) or can_feature(viewer)
