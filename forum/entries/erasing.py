"""How the words of an entry go, while its number stays where others refer to it.

What hangs on an entry goes along, in tables of whatever feature; what others have said
below it is theirs and stays.
"""

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from forum.accounts.privacy.files import leave
from forum.core.activities import follow
from forum.core.db import Base, session
from forum.entries.activities import EntryTouched
from forum.entries.models import Entry, Picture, State

AUTHOR = "author_id"  # a table with this column holds what members say themselves
EMPTY = {
    "title": "",
    "slug": "",
    "summary": "",
    "source": "",
    "html": "",
    "field": "",
    "place": "",
    "cover": "",
    "cover_alt": "",
    "source_url": "",
    "licence": "",
    "form_key": None,
    "external_id": None,
    "author_id": None,
    "state": State.DELETED,
}


def empty(numbers: Collection[int]) -> None:
    """Take all words and pictures out of these entries, for good."""
    if not numbers:
        return
    leave(_digests(numbers))
    for table, key in _belongings():
        if key.parent.primary_key:
            _blank(table, numbers)
        elif AUTHOR not in table.c:
            session.execute(sa.delete(table).where(key.parent.in_(numbers)))
    session.execute(sa.update(Entry).where(Entry.id.in_(numbers)).values(EMPTY))
    touch(numbers)


def remove(numbers: Collection[int]) -> None:
    """Delete these entries with all that hangs on them: nobody else knew them."""
    if not numbers:
        return
    leave(_digests(numbers))
    session.execute(
        sa.delete(Base.metadata.tables["entry"]).where(Entry.id.in_(numbers))
    )
    touch(numbers)


def touch(numbers: Collection[int]) -> None:
    """Let the index say what these entries say now."""
    for number in sorted(numbers):
        follow(EntryTouched(by=None, entry=number))


def _digests(numbers: Collection[int]) -> list[str]:
    query = sa.select(Picture.digest).where(Picture.entry_id.in_(numbers))
    return list(session.scalars(query))


def _belongings() -> Iterator[tuple[sa.Table, sa.ForeignKey]]:
    """Tables that refer to entries, or to the own table of a kind."""
    kinds = {"entry"} | {
        table.name for table, key in _references({"entry"}) if key.parent.primary_key
    }
    return _references(kinds)


def _references(names: set[str]) -> Iterator[tuple[sa.Table, sa.ForeignKey]]:
    for table in reversed(Base.metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table.name in names and table.name != "entry":
                yield table, key


def _blank(table: sa.Table, numbers: Collection[int]) -> None:
    """The own words of a kind."""
    values: dict[str, object] = {}
    for column in table.c:
        if isinstance(column.type, sa.JSON):
            values[column.name] = []
        elif isinstance(column.type, sa.String) and not isinstance(
            column.type, sa.Enum
        ):
            values[column.name] = ""
    if values:
        session.execute(sa.update(table).where(table.c.id.in_(numbers)).values(values))
