"""T78: what somebody ended since the backup does not come back with it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.joining import service as joining
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.accounts.privacy import journal, service
from forum.accounts.privacy.journal import Deletion
from forum.accounts.privacy.registry import registry
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys
from forum.accounts.signin.models import Purpose
from forum.accounts.youths import service as youths
from forum.commands import archive, keeping, serving
from forum.core import mail
from forum.core.activities import ActivityRow, run_jobs
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Refusal
from forum.core.mail import Letter
from forum.core.passwords import hashed
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.search.refresh import public_entries
from tests import make
from tests.accounts.privacy import everything
from tests.commands.running import run
from tests.commands.test_backup import empty
from tests.discussions import making as talks
from tests.projects import making
from tests.visitor import Visitor

NAME, WORD = "Zqnamensvogel", "zqweg"
ADDRESS = "zqpostvogel@example.org"


@pytest.fixture
def zora(app: Flask) -> Member:
    """Somebody whose name and words stand nowhere else."""
    return make.member(NAME, email=ADDRESS)


@pytest.fixture
def backups(tmp_path: Path) -> Iterator[Path]:
    """A folder for archives."""
    yield tmp_path
    for one in tmp_path.iterdir():
        one.unlink()


def back_up(app: Flask, folder: Path, name: str = "backup.zip") -> Path:
    file = folder / name
    assert run(app, keeping.backup, file).exit_code == 0
    return file


def leave(number: int, texts_too: bool) -> None:
    with transaction():
        me = session.get_one(Member, number)
        service.leave(me, texts_too, by=me)
    work()


def work() -> None:
    """What the worker does in a minute."""
    while run_jobs():
        pass
    mail.send_due()
    serving.each_alone(serving.routines())
    while run_jobs():
        pass
    session.rollback()


def restore(app: Flask, file: Path) -> str:
    empty()
    result = run(app, keeping.restore, file)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def leave_and_come_back(app: Flask, backups: Path, member: Member) -> int:
    """The number of who left after a backup that is restored now."""
    number = member.id
    file = back_up(app, backups)
    leave(number, True)
    restore(app, file)
    return number


@pytest.mark.parametrize("texts_too", [True, False])
def test_who_left_after_the_backup_stays_away(
    app: Flask, backups: Path, zora: Member, ben: Member, texts_too: bool
) -> None:
    number = zora.id
    talks.known(zora, ben)
    making.project(zora, title=f"{WORD} am Bach")
    talk = talks.thread(ben)
    talks.comment(talk, ben, "Genau.", talks.comment(talk, zora, f"{WORD} sage ich"))
    work()
    file = back_up(app, backups)
    leave(number, texts_too)
    before, named = state(), everything.in_tables(NAME)
    said = restore(app, file)
    assert "1 accounts that were deleted since are deleted again" in said
    assert app.extensions["index"].doc_ids() == set(public_entries())
    work()
    assert everything.in_tables(ADDRESS) == set()
    assert everything.in_tables(NAME) == named  # in a title that makers gave
    assert bool(everything.in_tables(WORD)) is not texts_too
    assert state() == before
    assert session.get(Member, number) is None


def state() -> tuple[list[object], list[object]]:
    """What became of the contributions."""
    session.rollback()
    entries = sa.select(Entry.id, Entry.state, Entry.author_id, Entry.title)
    said = sa.select(Comment.id, Comment.state, Comment.author_id, Comment.source)
    return (
        [tuple(one) for one in session.execute(entries.order_by(Entry.id))],
        [tuple(one) for one in session.execute(said.order_by(Comment.id))],
    )


def test_the_last_letter_is_not_written_again(
    app: Flask, backups: Path, zora: Member, ben: Member
) -> None:
    leave_and_come_back(app, backups, zora)
    work()
    assert session.query(Letter).filter(Letter.address == ADDRESS).count() == 0


def test_the_log_says_that_they_left(
    app: Flask, backups: Path, zora: Member, ben: Member
) -> None:
    number = leave_and_come_back(app, backups, zora)
    row = session.query(ActivityRow).filter_by(name="MemberForgotten").one()
    assert (row.details, row.audited) == ({"member": number, "role": "member"}, True)


def test_an_older_archive_finds_the_journal_of_a_newer_one(
    app: Flask, backups: Path, zora: Member, ben: Member
) -> None:
    """On a new machine there is nothing but the folder of the archives."""
    number = zora.id
    old = back_up(app, backups, "old.zip")
    leave(number, True)
    back_up(app, backups, "new.zip")
    registry.journal.unlink()
    restore(app, old)
    assert session.get(Member, number) is None
    assert [one.member for one in journal.read(registry.journal)] == [number]


def test_a_database_brought_back_in_another_way_is_seen_by_the_worker(
    app: Flask, backups: Path, zora: Member, ben: Member, settings: object
) -> None:
    number = zora.id
    file = back_up(app, backups)
    leave(number, True)
    empty()
    archive.read(file, app.extensions["media"])
    assert session.get(Member, number) is not None
    work()
    assert everything.in_tables(NAME, ADDRESS) == set()


def test_who_joined_later_with_the_same_number_is_another(zora: Member) -> None:
    number = zora.id
    long_ago = (zora.joined_at - timedelta(days=1)).isoformat()
    journal.keep(registry.journal, [Deletion(number, long_ago, True)])
    assert journal.replay() == 0
    assert session.get(Member, number) is not None


def test_people_of_the_demo_come_back(zora: Member) -> None:
    """A trial that is loaded anew has the same numbers and dates."""
    with transaction():
        zora.demo = True
    journal.keep(registry.journal, [Deletion(zora.id, now().isoformat(), True)])
    assert journal.replay() == 0


def test_an_ended_youth_account_stays_ended(
    app: Flask, backups: Path, zora: Member
) -> None:
    with transaction():
        zora.actor = "schule"
        child = youths.make("Zqjunge", hashed("drei bunte Woerter"), by=zora)
    number, adult = child.id, zora.id
    file = back_up(app, backups)
    with transaction():
        held = session.query(Guardianship).one()
        by = session.get_one(Member, adult)
        youths.end(held, session.get_one(Member, number), by=by)
    work()
    restore(app, file)
    assert everything.in_tables("Zqjunge") == set()
    assert session.get(Member, number) is None
    assert session.query(Guardianship).count() == 0


def test_who_was_declined_does_not_wait_again(
    app: Flask, backups: Path, zora: Member, cleo: Member
) -> None:
    with transaction():
        zora.approved_at = None
    number, staff = zora.id, cleo.id
    file = back_up(app, backups)
    with transaction():
        by = session.get_one(Member, staff)
        joining.decline(number, "Leider nein.", by=by)
    work()
    restore(app, file)
    assert session.get(Member, number) is None


def test_no_sign_in_and_no_letter_opens_anything_afterwards(
    app: Flask, backups: Path, visit: Visitor, zora: Member
) -> None:
    visit("/konto", zora)
    with transaction():
        mark = sessions.begin(zora)
        reset = keys.give(zora, Purpose.RESET)
        undo = keys.give(zora, Purpose.UNDO, "old@example.org")
        epoch = zora.epoch
    file = back_up(app, backups)
    restore(app, file)
    assert sessions.find(mark) is None
    for purpose, key in ((Purpose.RESET, reset), (Purpose.UNDO, undo)):
        with pytest.raises(Refusal):
            keys.find(purpose, key)
    assert session.scalars(sa.select(Member.epoch)).one() > epoch


def test_the_journal_says_no_more_than_it_must(
    app: Flask, backups: Path, zora: Member, ben: Member
) -> None:
    number = zora.id
    leave(number, False)
    back_up(app, backups)
    for file in (registry.journal, backups / registry.journal.name):
        (line,) = file.read_text("utf-8").splitlines()
        told = json.loads(line)
        assert told.keys() == {"member", "at", "texts_too"}
        assert (told["member"], told["texts_too"]) == (number, False)
        assert file.stat().st_mode & 0o077 == 0


def test_half_a_line_of_a_crash_spoils_nothing(zora: Member) -> None:
    whole = Deletion(zora.id + 7, now().isoformat(), True)
    registry.journal.write_text('{"member": 12, "at": "20', "utf-8")
    journal.keep(registry.journal, [whole])
    journal.keep(registry.journal, [whole, whole])
    assert journal.read(registry.journal) == [whole]


@pytest.mark.parametrize(
    "line",
    [
        *("", "7", "[]", "{}", "\0"),
        '{"member": 1, "at": "gestern", "texts_too": true}',
        '{"member": 1, "at": "2026-01-01T00:00:00", "texts_too": true}',
    ],
)
def test_what_is_no_deletion_deletes_nobody(zora: Member, line: str) -> None:
    registry.journal.write_text(f"{line}\n", "utf-8")
    assert journal.read(registry.journal) == []
    assert journal.replay() == 0


def test_a_long_journal_costs_one_question_for_many(
    app: Flask, statements: list[str]
) -> None:
    at = now().isoformat()
    journal.keep(
        registry.journal, [Deletion(10**6 + one, at, True) for one in range(400)]
    )
    statements.clear()
    assert journal.replay() == 0
    assert len(statements) == 1
