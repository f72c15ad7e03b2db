"""What conversations know of a member; they go with their entries."""

import sqlalchemy as sa

from forum.core.words import N_
from forum.discussions.threads.models import Thread
from forum.entries.models import Entry
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Ihre Gespräche: worum es geht"),
        Thread,
        lambda number: Thread.__table__.c.id.in_(
            sa.select(Entry.id).where(Entry.author_id == number)
        ),
    ),
)
