"""Who may do what with the data of a member."""

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right


def is_own(viewer: Viewer, member: Member) -> bool:
    """Copy and deletion are for members themselves; staff get no copy."""
    return viewer.id is not None and viewer.id == member.id


def can_read_rules(viewer: Viewer) -> bool:
    """Who sets up the alliance sees what the rules do."""
    return viewer.may(Right.SETTINGS)
