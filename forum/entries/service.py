"""What authors do with entries of every kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations.activities import OrganisationTold
from forum.accounts.organisations.queries import speaks_for
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import Base, names_constraint, session
from forum.core.errors import Invalid, allow
from forum.core.words import N_
from forum.entries.activities import (
    EntryDeleted,
    EntryPublished,
    EntrySubmitted,
    PublisherChanged,
)
from forum.entries.licence import licence_of
from forum.entries.models import Entry, Picture, Revision, State
from forum.entries.permissions import can_choose_publisher, can_delete, can_edit
from forum.entries.queries import revisions_of

B = TypeVar("B", bound=Base)
NOT_THEIRS = N_(
    "Für diese Organisation können Sie nicht mehr veröffentlichen. Wählen Sie eine "
    "andere"
)


@dataclass(frozen=True)
class Sent:
    """The form that something came in: its key, and the language of its page.

    `agrees`: the member agrees to the licence now; otherwise they have done so before.
    """

    key: str | None = None
    language: str = "de"
    agrees: bool = True


BY_HAND = Sent()  # no form: the demo, an import


def keep_once(made: B, is_same: Callable[[B], bool]) -> B:
    """Keep what came in a form. The same form sent twice keeps the first, and gives it.

    It is the same if one member sent it, `is_same` says so of the first, and that is
    still there. Otherwise it is kept under no key: nobody loses what they wrote.
    """
    try:
        with session.begin_nested():
            session.add(made)
    except sa.exc.IntegrityError as error:
        if not names_constraint(error, str(sa.inspect(type(made)).c.form_key)):
            raise
        first: B | None = _sent_first(made)
        if first is not None and is_same(first):
            return first
        made.form_key = None  # type: ignore[attr-defined] # whoever has such a key
        session.add(made)
        session.flush()
    return made


def _sent_first(made: Any) -> Any:
    """What the same member's form with this key made, unless it is deleted."""
    kind: Any = type(made)
    return session.scalar(
        sa.select(kind).where(
            kind.form_key == made.form_key,
            kind.author_id == made.author_id,
            kind.state != State.DELETED,
        )
    )


def publish_for(entry: Entry, organisation: int | None, by: Member) -> None:
    """Let it stand under the name of an organisation, or under one's own alone."""
    if organisation == entry.organisation_id:
        return
    allow(can_choose_publisher(by, entry))
    if organisation and organisation not in [one.id for one in speaks_for(by)]:
        raise Invalid("organisation_id", NOT_THEIRS)
    entry.organisation_id = organisation


def follow_publisher(activity: OrganisationTold) -> None:
    """An organisation changed: what is published for it is found by its new name."""
    numbers = sa.select(Entry.id).where(Entry.organisation_id == activity.organisation)
    for number in session.scalars(numbers.order_by(Entry.id)).all():
        record(PublisherChanged(by=None, entry=number))


def keep_revision(entry: Entry, by: Member) -> None:
    """Remember what the entry says from now on."""
    _keep(entry, by.id)


def _keep(entry: Entry, by: int | None) -> None:
    session.add(
        Revision(
            entry_id=entry.id,
            by=by,
            title=entry.title,
            summary=entry.summary,
            source=entry.source,
        )
    )


def submit(entry: Entry, by: Member, agrees: bool = True) -> None:
    """Ask the Kreis to read and publish it, under the licence its author agrees to."""
    allow(can_edit(by, entry))
    if entry.state is State.PUBLISHED:
        return
    entry.licence = entry.licence or licence_of(by, agrees)
    entry.state = State.SUBMITTED
    entry.submitted_at = now()
    record(EntrySubmitted(by=by.id, entry=entry.id))


def publish(entry: Entry, by: int | None) -> None:
    """Show it to everybody; its callers have asked their own rule."""
    if not _is_kept(entry):
        _keep(entry, entry.author_id)
    entry.state = State.PUBLISHED
    if entry.published_at is None:
        entry.published_at = entry.active_at = now()
    record(EntryPublished(by=by, entry=entry.id))


def _is_kept(entry: Entry) -> bool:
    """Whether what the entry says is remembered already."""
    kept = next(iter(revisions_of(entry.id)), None)
    return kept is not None and (kept.title, kept.summary, kept.source) == (
        entry.title,
        entry.summary,
        entry.source,
    )


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
