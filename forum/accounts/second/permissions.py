"""Who may do what with second factors."""

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right


def can_change_second_factor(viewer: Viewer, member: Member) -> bool:
    """Everybody their own."""
    return viewer.id is not None and viewer.id == member.id


def can_forget_second_factor(viewer: Viewer) -> bool:
    """Administrators alone: whose device is lost asks them."""
    return viewer.may(Right.ROLES)
