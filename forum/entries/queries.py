"""How entries are found: never without saying for whom."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from forum.accounts.members.models import Member, Viewer
from forum.accounts.organisations.models import Organisation
from forum.accounts.organisations.queries import people, speaks_for
from forum.core.db import session
from forum.core.errors import Gone, Missing
from forum.entries.models import Entry, Picture, Revision, State
from forum.entries.permissions import can_choose_publisher, visible_to
from forum.entries.permissions import written_by as is_theirs

E = TypeVar("E", bound=Entry)


def byline(kind: type[Entry]) -> tuple[ExecutableOption, ...]:
    """Load along who wrote it, and for whom."""
    return joinedload(kind.author), joinedload(kind.organisation)


def entry(kind: type[E], number: int, viewer: Viewer) -> E:
    """One entry with its author; Missing if it is not there for this viewer."""
    found = session.scalar(
        sa.select(kind)
        .where(kind.id == number, visible_to(viewer))
        .options(*byline(kind))
    )
    if found is not None:
        return found
    deleted = sa.select(Entry.id).where(
        Entry.id == number,
        Entry.state == State.DELETED,
        Entry.published_at.is_not(None),
    )
    raise Gone if session.scalar(deleted) else Missing


def listed(kind: type[E]) -> sa.Select[Any]:
    """The published ones of a kind, with authors; lists go on from here."""
    return sa.select(kind).where(kind.state == State.PUBLISHED).options(*byline(kind))


def written_by(viewer: Viewer) -> sa.Select[Any]:
    """Everything a member wrote or looks after and that is there, newest first."""
    return (
        sa.select(Entry)
        .where(is_theirs(viewer), Entry.state != State.DELETED)
        .order_by(Entry.active_at.desc(), Entry.id.desc())
    )


def looked_after_by(entry: Entry) -> Sequence[Member]:
    """Who reads letters about an entry: its author, or for an organisation its people.

    Whoever has left it is not among them; where nobody is left, the author is.
    """
    if entry.organisation_id is not None:
        found = [one.member for one in people(entry.organisation_id)]
        if active := [one for one in found if one.is_active]:
            return active
    author = session.get(Member, entry.author_id) if entry.author_id else None
    return [author] if author else []


def publishers_for(by: Member, entry: Entry | None = None) -> list[Organisation]:
    """For whom it may be published: where its author belongs, and what it says now."""
    if entry is not None and not can_choose_publisher(by, entry):
        return []
    found = list(speaks_for(by))
    current = entry.organisation if entry else None
    if current is not None and current not in found:
        found.insert(0, current)
    return found


def pictures_of(number: int) -> Sequence[Picture]:
    """The pictures of an entry in their order."""
    return session.scalars(
        sa.select(Picture)
        .where(Picture.entry_id == number)
        .order_by(Picture.position, Picture.id)
    ).all()


def pictures_by(
    numbers: Iterable[int], owner: int, entry: int | None = None
) -> dict[int, Picture]:
    """A member's own pictures by number, and whoever's hang on this entry already."""
    usable = Picture.owner_id == owner
    if entry is not None:
        usable = sa.or_(usable, Picture.entry_id == entry)
    found = session.scalars(
        sa.select(Picture).where(Picture.id.in_(list(numbers)), usable)
    )
    return {picture.id: picture for picture in found}


def can_be_seen(digest: str, viewer: Viewer) -> bool:
    """Whether a picture hangs on an entry this viewer may see, or is his own."""
    own = Picture.owner_id == viewer.id if viewer.id else sa.false()
    query = (
        sa.select(Picture.id)
        .outerjoin(Entry, Entry.id == Picture.entry_id)
        .where(Picture.digest == digest, sa.or_(own, visible_to(viewer)))
        .limit(1)
    )
    return session.scalar(query) is not None


def is_public_picture(digest: str) -> bool:
    """Whether a picture hangs on a published entry."""
    query = (
        sa.select(Picture.id)
        .join(Entry, Entry.id == Picture.entry_id)
        .where(Picture.digest == digest, Entry.state == State.PUBLISHED)
        .limit(1)
    )
    return session.scalar(query) is not None


def revisions_of(number: int) -> Sequence[Revision]:
    """What an entry said before, newest first."""
    return session.scalars(
        sa.select(Revision)
        .where(Revision.entry_id == number)
        .order_by(Revision.id.desc())
    ).all()
