"""What the worker sees to: deadlines, and words that are no longer needed."""

import sqlalchemy as sa

from forum.core.clock import now
from forum.core.db import is_due, transaction
from forum.editorial.tickets import queries, service
from forum.editorial.tickets.models import Ticket


def remind() -> None:
    """Letters to the staff before two and before six weeks are over."""
    moment = now()
    near = queries.near_two_weeks(moment), queries.near_six_weeks(moment)
    if is_due(Ticket, sa.or_(*near)):
        with transaction():
            service.remind()


def forget() -> int:
    """What was reported and answered is forgotten half a year after the end."""
    if not is_due(Ticket, queries.old(now())):
        return 0
    with transaction():
        return service.forget_old()


def late() -> list[str]:
    """What `forum doctor` says about reports that wait too long."""
    count = queries.overdue()
    return [f"Reports of barriers that are overdue: {count}"] if count else []
