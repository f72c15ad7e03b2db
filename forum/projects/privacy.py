"""What projects know of a member; they go with their entries."""

from typing import Any

import sqlalchemy as sa

from forum.core.words import N_
from forum.entries.models import Entry
from forum.projects.models import Project, Result
from forum.web.manifest import Kept


def _own(number: int) -> sa.Select[Any]:
    return sa.select(Entry.id).where(Entry.author_id == number)


KEPT = (
    Kept(
        N_("Ihre Projekte: Stand und was Sie suchen"),
        Project,
        lambda number: Project.__table__.c.id.in_(_own(number)),
    ),
    Kept(
        N_("Ergebnisse Ihrer Projekte"),
        Result,
        lambda number: Result.entry_id.in_(_own(number)),
    ),
)
