"""Everybody may take along everything about themselves, and nothing of anybody else."""

import json
import stat
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.privacy import copying, files, service
from forum.accounts.privacy.models import DataCopy
from forum.accounts.privacy.registry import registry
from forum.accounts.sessions.models import SignIn
from forum.core.activities import Job, run_jobs
from forum.core.clock import at, now
from forum.core.db import Base, release, session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from forum.web.manifest import Kept
from tests.accounts.privacy import everything
from tests.visitor import Visitor

IMPERSONAL = {  # tables in which nothing about a member stands
    "attempt": "digests that only this installation can make, for minutes or hours",
    "setting": "the alliance's own words",
    "job": "numbers of what happened, gone as soon as it is done",
    "reading": "what was measured for a goal",
    "rule_report": "how many rows a rule removed, by day",
    "organisation": "what it says of itself; its people are in belonging",
    "archive_item": "numbers of entries and comments",
}
MARKED = (
    "picture",
    "cover",
    "digest",
    "logo",
)  # columns that may hold a picture's mark
NO_PICTURE = {  # digests of keys
    ("sign_in", "digest"),
    ("mail_key", "digest"),
    ("recovery_code", "digest"),
    ("organisation_invitation", "digest"),
}


@pytest.fixture(autouse=True)
def _nothing_left(app: Flask) -> Iterator[None]:
    yield
    for path in registry.folder.glob("*"):
        path.unlink()


def tables() -> dict[str, Kept]:
    return {one.model.__table__.name: one for one in registry.kept}


def ask(member: Member) -> None:
    with transaction():
        service.ask_for_copy(member, by=member)
    run_jobs()


def opened(visit: Visitor, member: Member) -> zipfile.ZipFile:
    answer = visit("/konto/daten/kopie.zip", member).response
    content = answer.get_data()
    answer.close()
    return zipfile.ZipFile(BytesIO(content))


def test_every_table_is_in_the_copy_or_has_nothing_of_members(app: Flask) -> None:
    all_tables = set(Base.metadata.tables)
    assert all_tables - set(tables()) == set(IMPERSONAL)
    assert len(tables()) == len(registry.kept)
    assert all(IMPERSONAL.values())


def test_what_is_left_out_has_a_reason(app: Flask) -> None:
    for name, kept in tables().items():
        columns = set(Base.metadata.tables[name].c.keys())
        assert set(kept.without) <= columns, name
        assert set(kept.pictures) <= columns - set(kept.without), name
        assert all(len(reason) > 10 for reason in kept.without.values()), name


def test_every_column_that_may_hold_a_picture_brings_it_along(app: Flask) -> None:
    found = {
        (name, column)
        for name, kept in tables().items()
        for column in Base.metadata.tables[name].c.keys()  # noqa: SIM118
        if column in MARKED and column not in kept.pictures
    }
    assert found == NO_PICTURE


def test_the_copy_says_column_by_column_what_the_tables_say(
    app: Flask, visit: Visitor, ada: Member, ben: Member
) -> None:
    number, others = ada.id, ben.id
    everything.fill(number, others, "zqada")
    everything.fill(others, number, "zqben")
    ask(session.get_one(Member, number))
    archive = opened(visit, session.get_one(Member, number))
    names = set(archive.namelist())
    for table, kept in tables().items():
        told = json.loads(archive.read(f"daten/{table}.json"))
        columns = [
            c for c in Base.metadata.tables[table].c if c.name not in kept.without
        ]
        order = Base.metadata.tables[table].primary_key
        rows = session.execute(
            sa.select(*columns).where(kept.of(number)).order_by(*order)
        ).mappings()
        wanted = [{k: copying._plain(v) for k, v in row.items()} for row in rows]
        if table == "data_copy":  # it was written before it was ready
            wanted[0] |= {"ready_at": None, "ends_at": None, "size": 0}
        if table == "letter":  # as was the letter about it
            wanted = wanted[: len(told["rows"])]
        if table == "sign_in":  # the visit above
            wanted = wanted[: len(told["rows"])]
        assert told["rows"] == wanted, table
        assert told["rows"], table
        assert all(set(row) == {c.name for c in columns} for row in told["rows"]), table
        assert told["title"]
    for mark in everything.pictures_of(number):
        assert f"bilder/{mark}.jpg" in names
    for mark in everything.pictures_of(others):
        assert f"bilder/{mark}.jpg" not in names


def test_nothing_of_anybody_else_is_in_the_copy(
    app: Flask, visit: Visitor, ada: Member, ben: Member
) -> None:
    number, others = ada.id, ben.display_name
    everything.fill(number, ben.id, "zqada")
    everything.fill(ben.id, number, "zqben")
    ask(session.get_one(Member, number))
    archive = opened(visit, session.get_one(Member, number))
    told = "daten/decision.json"  # what the desk wrote to a member is about them
    names = [name for name in archive.namelist() if name != told]
    text = b"".join(archive.read(name) for name in names).decode(errors="replace")
    assert "zqada" in text
    assert "zqben" not in text
    assert others not in text
    assert "ben@example.org" not in text


