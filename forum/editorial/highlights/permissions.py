"""Who decides what stands in front."""

from forum.accounts.members.models import Viewer


def can_feature(viewer: Viewer) -> bool:
    """Editors look after what is featured."""
    return viewer.is_editor
