"""How often somebody may try: counted in a table, so that all processes count together
and a restart forgets nothing.

Nobody is ever shut out for good: after a few free tries each further one has to wait,
twice as long as the one before, up to a longest wait. What is counted is a digest made
with the key of this installation: no address can be read from the table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import tokens
from forum.core.clock import now
from forum.core.db import Base, delete_due, session
from forum.core.errors import TooOften

DIGEST = 64  # characters of a SHA-256 in hexadecimal


@dataclass(frozen=True)
class Limit:
    """What is counted, how many tries are free, and how waiting grows."""

    purpose: str
    free: int
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=15)
    forgotten_after: timedelta = timedelta(hours=1)


class Attempt(Base):
    """How often something was tried lately."""

    __tablename__ = "attempt"
    key: Mapped[str] = mapped_column(sa.String(DIGEST), primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    forgotten_at: Mapped[datetime] = mapped_column(index=True)


def wait(limit: Limit, *who: object) -> timedelta:
    """How long this one has to wait before the next try; zero if not at all."""
    found = session.get(Attempt, _key(limit, who), populate_existing=True)
    if found is None or found.forgotten_at <= now() or found.count < limit.free:
        return timedelta()
    return max(timedelta(), found.last_at + _growing(limit, found.count) - now())


def check(limit: Limit, *who: object) -> None:
    """Refuse if this one has to wait; TooOften says how long."""
    if left := wait(limit, *who):
        raise TooOften(left)


def count(limit: Limit, *who: object) -> None:
    """Count one more try, in the open write."""
    key = _key(limit, who)
    moment, later = now(), now() + limit.forgotten_after
    found = session.get(Attempt, key, populate_existing=True, with_for_update=True)
    if found is None:
        session.add(Attempt(key=key, count=1, last_at=moment, forgotten_at=later))
        session.flush()
        return
    found.count = 1 if found.forgotten_at <= moment else found.count + 1
    found.last_at, found.forgotten_at = moment, later


def clear(limit: Limit, *who: object) -> None:
    """Start anew: somebody proved who they are."""
    session.execute(sa.delete(Attempt).where(Attempt.key == _key(limit, who)))


def forget_old() -> int:
    """Delete what no longer counts; returns how many."""
    return delete_due(Attempt, Attempt.forgotten_at <= now())


def _growing(limit: Limit, count: int) -> timedelta:
    doublings = min(count - limit.free, 20)
    return min(limit.first_wait * (1 << doublings), limit.longest_wait)


def _key(limit: Limit, who: tuple[object, ...]) -> str:
    return tokens.digest(limit.purpose, *who)
