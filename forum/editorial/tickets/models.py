"""Reports of barriers, and what was done about them."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.members.models import Member
from forum.core.clock import BERLIN, now
from forum.core.db import Base, choice
from forum.core.mail import ADDRESS_MAX

WHERE_MAX = 500
WHAT_MAX = 3000
WORDS_MAX = 5000
KEY_MAX = 64
USUAL = timedelta(weeks=2)  # § 5 BITVNRW: as a rule
LONGEST = timedelta(weeks=6)  # and at the latest
OFFICE = {  # the Ombudsstelle of the state, named in each answer
    "name": "Ombudsstelle für barrierefreie Informationstechnik des Landes "
    "Nordrhein-Westfalen",
    "address": "Fürstenwall 25, 40219 Düsseldorf",
    "email": "ombudsstelle-barrierefreie-it@mags.nrw.de",
    "page": "https://www.lbbp.nrw.de/ombudsstelle",
}


def name_of(number: int) -> str:
    """What people call a report in letters and on the telephone."""
    return f"B-{number}"


class TicketState(StrEnum):
    """How far a report has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Ticket(Base):
    """One barrier that somebody reported; its words go some time after it is closed.

    The row itself stays, for the numbers of the year.
    """

    __tablename__ = "ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    where: Mapped[str] = mapped_column(sa.String(WHERE_MAX), default="")
    what: Mapped[str] = mapped_column(sa.String(WHAT_MAX))
    email: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX), default="")
    asks_no_answer: Mapped[bool] = mapped_column(default=False)  # came without address
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    state: Mapped[TicketState] = mapped_column(
        choice(TicketState), default=TicketState.OPEN
    )
    received_at: Mapped[datetime]
    year: Mapped[int] = mapped_column(
        index=True
    )  # in which it came, as people here count
    due_at: Mapped[datetime] = mapped_column(index=True)
    two_weeks_at: Mapped[datetime]
    six_weeks_at: Mapped[datetime]
    interim_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  # the first time
    closed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]  # staff: the two weeks are nearly over
    warned_at: Mapped[datetime | None]  # staff: the six weeks are nearly over
    forgotten_at: Mapped[datetime | None]  # without its words and its address
    form_key: Mapped[str] = mapped_column(sa.String(KEY_MAX), unique=True)
    demo: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.CheckConstraint("due_at <= six_weeks_at", name="in_six_weeks"),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name="closed_once"
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR answered_at IS NOT NULL", name="answered_once"
        ),
        {"sqlite_autoincrement": True},  # people know the number
    )

    @property
    def name(self) -> str:
        """What people call it."""
        return name_of(self.id)

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for an answer."""
        return self.state is TicketState.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state is TicketState.CLOSED

    @property
    def is_overdue(self) -> bool:
        """Whether the answer should have left already."""
        return self.is_open and self.due_at < now()

    @property
    def days_left(self) -> int:
        """Whole days of the calendar until it is due."""
        today = now().astimezone(BERLIN).date()
        return (self.due_at.astimezone(BERLIN).date() - today).days


class StepKind(StrEnum):
    """What somebody of the staff did."""

    ANSWER = "answer"
    INTERIM = "interim"
    NOTE = "note"
    CLOSE = "close"


class TicketStep(Base):
    """One thing that was done about a report; never changed."""

    __tablename__ = "ticket_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[StepKind] = mapped_column(choice(StepKind))
    words: Mapped[str] = mapped_column(sa.String(WORDS_MAX), default="")
    by: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[Member | None] = relationship(lazy="raise_on_sql")
