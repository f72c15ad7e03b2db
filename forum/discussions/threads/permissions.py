"""Who may begin which conversation; what they share with other entries is there."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.discussions.threads.models import Topic


def can_begin(viewer: Viewer) -> bool:
    """Every member."""
    return viewer.is_member


def can_announce(viewer: Viewer) -> bool:
    """Announcements come from the Kreis."""
    return viewer.may(Right.ANNOUNCE)


def can_choose(viewer: Viewer, topic: Topic) -> bool:
    """Which kind of conversation somebody may begin."""
    return can_begin(viewer) and (
        topic is not Topic.ANKUENDIGUNG or can_announce(viewer)
    )
