"""What happened, and the work that follows from it.

A use case records an activity; whoever listens gets a job in the same transaction.
Jobs are rows of our own, since a job library cannot join our transaction: done once
they are deleted, a failure waits longer each time.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, session, start_writing, transaction
from forum.core.faults import trace

log = logging.getLogger("forum.jobs")

FIRST_WAIT = timedelta(seconds=30)  # doubles with every failure
LONGEST_WAIT = timedelta(hours=6)
BATCH = 200  # jobs that an outside listener gets at once


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Something that happened, told by ids only."""

    audited: ClassVar[bool] = False
    by: int | None


@dataclass(frozen=True, kw_only=True)
class EntryActivity(Activity):
    """Something that happened to an entry."""

    entry: int


@dataclass(frozen=True)
class Listener:
    """Who hears of an activity.

    An `outside` listener gets several activities at once and no open write: for slow
    work that is safe to repeat, such as the search index.
    """

    hears: type[Activity]
    does: Callable[..., None]
    outside: bool = False

    @property
    def name(self) -> str:
        """How jobs refer to it."""
        return f"{self.does.__module__}.{self.does.__qualname__}"


class ActivityRow(Base):
    """One line of the history; of audited ones nobody changes a letter."""

    __tablename__ = "activity"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[int | None]
    entry_id: Mapped[int | None] = mapped_column(index=True)
    audited: Mapped[bool] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Job(Base):
    """Work that follows from an activity."""

    __tablename__ = "job"
    id: Mapped[int] = mapped_column(primary_key=True)
    listener: Mapped[str] = mapped_column(sa.String(120))
    activity: Mapped[str] = mapped_column(sa.String(60))
    values: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.String(200), default="")

    @property
    def trouble(self) -> str:
        """Why it is still here, in the operator's words."""
        if not self.attempts:
            return "nobody does this any more"
        return f"failed {self.attempts} times: {self.error}"


_listeners: list[Listener] = []


def connect(listeners: Iterable[Listener]) -> None:
    """Let these, and only these, hear of what happens."""
    _listeners[:] = listeners


def record(activity: Activity) -> None:
    """Write down what happened, and the jobs that follow, in the open transaction."""
    pass_on(activity)
    values = asdict(activity)
    kind = type(activity)
    session.add(
        ActivityRow(
            name=kind.__name__,
            at=now(),
            by=values.pop("by"),
            entry_id=values.pop("entry", None),
            audited=kind.audited,
            details=values,
        )
    )


def pass_on(activity: Activity) -> None:
    """The jobs that follow, without a line in the history."""
    kind = type(activity)
    for listener in _listeners:
        if isinstance(activity, listener.hears):
            session.add(
                Job(
                    listener=listener.name,
                    activity=kind.__name__,
                    values=asdict(activity),
                    due_at=now(),
                )
            )


def run_jobs(most: int = 1000) -> int:
    """Do what is due, oldest first; returns how many jobs were tried."""
    done = 0
    for listener in [one for one in _listeners if one.outside]:
        done += _run_outside(listener)
    while done < most and _run_next():
        done += 1
    return done


def stuck() -> list[Job]:
    """Jobs that failed at least once and wait, and those that nobody does any more."""
    known = [one.name for one in _listeners]
    lost = sa.or_(Job.attempts > 0, Job.listener.not_in(known))
    return list(session.scalars(sa.select(Job).where(lost).order_by(Job.id)))


def _run_next() -> bool:
    """Take one job, do it inside its savepoint, delete it; all in one transaction."""
    inside = [one.name for one in _listeners if not one.outside]
    due = (
        sa.select(Job)
        .where(Job.due_at <= now(), Job.listener.in_(inside))
        .order_by(Job.id)
        .limit(1)
    )
    if session.scalar(due) is None:
        session.rollback()
        return False
    start_writing()
    job = session.scalar(due.with_for_update(skip_locked=True))
    if job is None:
        session.rollback()
        return False
    try:
        with session.begin_nested():
            _does(job.listener)(_activity(job))
        session.delete(job)
    except Exception as error:
        _postpone(job, error)
    session.commit()
    return True


def _run_outside(listener: Listener) -> int:
    """Do a batch at once; if it fails, one by one up to the one that fails alone.

    That one waits. The others are still due, and come after other people's work.
    """
    numbers = session.scalars(
        sa.select(Job.id)
        .where(Job.listener == listener.name, Job.due_at <= now())
        .order_by(Job.id)
        .limit(BATCH)
    ).all()
    session.rollback()
    if not numbers or _try(listener, numbers) is None:
        return len(numbers)
    for tried, number in enumerate(numbers, 1):
        if error := _try(listener, [number]):
            with transaction():
                if job := session.get(Job, number):
                    _postpone(job, error)
            return tried
    return len(numbers)


def _try(listener: Listener, numbers: Sequence[int]) -> Exception | None:
    """Read these jobs, work without a lock, delete them; or what went wrong."""
    these = Job.id.in_(numbers)
    jobs = session.scalars(sa.select(Job).where(these).order_by(Job.id)).all()
    try:
        activities = [_activity(job) for job in jobs]
        session.rollback()
        listener.does(activities)
    except Exception as error:
        return error
    finally:
        session.rollback()
    with transaction():
        session.execute(sa.delete(Job).where(these))
    return None


def _postpone(job: Job, error: Exception) -> None:
    job.attempts += 1
    job.due_at = now() + min(FIRST_WAIT * 2 ** (job.attempts - 1), LONGEST_WAIT)
    job.error = type(error).__name__
    log.warning("job %s %s failed: %s", job.id, job.listener, trace(error))


def _does(name: str) -> Callable[..., None]:
    return next(one.does for one in _listeners if one.name == name)


def _activity(job: Job) -> Activity:
    return _kinds()[job.activity](**job.values)


def _kinds() -> dict[str, type[Activity]]:
    found: dict[str, type[Activity]] = {}
    waiting = [Activity]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found
