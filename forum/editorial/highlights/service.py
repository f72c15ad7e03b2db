"""What editors do with highlights."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, allow
from forum.core.words import N_
from forum.editorial.highlights.activities import EntryFeatured, HighlightEnded
from forum.editorial.highlights.models import Highlight, Place
from forum.editorial.highlights.permissions import can_feature
from forum.editorial.highlights.queries import overlapping
from forum.entries.models import Entry

KIND = "project"  # what the start page can show
START_MAX = 3  # the start page has room for three beside the project of the month


def feature(
    entry: Entry, place: Place, starts: datetime, ends: datetime, by: Member
) -> Highlight:
    """Put an entry in front, from one moment to another."""
    allow(can_feature(by))
    _check_entry(entry)
    _check_time(starts, ends)
    _take_turns()
    _check_room(entry, place, overlapping(starts, ends))
    highlight = Highlight(
        entry_id=entry.id, place=place, starts_at=starts, ends_at=ends, by=by.id
    )
    session.add(highlight)
    record(EntryFeatured(by=by.id, entry=entry.id, place=str(place)))
    session.flush()
    return highlight


def end(highlight: Highlight, by: Member) -> None:
    """Take it back: what runs ends now, what has not begun never will."""
    allow(can_feature(by))
    moment = now()
    if highlight.ends_at <= moment:
        return
    if highlight.starts_at < moment:
        highlight.ends_at = moment
    else:
        session.delete(highlight)
    record(
        HighlightEnded(by=by.id, entry=highlight.entry_id, place=str(highlight.place))
    )


def _check_entry(entry: Entry) -> None:
    if entry.kind != KIND or not entry.is_public:
        raise Invalid("entry", N_("Wählen Sie ein Projekt, das veröffentlicht ist"))


def _check_time(starts: datetime, ends: datetime) -> None:
    if ends <= starts:
        raise Invalid("ends_on", N_("Wählen Sie ein Ende nach dem Beginn"))
    if ends <= now():
        raise Invalid("ends_on", N_("Wählen Sie ein Ende in der Zukunft"))


def _take_turns() -> None:
    """Two editors at once would not see each other: all lock the oldest entry."""
    oldest = sa.select(sa.func.min(Entry.id)).scalar_subquery()
    session.execute(
        sa.select(Entry.id).where(Entry.id == oldest).with_for_update(key_share=True)
    )


def _check_room(entry: Entry, place: Place, taken: Sequence[Highlight]) -> None:
    """Never the same thing twice, one project a month, three on the start page."""
    same = [one for one in taken if one.entry_id == entry.id]
    if same:
        raise Invalid("place", N_("Dieses Projekt ist in der Zeit schon hervorgehoben"))
    there = [one for one in taken if one.place is place]
    if place is Place.MONTH and there:
        title = there[0].entry.title
        raise Invalid(
            "place", N_("Projekt des Monats ist dann „%(title)s“"), title=title
        )
    if _at_once(there) >= START_MAX:
        raise Invalid(
            "place", N_("Auf der Startseite stehen dann schon drei andere Projekte")
        )


def _at_once(there: Sequence[Highlight]) -> int:
    """The most that stand side by side: whenever one begins, count what runs."""
    return max(
        (sum(one.is_running(begun.starts_at) for one in there) for begun in there),
        default=0,
    )
