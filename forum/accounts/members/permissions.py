"""Who may do what with members; the rule about seeing with its SQL twin."""

import sqlalchemy as sa

from forum.accounts.members.models import Audience, Member, Viewer
from forum.accounts.members.rights import Right


def is_own(viewer: Viewer, member: Member) -> bool:
    """Whether this is the viewer."""
    return viewer.id is not None and viewer.id == member.id


def can_change(viewer: Viewer, member: Member) -> bool:
    """Members change their own profile; who is under 16 has none."""
    return is_own(viewer, member) and not member.youth


def can_be_met(viewer: Viewer, member: Member) -> bool:
    """Whoever was let in; imported authors have no address. Staff meet all."""
    let_in = member.confirmed_at is not None and member.approved_at is not None
    return let_in or member.email is None or viewer.may(Right.MEMBERS)


def can_see_profile(viewer: Viewer, member: Member) -> bool:
    """What a member tells beyond the name: one's own, or what is open to the viewer."""
    return is_own(viewer, member) or is_open_to(viewer, member)


def is_open_to(viewer: Viewer, member: Member) -> bool:
    """Whether this profile is for the viewer to see; staff see no more than others."""
    if member.youth or member.email is None or not member.is_active:
        return False
    if member.profile_for is Audience.EVERYBODY:
        return True
    return viewer.is_member and member.profile_for is Audience.MEMBERS


def open_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `is_open_to`."""
    audiences = [Audience.EVERYBODY]
    if viewer.is_member:
        audiences.append(Audience.MEMBERS)
    return sa.and_(belongs(), Member.profile_for.in_(audiences))


def belongs() -> sa.ColumnElement[bool]:
    """Who is counted as a member: let in, not blocked, 16 or older, not imported."""
    return sa.and_(
        Member.confirmed_at.is_not(None),
        Member.approved_at.is_not(None),
        Member.blocked_at.is_(None),
        Member.email.is_not(None),
        Member.youth.is_(False),
    )


def can_confirm(viewer: Viewer) -> bool:
    """Staff confirm a member by hand where no letter arrives."""
    return viewer.may(Right.MEMBERS)


def can_give_roles(viewer: Viewer) -> bool:
    """Administrators alone."""
    return viewer.may(Right.ROLES)
