"""Copies that members asked for, and what the rules did."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base

LIFE = timedelta(hours=48)
FILE_MAX = 64
RULE_MAX = 120


class DataCopy(Base):
    """A copy that somebody asked for; until it is ready it has no file."""

    __tablename__ = "data_copy"
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), unique=True
    )
    asked_at: Mapped[datetime] = mapped_column(default=now)
    ready_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    file: Mapped[str] = mapped_column(sa.String(FILE_MAX), default="")
    size: Mapped[int] = mapped_column(default=0)


class RuleReport(Base):
    """How many things a rule removed on one day: no word about which."""

    __tablename__ = "rule_report"
    rule: Mapped[str] = mapped_column(sa.String(RULE_MAX), primary_key=True)
    day: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]
