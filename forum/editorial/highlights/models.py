"""What is featured, where, and for how long."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base, choice
from forum.entries.models import Entry


class Place(StrEnum):
    """Where a highlight stands."""

    MONTH = "monat"
    START = "start"


class Highlight(Base):
    """An entry that the editors show to everybody who comes in."""

    __tablename__ = "highlight"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[Place] = mapped_column(choice(Place))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        sa.CheckConstraint("ends_at > starts_at", name="in_order"),
        sa.UniqueConstraint("entry_id", "place", "starts_at"),
    )

    @property
    def last_moment(self) -> datetime:
        """Just before it ends: the last day people see it."""
        return self.ends_at - timedelta(microseconds=1)

    def is_running(self, moment: datetime) -> bool:
        """Whether it stands there at this moment."""
        return self.starts_at <= moment < self.ends_at