def test_the_readme_is_in_the_language_of_the_member(
    visit: Visitor, ada: Member
) -> None:
    with transaction():
        ada.language = "de"
    ask(ada)
    readme = opened(visit, ada).read("README.txt").decode()
    assert "48 Stunden" in readme
    assert "daten/member.json  Mitgliedschaft und Profil: 1" in readme
    assert "Ohne „password_hash“: Damit könnte jemand Ihr Konto öffnen." in readme


def test_the_letter_says_that_it_is_ready_and_nothing_else(
    visit: Visitor, ada: Member
) -> None:
    visit.send("/konto/daten", ada, action="/konto/daten")
    assert "entsteht" in visit("/konto/daten", ada).text
    run_jobs()
    session.rollback()
    letter = session.scalars(sa.select(Letter)).one()
    assert letter.address == ada.email
    assert "http://localhost/konto/daten\n" in letter.text
    assert "Kopie herunterladen" in visit("/konto/daten", ada).text


def test_only_the_owner_gets_it(
    visit: Visitor, ada: Member, ben: Member, gil: Member
) -> None:
    ask(ada)
    for other in (ben, gil):
        visit("/konto/daten/kopie.zip", other, status=404)
    page = visit("/konto/daten/kopie.zip", status=302)
    assert "/anmelden" in page.location
    mine = visit("/konto/daten/kopie.zip", ada)
    assert mine.response.headers["Cache-Control"] == "private, no-store"
    assert mine.response.headers["Content-Disposition"].startswith("attachment;")
    mine.response.close()


def test_who_has_not_proved_it_lately_gets_no_copy(visit: Visitor, ada: Member) -> None:
    ask(ada)
    visit.browser(ada)
    with transaction():
        session.execute(sa.update(SignIn).values(sure_at=now() - timedelta(hours=1)))
    answers = {
        visit.browser(ada).get(path).status_code
        for path in ("/konto/daten", "/konto/daten/kopie.zip", "/konto/loeschen")
    }
    assert 200 not in answers


def test_staff_cannot_ask_for_another(ada: Member, gil: Member) -> None:
    with pytest.raises(Forbidden), transaction():
        service.ask_for_copy(ada, by=gil)


def test_one_at_a_time(ada: Member) -> None:
    ask(ada)
    with pytest.raises(Refusal), transaction():
        service.ask_for_copy(ada, by=ada)
    assert session.scalar(sa.select(sa.func.count(DataCopy.id))) == 1


def test_of_several_at_once_one_is_made(app: Flask, ada: Member) -> None:
    number = ada.id
    release()

    def ask_once(_: int) -> bool:
        with app.app_context():
            try:
                with transaction():
                    me = session.get_one(Member, number)
                    service.ask_for_copy(me, by=me)
            except Refusal:
                return False
            finally:
                release()
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask_once, range(4))) == [False, False, False, True]


def test_after_48_hours_file_and_row_are_gone(visit: Visitor, ada: Member) -> None:
    ask(ada)
    with at(now() + timedelta(hours=47)):
        assert files.forget_copies() == 0
    assert len(list(registry.folder.glob("*.zip"))) == 1
    with at(now() + timedelta(hours=49)):
        assert files.forget_copies() == 1
    assert list(registry.folder.glob("*")) == []
    assert session.scalar(sa.select(sa.func.count(DataCopy.id))) == 0
    session.rollback()
    visit("/konto/daten/kopie.zip", ada, status=404)


def test_a_copy_that_was_never_made_can_be_asked_for_again(
    visit: Visitor, ada: Member
) -> None:
    with transaction():
        service.ask_for_copy(ada, by=ada)
        session.execute(sa.delete(Job))  # given up after a month
    with at(now() + timedelta(hours=47)), pytest.raises(Refusal), transaction():
        service.ask_for_copy(ada, by=ada)
    with at(now() + timedelta(hours=49)):
        ask(ada)
    assert len(list(registry.folder.glob("*.zip"))) == 1


def test_a_file_whose_row_is_gone_goes_too(app: Flask, ada: Member) -> None:
    ask(ada)
    with transaction():
        session.execute(sa.delete(DataCopy))
    files.forget_copies()
    assert list(registry.folder.glob("*")) == []


def test_nobody_else_on_the_machine_may_read_it(ada: Member) -> None:
    ask(ada)
    (path,) = registry.folder.glob("*.zip")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_asking_twice_makes_it_once(ada: Member) -> None:
    ask(ada)
    (path,) = registry.folder.glob("*.zip")
    before = path.stat().st_mtime_ns
    copying.make([copying.CopyAsked(by=ada.id, member=ada.id)])
    assert path.stat().st_mtime_ns == before
    assert session.scalar(sa.select(sa.func.count(Letter.id))) == 1


def test_a_copy_whose_file_is_lost_says_so(visit: Visitor, ada: Member) -> None:
    ask(ada)
    for path in registry.folder.glob("*.zip"):
        path.unlink()
    visit("/konto/daten/kopie.zip", ada, status=404)


def test_the_account_shows_the_way(visit: Visitor, ada: Member) -> None:
    links = dict(visit("/konto", ada).links)
    assert links["Daten anfordern"] == "/konto/daten"
    assert links["Konto löschen …"] == "/konto/loeschen"
