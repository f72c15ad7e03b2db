"""A member goes: nothing of what they wrote is found anywhere, but what is named here.

`GOES` and `STAYS` are the whole list of what may be found after somebody has left; the
privacy page and the page before the last button say the same.
"""

import logging
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.privacy.registry import registry
from forum.accounts.privacy.service import ask_for_copy
from forum.commands import serving
from forum.config import Settings
from forum.core import mail
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import db, session, transaction
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.search.refresh import refresher
from tests.accounts.privacy import everything
from tests.visitor import Visitor

WORD = "zqweg"
NAME = "Zqnamensvogel"
ADDRESS = "zqpostvogel@example.org"
FILES_AFTERWARDS = 1  # the last letter, as a file, as long as no mail server is set

GOES: set[tuple[str, str]] = set()  # in the tables nothing at all
STAYS = {  # where somebody wants their published contributions to stay
    ("entry", "title"),
    ("entry", "slug"),
    ("entry", "summary"),
    ("entry", "source"),
    ("entry", "html"),
    ("entry", "field"),
    ("entry", "place"),
    ("entry", "cover_alt"),
    ("entry", "source_url"),
    ("entry", "licence"),
    ("entry", "external_id"),
    ("revision", "title"),
    ("revision", "summary"),
    ("revision", "source"),
    ("picture", "alt"),
    ("project", "seeks"),
    ("result", "indicator"),
    ("result", "note"),
    ("comment", "source"),
    ("comment", "html"),
    ("comment", "licence"),
}
THE_ALLIANCE_S = {  # what they wrote for the alliance as one of its staff
    ("goal", "measure"),
    ("goal", "unit"),
    ("goal", "sources"),
    ("goal", "sdgs"),
    ("entry", "title"),
    ("entry", "slug"),
    ("entry", "summary"),
    ("entry", "source"),
    ("entry", "html"),
    ("entry", "field"),
    ("entry", "place"),
    ("entry", "cover_alt"),
    ("entry", "source_url"),
    ("entry", "licence"),
    ("entry", "external_id"),
    ("decision", "message"),
}


@pytest.fixture
def folder(app: Flask, settings: Settings) -> Iterator[mail.FolderOutbox]:
    """Letters become files."""
    outbox = mail.FolderOutbox(settings.outbox, say=lambda _: None)
    app.extensions["office"].outbox = outbox
    yield outbox
    for path in [*settings.outbox.glob("*"), *registry.folder.glob("*")]:
        path.unlink()


def named(number: int) -> None:
    """A name and an address that stand nowhere else."""
    with transaction():
        me = session.get_one(Member, number)
        me.display_name, me.name_key = NAME, NAME.lower()
        me.email, me.email_key = ADDRESS, ADDRESS


def work() -> None:
    """What the worker does in a minute, twice: what it sends it forgets, too."""
    for _ in range(2):
        while run_jobs():
            pass
        mail.send_due()
        serving.each_alone(serving.routines())
    session.rollback()


def prepared(ada: Member, ben: Member) -> int:
    number = ada.id
    others = ben.id
    named(number)  # letters go to the address of today
    everything.fill(number, others, WORD)
    with transaction():
        me = session.get_one(Member, number)
        mail.write("signin/mail/changed", ADDRESS, "de", name=NAME)
        mail.write("comments/mail/answer", "ben@example.org", "de", **_answer(number))
        ask_for_copy(me, by=me)
    refresher.rebuild()
    mail.send_due()
    with transaction():  # one that cannot be sent
        mail.write("signin/mail/changed", ADDRESS, "de", name=NAME)
        mail.write("comments/mail/answer", "ben@example.org", "de", **_answer(number))
        session.execute(sa.update(mail.Letter).values(due_at=None))
    while run_jobs():
        pass
    return number


def _answer(number: int) -> dict[str, object]:
    entry = session.scalars(sa.select(Entry).where(Entry.author_id == number)).first()
    return {
        "name": "Ben",
        "writer": NAME,
        "entry": entry,
        "number": 1,
        "words": f"{WORD} schrieb etwas",
    }


