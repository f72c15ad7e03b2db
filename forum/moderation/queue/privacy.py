"""What the desk knows of a member, and how it forgets it."""

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.words import N_
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.moderation.queue.models import Decision
from forum.web.manifest import Kept


def _about(number: int) -> sa.ColumnElement[bool]:
    """What was decided about the contributions of a member."""
    entries = sa.select(Entry.id).where(Entry.author_id == number)
    comments = sa.select(Comment.id).where(Comment.author_id == number)
    return sa.or_(Decision.entry_id.in_(entries), Decision.comment_id.in_(comments))


KEPT = (
    Kept(
        N_("Entscheidungen über Ihre Beiträge, und die Sie getroffen haben"),
        Decision,
        lambda number: sa.or_(Decision.by == number, _about(number)),
        without={"by": N_("Das sind Nummern, auch von anderen.")},
    ),
)


def withdraw(member: Member) -> None:
    """The reasons were for the member alone; what was decided stays."""
    session.execute(
        sa.update(Decision)
        .where(_about(member.id))
        .values(message="")
        .execution_options(synchronize_session=False)
    )


def forget(member: Member) -> None:
    """As above; and what the member decided stays without saying who."""
    withdraw(member)
    session.execute(sa.update(Decision).where(Decision.by == member.id).values(by=None))
