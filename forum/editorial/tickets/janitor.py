"""What the worker sees to: deadlines, and words that are no longer needed."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from forum.core.clock import now
from forum.core.db import session, transaction
from forum.editorial.tickets import queries, service
from forum.editorial.tickets.models import Ticket


def remind() -> None:
    """Letters to the staff before two and before six weeks are over."""
    _if_any((queries.near_two_weeks, queries.near_six_weeks), service.remind)


def forget() -> int:
    """What was reported and answered is forgotten half a year after the end."""
    return _if_any((queries.old,), service.forget_old)


def late() -> list[str]:
    """What `forum doctor` says about reports that wait too long."""
    count = queries.overdue()
    return [f"Reports of barriers that are overdue: {count}"] if count else []


def _if_any(
    which: tuple[Callable[[datetime], sa.ColumnElement[bool]], ...],
    do: Callable[[], int],
) -> int:
    """Begin a write only if something is due; returns how many things were."""
    due = sa.or_(*(condition(now()) for condition in which))
    waiting = session.scalar(sa.select(Ticket.id).where(due).limit(1)) is not None
    session.rollback()
    if not waiting:
        return 0
    with transaction():
        return do()
