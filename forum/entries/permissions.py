"""Who may see and change an entry; each rule about seeing with its SQL twin."""

import sqlalchemy as sa

from forum.accounts.members.models import Viewer
from forum.entries.models import Entry, Picture, State

UNFINISHED = (State.DRAFT, State.DELETED)  # not shown to moderators


def can_see(viewer: Viewer, entry: Entry) -> bool:
    """Everybody sees what is published; authors and moderators what waits."""
    if entry.state is State.DELETED:
        return False
    if entry.is_public or is_author(viewer, entry):
        return True
    return viewer.is_moderator and entry.state not in UNFINISHED


def visible_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `can_see`."""
    public = Entry.state == State.PUBLISHED
    if viewer.id is None:
        return public
    own = sa.and_(Entry.author_id == viewer.id, Entry.state != State.DELETED)
    if viewer.is_moderator:
        return sa.or_(own, Entry.state.not_in(UNFINISHED))
    return sa.or_(public, own)


def is_author(viewer: Viewer, entry: Entry) -> bool:
    """Whether the viewer wrote it."""
    return viewer.id is not None and entry.author_id == viewer.id


def can_edit(viewer: Viewer, entry: Entry) -> bool:
    """Authors change their own; what the Kreis has hidden stays as it is."""
    return is_author(viewer, entry) and entry.state not in (State.HIDDEN, State.DELETED)


def can_delete(viewer: Viewer, entry: Entry) -> bool:
    """Authors take away their own; what is hidden stays until that is settled."""
    return can_edit(viewer, entry)


def can_comment(viewer: Viewer, entry: Entry) -> bool:
    """Members talk below whatever is published."""
    return viewer.is_member and entry.is_public


def can_use_picture(viewer: Viewer, picture: Picture) -> bool:
    """A picture that waits in a form belongs to whoever sent it."""
    return viewer.id is not None and picture.owner_id == viewer.id
