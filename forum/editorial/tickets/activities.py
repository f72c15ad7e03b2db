"""What happens to reports of barriers."""

from dataclasses import dataclass
from typing import ClassVar

from forum.core.activities import Activity


@dataclass(frozen=True, kw_only=True)
class TicketActivity(Activity):
    """Something that happened to a report."""

    ticket: int


@dataclass(frozen=True, kw_only=True)
class TicketReceived(TicketActivity):
    """Somebody reported a barrier."""


@dataclass(frozen=True, kw_only=True)
class DeadlineNear(TicketActivity):
    """The two weeks or, at `last`, the six are nearly over and nobody has answered."""

    last: bool


@dataclass(frozen=True, kw_only=True)
class TicketAnswered(TicketActivity):
    """Staff answered."""

    audited: ClassVar[bool] = True
    step: int


@dataclass(frozen=True, kw_only=True)
class InterimNoticeSent(TicketActivity):
    """Staff said that it takes longer, and why."""

    audited: ClassVar[bool] = True
    step: int


@dataclass(frozen=True, kw_only=True)
class TicketClosed(TicketActivity):
    """Staff closed it."""

    audited: ClassVar[bool] = True
    step: int