def test_nothing_is_left_of_who_takes_everything_along(
    app: Flask,
    visit: Visitor,
    ada: Member,
    ben: Member,
    settings: Settings,
    folder: mail.FolderOutbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = prepared(ada, ben)
    marks = everything.pictures_of(number)
    words = (WORD, NAME, ADDRESS, *marks)
    before = everything.in_files(settings.instance, *words)
    for place in ("index", "media", "outbox", "exports"):  # we look in the right places
        assert any(one.startswith(place) for one in before), place
    sqlite = db.engine.dialect.name == "sqlite"
    assert any(one.startswith("forum.db") for one in before) == sqlite
    _take_back_goals(number)

    with caplog.at_level(logging.DEBUG):
        visit.send("/konto/loeschen", session.get_one(Member, number), rest="geht")
        work()

    assert everything.in_tables(*words) == GOES
    left = everything.in_files(settings.instance, *words)
    assert len(left) == FILES_AFTERWARDS
    assert [one for one in left if not one.startswith("outbox/")] == []
    (last,) = (settings.instance / one for one in left)
    assert b"To: " + ADDRESS.encode() in last.read_bytes()
    assert not any(word in caplog.text for word in words)


def _take_back_goals(number: int) -> None:
    """What staff write for the alliance is looked at below."""
    with transaction():
        for table, column, values in (
            ("decision", "by", {"message": ""}),
            ("goal", "id", {"measure": "", "unit": "", "sources": [], "sdgs": []}),
        ):
            found = db.metadata.tables[table]
            session.execute(
                sa.update(found)
                .where(found.c[column].in_([number]) if column == "by" else sa.true())
                .values(values)
            )
        session.execute(
            sa.update(Entry)
            .where(Entry.kind == "goal")
            .values(
                title="",
                slug="",
                summary="",
                source="",
                html="",
                field="",
                place="",
                cover_alt="",
                source_url="",
                licence="",
                external_id=None,
            )
        )


def test_what_stays_has_no_name(
    app: Flask,
    visit: Visitor,
    ada: Member,
    ben: Member,
    settings: Settings,
    folder: mail.FolderOutbox,
) -> None:
    number = prepared(ada, ben)
    _take_back_goals(number)
    visit.send("/konto/loeschen", session.get_one(Member, number), rest="bleibt")
    work()
    assert everything.in_tables(NAME, ADDRESS) == set()
    assert everything.in_tables(WORD) <= STAYS
    assert ("entry", "title") in everything.in_tables(WORD)
    assert ("comment", "source") in everything.in_tables(WORD)
    left = everything.in_files(settings.instance, NAME, ADDRESS)
    assert [one for one in left if not one.startswith("outbox/")] == []


def test_what_somebody_wrote_for_the_alliance_stays_without_a_name(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    visit.send("/konto/loeschen", session.get_one(Member, number), rest="geht")
    work()
    assert everything.in_tables(WORD) <= THE_ALLIANCE_S
    assert everything.in_tables(NAME, ADDRESS) == set()


def test_nobody_refers_to_a_member_who_is_gone(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    visit.send("/konto/loeschen", session.get_one(Member, number), rest="bleibt")
    work()
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "member.id":
                query = sa.select(sa.func.count()).where(key.parent == number)
                assert session.scalar(query) == 0, f"{table.name}.{key.parent.name}"
    rows = session.scalars(sa.select(ActivityRow).where(ActivityRow.by == number))
    assert all(one.audited for one in rows)


def test_places_stay_where_others_answered(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    visit.send("/konto/loeschen", session.get_one(Member, number), rest="geht")
    work()
    answer = session.scalars(
        sa.select(Comment).where(Comment.source.contains("Genau."))
    ).one()
    assert answer.parent_id is not None
    place = session.get_one(Comment, answer.parent_id)
    assert (place.source, place.html, place.author_id) == ("", "", None)
    emptied = sa.select(sa.func.count(Comment.id)).where(Comment.source == "")
    assert session.scalar(emptied) == 1
