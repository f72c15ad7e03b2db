"""What the worker tidies up: pictures of forms that nobody finished."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.privacy.files import unused
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.media import MediaStore
from forum.entries.models import Picture

KEPT = timedelta(hours=24)  # a picture without an entry; the privacy page says so
MOST = 100  # in one go


class Janitor:
    """Knows where the files lie."""

    def __init__(self) -> None:
        self._store: MediaStore | None = None

    def connect(self, store: MediaStore) -> None:
        """Tidy up this store."""
        self._store = store

    def tidy(self) -> int:
        """Forget pictures that waited too long, and files that nobody else uses."""
        old = sa.select(Picture.id, Picture.digest).where(
            Picture.entry_id.is_(None), Picture.created_at < now() - KEPT
        )
        rows = session.execute(old.limit(MOST)).all()
        session.rollback()
        if not rows or self._store is None:
            return 0
        digests = {digest for _number, digest in rows}
        with transaction():
            gone = [number for number, _digest in rows]
            session.execute(sa.delete(Picture).where(Picture.id.in_(gone)))
        for digest in unused(digests):
            self._store.delete(digest)
        return len(rows)


janitor = Janitor()


def tidy() -> int:
    """What the worker does once a minute."""
    return janitor.tidy()
