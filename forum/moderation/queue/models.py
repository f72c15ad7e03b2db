"""What was decided, by whom, and why."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base, choice

MESSAGE_MAX = 2000


class Verdict(StrEnum):
    """What a moderator can decide."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    SHOWN = "shown"
    RELEASED = "released"


class Decision(Base):
    """One decision about one entry or one comment, and the reason its author reads."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True
    )
    comment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    message: Mapped[str] = mapped_column(sa.String(MESSAGE_MAX), default="")
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    decider: Mapped[Member | None] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        sa.CheckConstraint(
            "(entry_id IS NULL) <> (comment_id IS NULL)", name="exactly_one"
        ),
    )
