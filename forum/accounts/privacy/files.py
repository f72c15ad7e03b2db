"""Files that nobody needs any more: pictures without an entry, copies whose time is up.

All is safe to repeat, and done after the write that made them superfluous.
"""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from forum.accounts.privacy.activities import FilesLeft, MemberForgotten, PicturesLeft
from forum.accounts.privacy.models import FILE_MAX, DataCopy
from forum.accounts.privacy.queries import is_over
from forum.accounts.privacy.registry import registry
from forum.core.activities import follow
from forum.core.db import Base, delete_due, scrub, session
from forum.core.media import parse

MARK = 64  # characters of a picture's mark
TYPED = ("form_key", "key")  # no picture's mark, and partly chosen by who sends it
TEMPORARY = ".part"


def leave(digests: Iterable[str]) -> None:
    """In the open write: these pictures hang there no longer."""
    marks = sorted({one for one in digests if one})
    if marks:
        follow(PicturesLeft(by=None, digests=marks))


def drop_pictures(left: Sequence[PicturesLeft]) -> None:
    """Remove the files of pictures that nothing refers to any more."""
    for mark in unused({one for each in left for one in each.digests}):
        registry.store.delete(mark)


def unused(marks: Collection[str]) -> set[str]:
    """Those of these pictures that no row of any table refers to."""
    used: set[str] = set()
    for column in _columns_of_marks():
        used |= set(session.scalars(sa.select(column).where(column.in_(marks))))
    session.rollback()
    return {one for one in marks if parse(f"{one}.480.webp")} - used


def _columns_of_marks() -> list[sa.Column[str]]:
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, sa.String)
        and column.type.length == MARK
        and column.name not in TYPED
    ]


def drop_copies(left: Sequence[FilesLeft]) -> None:
    """Remove copies whose rows are gone."""
    for name in {one for each in left for one in each.files}:
        _unlink(name)


def drop_traces(_gone: Sequence[MemberForgotten]) -> None:
    """What a member wrote is overwritten in the database file, too."""
    scrub()


def forget_copies() -> int:
    """Copies whose time is over, files first; and files that belong to no copy."""
    over = is_over()
    names = session.scalars(sa.select(DataCopy.file).where(over)).all()
    session.rollback()
    for name in names:
        _unlink(name)
    _sweep()
    return delete_due(DataCopy, over)


def _sweep() -> None:
    if not any(registry.folder.glob("*.zip")):
        return
    known = set(session.scalars(sa.select(DataCopy.file)))
    session.rollback()
    for path in registry.folder.glob("*.zip"):
        if path.stem not in known:
            path.unlink(missing_ok=True)


def _unlink(name: str) -> None:
    if name.isalnum() and len(name) <= FILE_MAX:
        for ending in (".zip", TEMPORARY):
            (registry.folder / f"{name}{ending}").unlink(missing_ok=True)
