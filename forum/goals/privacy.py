"""What goals know of a member, and how they forget it."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.entries.models import Entry
from forum.goals.models import Goal, GoalLink
from forum.web.manifest import Kept

KEPT = (
    Kept(
        N_("Ziele, die Sie geschrieben haben"),
        Goal,
        lambda number: Goal.__table__.c.id.in_(
            sa.select(Entry.id).where(Entry.author_id == number)
        ),
    ),
    Kept(
        N_("Beiträge, die Sie Zielen zugeordnet haben"),
        GoalLink,
        lambda number: GoalLink.by == number,
    ),
)


def forget(member: Member) -> None:
    """Goals are the alliance's own: they stay, and say no longer who wrote them."""
    goals = sa.select(Goal.__table__.c.id)
    session.execute(
        sa.update(Entry)
        .where(Entry.author_id == member.id, Entry.id.in_(goals))
        .values(author_id=None, form_key=None)
    )
    session.execute(sa.update(GoalLink).where(GoalLink.by == member.id).values(by=None))
