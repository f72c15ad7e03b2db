"""What highlights know of a member, and how they forget it."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.editorial.highlights.models import Highlight
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Beiträge, die Sie hervorgehoben haben"),
        Highlight,
        lambda number: Highlight.by == number,
    ),
)


def forget(member: Member) -> None:
    """What stands in front stays there; who put it there is in the log by number."""
    session.execute(
        sa.update(Highlight).where(Highlight.by == member.id).values(by=None)
    )
