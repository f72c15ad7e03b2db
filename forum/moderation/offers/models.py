"""Offers to the archive, and what each of them is about."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, choice


class Aim(StrEnum):
    """Why something is offered."""

    PERIOD = "period"  # what was published in some years
    CLEARING = "clearing"  # what is to be deleted


class Answer(StrEnum):
    """What the archive said."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


class Offer(Base):
    """One offer, and what became of it."""

    __tablename__ = "archive_offer"
    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Aim] = mapped_column(choice(Aim))
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    months: Mapped[int | None]
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    offered_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.OPEN)
    answered_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]


class Item(Base):
    """One entry or one comment of an offer; the number stays when that is gone."""

    __tablename__ = "archive_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("archive_offer.id", ondelete="CASCADE"), index=True
    )
    entry_id: Mapped[int | None]
    comment_id: Mapped[int | None]
    __table_args__ = (
        sa.CheckConstraint(
            "(entry_id IS NULL) <> (comment_id IS NULL)", name="exactly_one"
        ),
    )
