"""What entries know of a member, and how they forget it."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.privacy.files import leave
from forum.core.activities import ActivityRow
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.words import N_
from forum.entries import erasing, janitor
from forum.entries.activities import EntryDeleted
from forum.entries.models import Entry, Picture, Revision, State
from forum.web.manifest import Kept, Rule

DELETED_KEPT = timedelta(days=30)
AT_ONCE = 100

KEPT = (
    Kept(
        N_("Ihre Beiträge und Entwürfe"),
        Entry,
        lambda number: Entry.author_id == number,
        pictures=("cover",),
    ),
    Kept(
        N_("Frühere Fassungen Ihrer Beiträge"),
        Revision,
        lambda number: Revision.by == number,
    ),
    Kept(
        N_("Ihre Bilder"),
        Picture,
        lambda number: Picture.owner_id == number,
        pictures=("digest",),
    ),
)


def withdraw(member: Member) -> None:
    """What was published goes; its place stays, since others may refer to it."""
    public = sa.select(Entry.id).where(
        Entry.author_id == member.id, Entry.published_at.is_not(None)
    )
    erasing.empty(session.scalars(public).all())


def forget(member: Member) -> None:
    """Drafts go; what can be read stays without a name; else only the place stays."""
    own = Entry.author_id == member.id
    unseen = sa.and_(own, Entry.state != State.PUBLISHED)
    known = sa.and_(unseen, Entry.published_at.is_not(None))
    erasing.empty(session.scalars(sa.select(Entry.id).where(known)).all())
    erasing.remove(session.scalars(sa.select(Entry.id).where(unseen)).all())
    erasing.touch(session.scalars(sa.select(Entry.id).where(own)).all())
    session.execute(sa.update(Entry).where(own).values(author_id=None, form_key=None))
    session.execute(sa.update(Revision).where(Revision.by == member.id).values(by=None))
    _forget_pictures(member.id)


def _forget_pictures(number: int) -> None:
    """Those that wait go; those that are seen lose the name of their file."""
    own = Picture.owner_id == number
    waiting = sa.and_(own, Picture.entry_id.is_(None))
    leave(session.scalars(sa.select(Picture.digest).where(waiting)))
    session.execute(sa.delete(Picture).where(waiting))
    session.execute(sa.update(Picture).where(own).values(owner_id=None, file_name=""))


def forget_deleted() -> int:
    """What its author has taken away a while ago."""
    gone = sa.select(ActivityRow.entry_id).where(
        ActivityRow.name == EntryDeleted.__name__,
        ActivityRow.at < now() - DELETED_KEPT,
        ActivityRow.entry_id == Entry.id,
    )
    words = sa.or_(Entry.title != "", Entry.source != "", Entry.author_id.is_not(None))
    due = sa.and_(Entry.state == State.DELETED, words, sa.exists(gone))
    query = sa.select(Entry.id).where(due).limit(AT_ONCE)
    numbers = session.scalars(query).all()
    session.rollback()
    if numbers:
        with transaction():
            erasing.empty(numbers)
    return len(numbers)


RULES = (
    Rule(
        N_("Bilder aus Formularen, die niemand abschickt"),
        N_("24 Stunden"),
        N_("Damit ein begonnener Beitrag einen Tag Zeit hat."),
        janitor.tidy,
    ),
    Rule(
        N_("Beiträge, die ihre Autorin oder ihr Autor gelöscht hat"),
        N_("30 Tage"),
        N_(
            "Damit sich ein Versehen noch klären lässt. Zu sehen sind sie sofort nicht "
            "mehr."
        ),
        forget_deleted,
    ),
)
