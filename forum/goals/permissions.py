"""Who may set and link goals."""

from forum.accounts.members.models import Viewer


def can_write_goals(viewer: Viewer) -> bool:
    """Editors look after the goals and their figures."""
    return viewer.is_editor


def can_link(viewer: Viewer) -> bool:
    """Moderators and editors say what contributes to which goal."""
    return viewer.is_moderator or viewer.is_editor
