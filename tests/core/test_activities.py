"""What happened is kept, and the work that follows is done once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
import sqlalchemy as sa

from forum.core import activities
from forum.core.activities import Activity, ActivityRow, Job, Listener, record, run_jobs
from forum.core.clock import at, now
from forum.core.db import NotWriting, session, start_writing, transaction


@dataclass(frozen=True, kw_only=True)
class BellRung(Activity):
    audited: ClassVar[bool] = True
    tone: str


heard: list[str] = []


def hear(activity: BellRung) -> None:
    heard.append(activity.tone)


def stumble(activity: BellRung) -> None:
    heard.append("stumbled")
    raise OSError(activity.tone)


def hear_many(several: list[BellRung]) -> None:
    heard.append("+".join(one.tone for one in several))


@pytest.fixture
def listening(app):
    before = list(activities._listeners)
    heard.clear()
    yield activities.connect
    activities.connect(before)


def ring_and_break() -> None:
    record(BellRung(by=None, tone="never"))
    raise LookupError


def ring(*tones: str) -> None:
    with transaction():
        for tone in tones:
            record(BellRung(by=7, tone=tone))


def test_an_activity_is_kept_with_its_ids(listening):
    listening([])
    ring("deep")
    row = session.scalars(sa.select(ActivityRow)).one()
    assert (row.name, row.by, row.audited) == ("BellRung", 7, True)
    assert row.details == {"tone": "deep"}


def test_whoever_listens_gets_a_job_that_is_done_once(listening):
    listening([Listener(BellRung, hear)])
    ring("one", "two")
    assert run_jobs() == 2
    assert run_jobs() == 0
    assert heard == ["one", "two"]


def test_what_is_rolled_back_did_not_happen(listening):
    listening([Listener(BellRung, hear)])
    with pytest.raises(LookupError), transaction():
        ring_and_break()
    assert run_jobs() == 0


def test_a_job_that_fails_waits_longer_each_time(listening):
    listening([Listener(BellRung, stumble), Listener(BellRung, hear)])
    ring("high")
    run_jobs()
    assert heard == ["stumbled", "high"]
    job = session.scalars(sa.select(Job)).one()
    assert (job.attempts, job.error) == (1, "OSError")
    first = job.due_at - now()
    session.rollback()
    assert run_jobs() == 0
    with at(now() + timedelta(hours=1)):
        run_jobs()
        assert session.scalars(sa.select(Job)).one().due_at - now() > first
    assert [one.attempts for one in activities.stuck()] == [2]


def test_an_outside_listener_gets_all_at_once_and_no_open_write(listening):
    listening([Listener(BellRung, hear_many, outside=True)])
    ring("a", "b", "c")
    assert run_jobs() == 3
    assert heard == ["a+b+c"]
    assert session.scalar(sa.select(sa.func.count(Job.id))) == 0


def test_reading_cannot_write(app):
    session.add(ActivityRow(name="x", at=now(), audited=False, details={}))
    with pytest.raises(NotWriting):
        session.flush()
    session.rollback()
    with pytest.raises(NotWriting):
        session.execute(sa.delete(Job))
    session.rollback()
    start_writing()
    session.execute(sa.delete(Job))
    session.commit()
