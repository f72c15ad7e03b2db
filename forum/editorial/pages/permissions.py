"""Who writes the pages of the house."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_write_pages(viewer: Viewer) -> bool:
    """Editors and administrators; everybody else reads."""
    return viewer.may(Right.PAGES)
