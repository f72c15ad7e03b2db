"""What the desk shows on the pages of entries."""

from markupsafe import Markup

from forum.accounts.current import viewer
from forum.discussions.comments.models import Comment
from forum.editorial.highlights.permissions import can_feature
from forum.editorial.highlights.service import KIND
from forum.entries.models import Entry, State
from forum.entries.permissions import is_author
from forum.moderation.queue.permissions import can_decide_at_all, can_read_desk
from forum.moderation.queue.queries import OWN_RULES, last_decision
from forum.web.panels import part

TOLD = (State.RETURNED, State.REJECTED, State.HIDDEN)


def staff_link(entry: Entry) -> Markup:
    """For staff: the way to the case of this entry."""
    if not can_read_desk(viewer()) or entry.kind in OWN_RULES:
        return Markup()
    featured = can_feature(viewer()) and entry.is_public and entry.kind == KIND
    return part("moderation/_link.html", entry=entry, can_be_featured=featured)


def comment_link(comment: Comment) -> Markup:
    """For moderators: the way to the case of this comment."""
    if not can_decide_at_all(viewer()):
        return Markup()
    return part("moderation/_comment_link.html", comment=comment)


def notice(entry: Entry) -> Markup:
    """For its author: what was decided, and why."""
    if entry.state not in TOLD or not is_author(viewer(), entry):
        return Markup()
    decision = last_decision(entry.id)
    return part("moderation/_notice.html", entry=entry, decision=decision)
