"""Projects and their results."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, choice
from forum.core.text import plain
from forum.entries.models import Entry
from forum.projects.indicators import INDICATORS, Indicator

NOTE_MAX = 200
VALUE_MAX = Decimal(10) ** 12
PLACES_KEPT = Decimal("0.001")  # the database keeps no more
FIRST_YEAR, LAST_YEAR = 1990, 2100
SEEKS_MAX = 5
SEEK_MAX = 120
PICTURES_MAX = 12
RESULTS_MAX = 12
WORDS_A_MINUTE = 200


class Status(StrEnum):
    """How far a project is."""

    IDEE = "idee"
    PLANUNG = "planung"
    UMSETZUNG = "umsetzung"
    UMGESETZT = "umgesetzt"
    BETRIEB = "betrieb"
    PAUSIERT = "pausiert"
    EINGESTELLT = "eingestellt"
    ARCHIVIERT = "archiviert"


class Origin(StrEnum):
    """How sure a figure is."""

    GEMESSEN = "gemessen"
    BERECHNET = "berechnet"
    GESCHAETZT = "geschaetzt"


class Project(Entry):
    """What a group has done, does or wants to do."""

    __tablename__ = "project"
    id: Mapped[int] = mapped_column(
        sa.ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[Status] = mapped_column(
        choice(Status), default=Status.UMSETZUNG, index=True
    )
    seeks: Mapped[list[str]] = mapped_column(sa.JSON, default=list)

    __mapper_args__: dict[str, Any] = {"polymorphic_identity": "project"}

    @property
    def version(self) -> str:
        """Changes with every save; tells a form that somebody was faster."""
        return "0" if self.edited_at is None else f"{self.edited_at.timestamp():.6f}"

    @property
    def minutes(self) -> int:
        """How long reading takes."""
        return max(1, round(len(plain(self.html).split()) / WORDS_A_MINUTE))

    @property
    def was_edited(self) -> bool:
        """Whether it was changed after everybody could read it."""
        return bool(
            self.edited_at and self.published_at and self.edited_at > self.published_at
        )


class Result(Base):
    """A figure the group states: what, how much, how sure, for which year."""

    __tablename__ = "result"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    indicator: Mapped[str] = mapped_column(sa.String(20))
    value: Mapped[Decimal] = mapped_column(sa.Numeric(16, 3))
    origin: Mapped[Origin] = mapped_column(choice(Origin))
    year: Mapped[int | None]
    note: Mapped[str] = mapped_column(sa.String(NOTE_MAX), default="")

    @property
    def counts(self) -> Indicator:
        """What is counted, and in which unit."""
        return INDICATORS[self.indicator]
