"""Goals, their readings, and which entries contribute to them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Base
from forum.entries.models import Entry

UNIT_MAX = 60
MEASURE_MAX = 300
SOURCE_MAX = 300
FIGURE = sa.Numeric(16, 3)


class Goal(Entry):
    """An aim of the alliance that can be checked."""

    __tablename__ = "goal"
    id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)
    measure: Mapped[str] = mapped_column(sa.String(MEASURE_MAX))
    unit: Mapped[str] = mapped_column(sa.String(UNIT_MAX))
    baseline: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_year: Mapped[int | None]
    target: Mapped[Decimal] = mapped_column(FIGURE)
    target_year: Mapped[int]
    sdgs: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    sources: Mapped[list[str]] = mapped_column(sa.JSON, default=list)

    readings: Mapped[list["Reading"]] = relationship(
        lazy="raise_on_sql", order_by="Reading.year"
    )
    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "goal"}


class Reading(Base):
    """What was measured for a goal in one year, and where the figure is from."""

    __tablename__ = "reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id", ondelete="CASCADE"))
    year: Mapped[int]
    value: Mapped[Decimal] = mapped_column(FIGURE)
    provisional: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(sa.String(SOURCE_MAX), default="")
    __table_args__ = (sa.UniqueConstraint("goal_id", "year"),)


class GoalLink(Base):
    """An entry contributes to a goal."""

    __tablename__ = "goal_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), index=True
    )
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("member.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    __table_args__ = (sa.UniqueConstraint("goal_id", "entry_id"),)
