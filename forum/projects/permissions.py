"""Who may write about projects."""

from forum.accounts.members.models import Viewer
from forum.entries.permissions import can_delete, can_edit
from forum.projects.models import Project


def can_create(viewer: Viewer) -> bool:
    """Every member may tell of a project."""
    return viewer.is_member


def can_change(viewer: Viewer, project: Project) -> bool:
    """Authors change their own."""
    return can_edit(viewer, project)


def can_take_away(viewer: Viewer, project: Project) -> bool:
    """Authors take away their own."""
    return can_delete(viewer, project)
