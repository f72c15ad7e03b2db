"""Projects and their results."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Base, choice
from forum.core.lists import Option, Options
from forum.core.text import plain
from forum.core.words import N_
from forum.entries.models import Entry
from forum.projects.indicators import INDICATORS, Indicator

NOTE_MAX = 200
PLACES_KEPT = Decimal("0.001")  # the database keeps no more
SEEKS_MAX = 5
SEEK_MAX = 120
PICTURES_MAX = 12
RESULTS_MAX = 12
WORDS_A_MINUTE = 200


class Status(StrEnum):
    """How far a project is; its title is a German text of the catalogue."""

    IDEE = "idee"
    PLANUNG = "planung"
    UMSETZUNG = "umsetzung"
    UMGESETZT = "umgesetzt"
    BETRIEB = "betrieb"
    PAUSIERT = "pausiert"
    EINGESTELLT = "eingestellt"
    ARCHIVIERT = "archiviert"

    @property
    def title(self) -> str:  # type: ignore[override] # what people call it
        """What the page calls it."""
        return STATUS_TITLES[self]


class Origin(StrEnum):
    """How sure a figure is; its title is a German text of the catalogue."""

    GEMESSEN = "gemessen"
    BERECHNET = "berechnet"
    GESCHAETZT = "geschaetzt"

    @property
    def title(self) -> str:  # type: ignore[override] # what people call it
        """What the page calls it."""
        return ORIGIN_TITLES[self]


STATUS_TITLES = {
    Status.IDEE: N_("Idee"),
    Status.PLANUNG: N_("In Planung"),
    Status.UMSETZUNG: N_("In Umsetzung"),
    Status.UMGESETZT: N_("Umgesetzt"),
    Status.BETRIEB: N_("Läuft dauerhaft"),
    Status.PAUSIERT: N_("Pausiert"),
    Status.EINGESTELLT: N_("Eingestellt"),
    Status.ARCHIVIERT: N_("Archiviert"),
}
ORIGIN_TITLES = {
    Origin.GEMESSEN: N_("gemessen"),
    Origin.BERECHNET: N_("berechnet"),
    Origin.GESCHAETZT: N_("geschätzt"),
}
STATUSES = Options(*(Option(one, title) for one, title in STATUS_TITLES.items()))
ORIGINS = Options(*(Option(one, title) for one, title in ORIGIN_TITLES.items()))


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
    def minutes(self) -> int:
        """How long reading takes."""
        return max(1, -(-len(plain(self.html).split()) // WORDS_A_MINUTE))

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
