"""What authors do with entries of every kind."""

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import allow
from forum.entries.activities import EntryDeleted, EntryPublished, EntrySubmitted
from forum.entries.models import Entry, Picture, Revision, State
from forum.entries.permissions import can_delete, can_edit


def keep_revision(entry: Entry, by: Member) -> None:
    """Remember what the entry says from now on."""
    session.add(
        Revision(
            entry_id=entry.id,
            by=by.id,
            title=entry.title,
            summary=entry.summary,
            source=entry.source,
        )
    )


def submit(entry: Entry, by: Member) -> None:
    """Ask the Kreis to read and publish it."""
    allow(can_edit(by, entry))
    if entry.state is State.PUBLISHED:
        return
    entry.state = State.SUBMITTED
    entry.submitted_at = now()
    record(EntrySubmitted(by=by.id, entry=entry.id))


def publish(entry: Entry, by: int | None) -> None:
    """Show it to everybody; its callers have asked their own rule."""
    entry.state = State.PUBLISHED
    if entry.published_at is None:
        entry.published_at = entry.active_at = now()
    record(EntryPublished(by=by, entry=entry.id))


def delete(entry: Entry, by: Member) -> None:
    """Take one's own entry away."""
    allow(can_delete(by, entry))
    entry.state = State.DELETED
    record(EntryDeleted(by=by.id, entry=entry.id))


def arrange(entry: Entry, pictures: list[Picture]) -> None:
    """Hang these pictures on the entry in this order; the first is its cover."""
    for place, picture in enumerate(pictures):
        picture.entry_id = entry.id
        picture.position = place
    cover = pictures[0] if pictures else None
    entry.cover = cover.digest if cover else ""
    entry.cover_alt = cover.alt if cover and not cover.decorative else ""
