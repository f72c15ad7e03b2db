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


LETTERS_TO_ONE = Limit(
    "letters to one",
    free=5,
    first_wait=timedelta(minutes=5),
    longest_wait=timedelta(hours=2),
    forgotten_after=timedelta(hours=6),
)
LETTERS_FROM_ONE = Limit("letters from one", free=30, first_wait=timedelta(seconds=30))


def wait(limit: Limit, *who: object) -> timedelta:
    """How long this one has to wait before the next try; zero if not at all."""
    return _left(limit, _find(limit, who))


def check(limit: Limit, *who: object) -> None:
    """Refuse if this one has to wait; TooOften says how long."""
    if left := wait(limit, *who):
        raise TooOften(left)


def is_used_up(limit: Limit, *who: object) -> bool:
    """Whether the free tries are gone."""
    found = _find(limit, who)
    fresh = found is not None and found.forgotten_at > now()
    return fresh and found is not None and found.count >= limit.free


def count(limit: Limit, *who: object) -> int:
    """Count one more try, in the open write; returns how many there were lately."""
    found = _locked(limit, who)
    moment = now()
    found.count = 1 if found.forgotten_at <= moment else found.count + 1
    found.last_at, found.forgotten_at = moment, moment + limit.forgotten_after
    return found.count


def take(limit: Limit, *who: object) -> int:
    """Count a try if it is allowed now, or TooOften: of many at once, one by one."""
    if left := _left(limit, _locked(limit, who)):
        raise TooOften(left)
    return count(limit, *who)


def passes(limit: Limit, *who: object) -> bool:
    """The same for what is left undone in silence."""
    try:
        take(limit, *who)
    except TooOften:
        return False
    return True


def give_back(limit: Limit, *who: object) -> None:
    """The try that was counted before was a good one: as if it had not been made."""
    found = _locked(limit, who)
    found.count = max(0, found.count - 1)
    found.last_at -= _growing(limit, found.count)


def clear(limit: Limit, *who: object) -> None:
    """Start anew: somebody proved who they are."""
    session.execute(sa.delete(Attempt).where(Attempt.key == _key(limit, who)))


def forget_old() -> int:
    """Delete what no longer counts; returns how many."""
    return delete_due(Attempt, Attempt.forgotten_at <= now())


def _find(limit: Limit, who: tuple[object, ...]) -> Attempt | None:
    return session.get(Attempt, _key(limit, who), populate_existing=True)


def _locked(limit: Limit, who: tuple[object, ...]) -> Attempt:
    """The row, and nobody else's meanwhile; a new one where there is none."""
    key = _key(limit, who)
    found = session.get(Attempt, key, populate_existing=True, with_for_update=True)
    if found is not None:
        return found
    moment = now()
    fresh = Attempt(key=key, count=0, last_at=moment, forgotten_at=moment)
    try:
        with session.begin_nested():
            session.add(fresh)
    except sa.exc.IntegrityError:  # somebody was faster by a moment
        return session.get_one(
            Attempt, key, populate_existing=True, with_for_update=True
        )
    return fresh


def _left(limit: Limit, found: Attempt | None) -> timedelta:
    if found is None or found.forgotten_at <= now() or found.count < limit.free:
        return timedelta()
    return max(timedelta(), found.last_at + _growing(limit, found.count) - now())


def _growing(limit: Limit, count: int) -> timedelta:
    doublings = max(0, min(count - limit.free, 20))
    return min(limit.first_wait * (1 << doublings), limit.longest_wait)


def _key(limit: Limit, who: tuple[object, ...]) -> str:
    return tokens.digest(limit.purpose, *who)
