"""Who reads at the desk, and who decides there."""

from forum.accounts.members.models import Viewer
from forum.accounts.members.rights import Right
from forum.editorial.highlights.permissions import can_feature
from forum.entries.models import Entry
from forum.entries.permissions import moderates
from forum.goals.permissions import can_link


def can_read_desk(viewer: Viewer) -> bool:
    """Staff of every role."""
    return viewer.may(Right.DESK)


def can_decide(viewer: Viewer, entry: Entry) -> bool:
    """Moderators decide about what others write, within their fields and places."""
    return moderates(viewer, entry)


def can_decide_at_all(viewer: Viewer) -> bool:
    """Whether there may be something to decide."""
    return viewer.may(Right.DECIDE)


def can_file(viewer: Viewer, entry: Entry) -> bool:
    """Whoever may link it to goals or feature it."""
    return can_link(viewer, entry) or can_feature(viewer)
