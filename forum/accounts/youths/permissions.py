"""Who answers for whom."""

from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member, Viewer

GUARDIANS = ("schule", "verein")


def can_guide(viewer: Viewer) -> bool:
    """Accounts of schools and clubs, held by somebody of 16 or more."""
    return isinstance(viewer, Member) and not viewer.youth and viewer.actor in GUARDIANS


def is_guardian(viewer: Viewer, held: Guardianship) -> bool:
    """Whether this adult answers for that youth; whatever kind the account is."""
    return viewer.id is not None and held.guardian_id == viewer.id


def is_asked(viewer: Viewer, held: Guardianship) -> bool:
    """Whether this adult is asked to take over."""
    return can_guide(viewer) and held.offered_to_id == viewer.id
