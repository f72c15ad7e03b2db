"""Who sees and decides who is let in."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right


def can_see_people(viewer: Viewer) -> bool:
    """Staff of every role see who works with them."""
    return viewer.may(Right.DESK)


def can_admit(viewer: Viewer) -> bool:
    """Whoever looks after members invites them and lets them in."""
    return viewer.may(Right.MEMBERS)
