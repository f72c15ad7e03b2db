"""Who may see and change an entry; each rule about seeing with its SQL twin."""

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right
from forum.accounts.organisations.permissions import belongs, of_viewer
from forum.entries.models import Entry, Picture, State

UNFINISHED = (State.DRAFT, State.DELETED)  # not shown to moderators


def can_see(viewer: Viewer, entry: Entry) -> bool:
    """Everybody sees what is published; authors and moderators what waits.

    Of what is published for an organisation, all of its people are authors.
    """
    if entry.state is State.DELETED:
        return False
    if entry.is_public or is_author(viewer, entry):
        return True
    return moderates(viewer, entry) and entry.state not in UNFINISHED


def visible_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `can_see`."""
    public = Entry.state == State.PUBLISHED
    if viewer.id is None:
        return public
    own = sa.and_(written_by(viewer), Entry.state != State.DELETED)
    decides = sa.and_(moderated_by(viewer), Entry.state.not_in(UNFINISHED))
    return sa.or_(public, own, decides)


def moderates(viewer: Viewer, entry: Entry) -> bool:
    """Whether deciding about it is this moderator's business."""
    return viewer.may(Right.DECIDE) and viewer.covers(entry.field, entry.place)


def moderated_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `moderates`."""
    if not isinstance(viewer, Member) or not viewer.may(Right.DECIDE):
        return sa.false()
    fields, places = viewer.scope_fields, viewer.scope_places
    if not fields and not places:
        return sa.true()
    return sa.or_(Entry.field.in_(fields), Entry.place.in_(places))


def is_author(viewer: Viewer, entry: Entry) -> bool:
    """Whether the viewer wrote it, or belongs to whom it is published for."""
    if viewer.id is None:
        return False
    return entry.author_id == viewer.id or belongs(viewer, entry.organisation_id)


def written_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `is_author`."""
    if viewer.id is None:
        return sa.false()
    mine = Entry.author_id == viewer.id
    return sa.or_(mine, Entry.organisation_id.in_(of_viewer(viewer)))


def looks_after(viewer: Viewer, entry: Entry) -> bool:
    """What is published for an organisation stays with its people when one leaves."""
    if entry.organisation_id is not None:
        return belongs(viewer, entry.organisation_id)
    return is_author(viewer, entry)


def can_edit(viewer: Viewer, entry: Entry) -> bool:
    """Authors change their own; what the Kreis has hidden stays as it is.

    What somebody under 16 has published was read as it is: it stays or goes.
    """
    return _is_theirs(viewer, entry) and not (viewer.youth and entry.is_public)


def can_choose_publisher(viewer: Viewer, entry: Entry) -> bool:
    """For whom it is published is the author's to say."""
    is_own = viewer.id is not None and entry.author_id == viewer.id
    return is_own and can_edit(viewer, entry)


def can_delete(viewer: Viewer, entry: Entry) -> bool:
    """Authors take away their own; what is hidden stays until that is settled."""
    return _is_theirs(viewer, entry)


def _is_theirs(viewer: Viewer, entry: Entry) -> bool:
    there = entry.state not in (State.HIDDEN, State.DELETED)
    return there and looks_after(viewer, entry)


def can_comment(viewer: Viewer, entry: Entry) -> bool:
    """Members talk below whatever is published."""
    return viewer.is_member and entry.is_public


def can_use_picture(viewer: Viewer, picture: Picture, entry: Entry) -> bool:
    """A picture that waits in a form belongs to whoever sent it; or it hangs here."""
    is_own = viewer.id is not None and picture.owner_id == viewer.id
    return is_own or picture.entry_id == entry.id
