"""Out of one forum and into another one: all of it, or nothing."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.commands import keeping
from forum.commands.archive import LEFT_OUT, WrongArchive, read
from forum.config import Settings
from forum.core.activities import run_jobs
from forum.core.db import Base, db, session, transaction
from forum.core.mail import Letter
from forum.core.media import MediaStore
from forum.entries.models import Entry
from forum.goals.service import link
from forum.search.refresh import public_entries
from tests import make
from tests.commands.running import run
from tests.conftest import _empty
from tests.discussions import making as talk
from tests.goals import making as goals
from tests.moderation import making as desk
from tests.projects import making
from tests.visitor import Visitor

PICTURE = f"{'ab' * 32}.480.webp"
NEW = ("due_at", "epoch")  # no letter is sent again, no sign-in holds
Rows = dict[str, list[tuple[object, ...]]]
Contents = dict[str, bytes]

HASTY = {  # waits for nobody
    "sqlite": "PRAGMA busy_timeout=0",
    "postgresql": "SET lock_timeout = '50ms'",
}


def rows() -> Rows:
    """Everything in the tables that a backup keeps."""
    session.rollback()
    return {
        name: [
            tuple(row)
            for row in session.execute(
                sa.select(*(one for one in table.c if one.key not in NEW)).order_by(
                    *table.primary_key.columns
                )
            )
        ]
        for name, table in Base.metadata.tables.items()
        if name not in LEFT_OUT
    }


def empty() -> None:
    session.rollback()
    with transaction():
        _empty()
    session.remove()


@pytest.fixture
def full(ada: Member, ben: Member, cleo: Member, dan: Member) -> Entry:
    """A forum with something of everything."""
    talk.known(ben)
    project = making.project(ada, figures=(making.CO2, making.KM))
    first = talk.comment(project, ben)
    talk.comment(project, ben, "Und noch etwas: ä € 🌱", reply_to=first)
    goal = goals.goal(dan, (2024, 150))
    with transaction():
        link(goal, project, dan)
    desk.project(ada, "Zurückgegeben", state=desk.State.RETURNED, by=cleo)
    run_jobs()
    return project


@pytest.fixture
def archive(app: Flask, full: Entry, tmp_path: Path) -> Path:
    store: MediaStore = app.extensions["media"]
    file = tmp_path / "backup.zip"
    store.put(PICTURE, b"a picture")
    assert run(app, keeping.backup, file).exit_code == 0
    store.path(PICTURE).unlink()
    return file


def test_all_of_it_comes_back(
    app: Flask, full: Entry, tmp_path: Path, visit: Visitor, settings: Settings
) -> None:
    urls = ["/projekte", "/forum", "/ziele", f"/projekte/{full.id}-{full.slug}"]
    before, pages = rows(), [visit(url).text for url in urls]
    assert all(before[name] for name in ("entry", "comment", "goal_link", "letter"))
    store: MediaStore = app.extensions["media"]
    store.put(PICTURE, b"a picture")
    file = tmp_path / "backup.zip"
    said = run(app, keeping.backup, file).stdout
    total = sum(map(len, before.values()))
    assert said == f"{file}: {total} rows, 1 picture files\n"
    assert [one.name for one in tmp_path.iterdir()] == ["backup.zip"]
    assert file.stat().st_mode & 0o077 == 0
    empty()
    store.path(PICTURE).unlink()
    result = run(app, keeping.restore, file)
    assert (result.exit_code, result.stdout) == (0, f"{total} rows, 1 picture files\n")
    assert rows() == before
    assert [visit(url).text for url in urls] == pages
    assert store.path(PICTURE).read_bytes() == b"a picture"
    store.path(PICTURE).unlink()
    assert app.extensions["index"].doc_ids() == set(public_entries())


def test_no_letter_is_sent_twice_and_life_goes_on(
    app: Flask, archive: Path, visit: Visitor
) -> None:
    last = session.scalar(sa.select(sa.func.max(Entry.id))) or 0
    assert session.query(Letter).filter(Letter.due_at.is_not(None)).count()
    empty()
    run(app, keeping.restore, archive)
    assert session.query(Letter).filter(Letter.due_at.is_not(None)).count() == 0
    rita = make.member()
    assert making.project(rita).id > last


def test_into_another_installation(
    app: Flask, archive: Path, tmp_path: Path, settings: Settings
) -> None:
    """A process of its own, on SQLite, wherever the archive is from."""
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "FORUM_INSTANCE": str(tmp_path / "second"),
    }
    second = tmp_path / "second.zip"
    for words in (("restore", archive), ("backup", second)):
        command = [sys.executable, "-m", "forum.cli", *map(str, words)]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert sums(second) == sums(archive)
    assert members(second) == [
        one | {"epoch": one["epoch"] + 1} for one in members(archive)
    ]


def sums(file: Path) -> dict[str, str]:
    """The checksums in an archive; letters differ, as they wait no longer."""
    with zipfile.ZipFile(file) as opened:
        found: dict[str, str] = json.loads(opened.read("manifest.json"))["sums"]
    other = ("tables/letter.jsonl", "tables/member.jsonl")
    return {name: one for name, one in found.items() if name not in other}


def members(file: Path) -> list[dict[str, Any]]:
    """The members in an archive."""
    with zipfile.ZipFile(file) as opened:
        lines = opened.read("tables/member.jsonl").decode().splitlines()
    return [json.loads(line) for line in lines]


def test_only_into_an_empty_forum(app: Flask, archive: Path) -> None:
    before = rows()
    result = run(app, keeping.restore, archive)
    assert result.exit_code == 1
    assert "The forum is not empty" in result.output
    assert rows() == before
    assert not app.extensions["media"].exists(PICTURE)


def _foreign(files: Contents) -> None:
    files["evil.sh"] = b"rm -rf"


def _foreign_and_summed(files: Contents) -> None:
    _foreign(files)
    _summed(files, "evil.sh")


def _outside(files: Contents) -> None:
    files["media/../../evil.webp"] = b"x"
    _summed(files, "media/../../evil.webp")


def _summed(files: Contents, name: str) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["sums"][name] = sha256(files[name]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()


def _changed(files: Contents) -> None:
    files["tables/member.jsonl"] += b"{}\n"


def _no_table(files: Contents) -> None:
    del files["tables/member.jsonl"]


def _no_picture(files: Contents) -> None:
    del files[f"media/{PICTURE}"]


def _no_manifest(files: Contents) -> None:
    del files["manifest.json"]


def _no_sense(files: Contents) -> None:
    files["manifest.json"] = b"[]"


def _another_format(files: Contents) -> None:
    files["manifest.json"] = files["manifest.json"].replace(
        b'"format": 2', b'"format": 3'
    )


def _other_tables(files: Contents) -> None:
    manifest = json.loads(files["manifest.json"])
    files["manifest.json"] = json.dumps(manifest | {"revision": "0"}).encode()


def _no_rows(files: Contents) -> None:
    """Right by its sum, wrong by what it says: found while rows go in."""
    files["tables/entry.jsonl"] += b'{"id": 1}\n'
    _summed(files, "tables/entry.jsonl")


def _a_row_twice(files: Contents) -> None:
    files["tables/entry.jsonl"] *= 2
    _summed(files, "tables/entry.jsonl")


@pytest.mark.parametrize(
    "spoil",
    [
        _foreign,
        _foreign_and_summed,
        _outside,
        _changed,
        _no_table,
        _no_picture,
        _no_manifest,
        _no_sense,
        _another_format,
        _other_tables,
        _no_rows,
        _a_row_twice,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_spoilt_archive_changes_nothing(
    spoil: Callable[[Contents], None], app: Flask, archive: Path
) -> None:
    with zipfile.ZipFile(archive) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    spoil(files)
    with zipfile.ZipFile(archive, "w") as written:
        for name, told in files.items():
            written.writestr(name, told)
    _refused(app, archive)


def test_a_picture_that_was_deleted_meanwhile_is_left_out(
    app: Flask, tmp_path: Path
) -> None:
    store: MediaStore = app.extensions["media"]
    store.put(PICTURE, b"a picture")
    store.path(PICTURE).unlink()
    store.path(PICTURE).symlink_to(tmp_path / "gone")
    said = run(app, keeping.backup, tmp_path / "backup.zip")
    assert (said.exit_code, said.stdout.split(", ")[1]) == (0, "0 picture files\n")
    store.path(PICTURE).unlink()


def test_a_full_disk_is_no_damage(app: Flask, archive: Path) -> None:
    """Or whatever else keeps a picture from its place: here a file in the way."""
    empty()
    folder = app.extensions["media"].path(PICTURE).parent
    folder.rmdir()
    folder.touch()
    result = run(app, keeping.restore, archive)
    folder.unlink()
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The archive was not restored: [Errno 17]")
    assert not any(rows().values())


def test_a_locked_database_is_no_damage(app: Flask, archive: Path) -> None:
    dialect = db.engine.dialect.name
    empty()

    def hasty(connection: Any, *_: object) -> None:
        connection.execute(HASTY[dialect])

    with db.engine.connect().execution_options(writing=True) as other, other.begin():
        if dialect == "postgresql":
            other.exec_driver_sql("LOCK TABLE member IN SHARE MODE")
        sa.event.listen(db.engine, "checkout", hasty)
        try:
            with pytest.raises(WrongArchive, match="The archive was not restored: "):
                read(archive, app.extensions["media"])
        finally:
            sa.event.remove(db.engine, "checkout", hasty)
    session.remove()
    db.engine.dispose()
    assert not any(rows().values())


def test_no_number_is_used_again(app: Flask, archive: Path) -> None:
    last = make.member("Zoe", email="zoe@example.org").id
    empty()
    run(app, keeping.restore, archive)
    assert make.member().id > last


@pytest.mark.parametrize("where", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_damaged_archive_changes_nothing(
    where: float, app: Flask, archive: Path
) -> None:
    whole = archive.read_bytes()
    place = int(len(whole) * where)
    for damaged in (
        whole[:place],
        whole[:place] + bytes(40) + whole[place + 40 :],
        b"no archive at all",
    ):
        archive.write_bytes(damaged)
        _refused(app, archive)


def _refused(app: Flask, archive: Path) -> None:
    empty()
    result = run(app, keeping.restore, archive)
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: The archive "), result.output
    assert not any(rows().values())
    assert not app.extensions["media"].exists(PICTURE)
