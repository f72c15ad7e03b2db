"""Who may do what with members."""

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right


def can_change(viewer: Viewer, member: Member) -> bool:
    """Members change their own profile."""
    return viewer.id is not None and viewer.id == member.id


def can_be_met(viewer: Viewer, member: Member) -> bool:
    """Whoever confirmed the address; imported authors have none. Staff meet all."""
    known = member.confirmed_at is not None or member.email is None
    return known or viewer.may(Right.MEMBERS)


def can_confirm(viewer: Viewer) -> bool:
    """Staff confirm a member by hand where no letter arrives."""
    return viewer.may(Right.MEMBERS)


def can_give_roles(viewer: Viewer) -> bool:
    """Administrators alone."""
    return viewer.may(Right.ROLES)
