"""Who looks after roles, and whose."""

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.permissions import can_give_roles


def can_look_after(viewer: Viewer, member: Member) -> bool:
    """Administrators, of everybody but themselves, imported authors and who waits."""
    return (
        can_give_roles(viewer)
        and viewer.id != member.id
        and member.confirmed_at is not None
        and member.approved_at is not None
    )


def can_have_role(member: Member) -> bool:
    """Nobody without an address, and nobody under 16."""
    return bool(member.email) and not member.youth
