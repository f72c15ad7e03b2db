"""What happened is kept, and the work that follows is done once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
import sqlalchemy as sa

from forum.core import activities
from forum.core.activities import Activity, ActivityRow, Job, Listener, record, run_jobs
from forum.core.clock import at, now
from forum.core.db import NotWriting, db, session, start_writing, transaction


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


def stumble_together(several: list[BellRung]) -> None:
    raise OSError


def hear_but_shrill(several: list[BellRung]) -> None:
    if any(one.tone == "shrill" for one in several):
        raise OSError
    hear_many(several)


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


def waiting() -> list[tuple[str, int, str]]:
    rows = session.execute(
        sa.select(Job.values["tone"].as_string(), Job.attempts, Job.error).order_by(
            Job.id
        )
    )
    found = [tuple(row) for row in rows]
    session.rollback()
    return found


@pytest.mark.parametrize(
    "damage", [{"activity": "BellGone"}, {"values": {"by": 7, "pitch": "b"}}]
)
@pytest.mark.parametrize("outside", [True, False])
def test_what_nobody_can_read_any_more_holds_nothing_up(listening, outside, damage):
    does = hear_many if outside else hear
    listening([Listener(BellRung, does, outside=outside)])
    ring("a", "b", "c")
    with transaction():
        second = sa.select(Job.id).order_by(Job.id).offset(1).limit(1).scalar_subquery()
        session.execute(sa.update(Job).where(Job.id == second).values(**damage))
    while run_jobs():
        pass
    assert heard == ["a", "c"]
    assert [one.attempts for one in activities.stuck()] == [1]


def test_of_a_batch_only_the_one_to_blame_waits(listening):
    listening([Listener(BellRung, hear_but_shrill, outside=True)])
    ring("a", "shrill", "b", "shrill", "c")
    while run_jobs():
        pass
    assert sorted("+".join(heard).split("+")) == ["a", "b", "c"]
    assert waiting() == [("shrill", 1, "OSError")] * 2


def test_letters_get_their_turn_while_a_batch_fails(listening):
    listening([Listener(BellRung, stumble_together, outside=True)])
    ring(*"abcd")
    assert run_jobs() == 1
    assert [attempts for _tone, attempts, _error in waiting()] == [1, 0, 0, 0]


def test_work_that_nobody_does_any_more_is_stuck(listening):
    listening([Listener(BellRung, hear)])
    ring("deep")
    listening([])
    assert run_jobs() == 0
    assert [one.trouble for one in activities.stuck()] == ["nobody does this any more"]


def test_quiet_takes_no_lock(listening):
    listening([Listener(BellRung, hear), Listener(BellRung, hear_many, outside=True)])
    begun: list[bool] = []

    def note(connection: sa.Connection) -> None:
        begun.append(bool(connection.get_execution_options().get("writing")))

    sa.event.listen(db.engine, "begin", note)
    run_jobs()
    sa.event.remove(db.engine, "begin", note)
    assert set(begun) == {False}


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
