"""`worker` and what it says: one thing that fails keeps nothing else from its turn."""

from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.commands import keeping, serving
from forum.core import mail
from forum.core.activities import Job
from forum.core.clock import now
from forum.core.db import session, start_writing, transaction
from forum.core.mail import Letter, MemoryOutbox
from tests.commands.running import run


def write() -> None:
    with transaction():
        mail.write("signin/mail/changed", "ada@example.org", "de", name="Ada")


def break_halfway() -> None:
    start_writing()
    session.execute(sa.update(Letter).values(due_at=None))
    raise LookupError


def give_up() -> None:
    with transaction():
        session.execute(sa.update(Letter).values(due_at=None, attempts=17))


def lose_a_job() -> int:
    with transaction():
        job = Job(listener="forum.gone.tell", activity="Gone", values={}, due_at=now())
        session.add(job)
    return session.scalars(sa.select(Job.id)).one()


def test_a_chore_that_fails_keeps_no_letter_from_leaving(
    app: Flask, outbox: MemoryOutbox, caplog: pytest.LogCaptureFixture
) -> None:
    write()
    assert serving.each_alone([break_halfway, mail.send_due]) == [None, 1]
    assert [message["To"] for message in outbox.sent] == ["ada@example.org"]
    assert "break_halfway failed" in caplog.text


def test_the_worker_forgets_letters_and_does_what_features_ask(app: Flask) -> None:
    done = [one.args[0].does for one in serving.routines() if isinstance(one, partial)]
    assert {mail.forget_sent, mail.forget_unsent} <= set(done)
    assert set(serving.each_alone(serving.routines())) == {0}


def test_once_does_what_is_due(app: Flask, outbox: MemoryOutbox) -> None:
    write()
    run(app, serving.worker, "--once")
    assert len(outbox.sent) == 1


def test_what_is_stuck_is_told_without_addresses(app: Flask) -> None:
    write()
    give_up()
    number = lose_a_job()
    assert run(app, serving.worker, "--stuck").stdout.splitlines() == [
        f"{number} forum.gone.tell nobody does this any more",
        "Letters given up: 1",
    ]


def test_the_doctor_finds_what_is_stuck(app: Flask) -> None:
    write()
    give_up()
    number = lose_a_job()
    said = run(app, keeping.doctor).stdout.splitlines()
    assert f"- Job {number} nobody does this any more" in said
    assert "- Letters given up: 1" in said


def test_nothing_is_stuck(app: Flask) -> None:
    write()
    assert run(app, serving.worker, "--stuck").stdout == ""


def test_letters_that_came_with_a_backup_are_no_trouble(app: Flask) -> None:
    write()
    with transaction():
        session.execute(sa.update(Letter).values(due_at=None))
    assert run(app, serving.worker, "--stuck").stdout == ""
