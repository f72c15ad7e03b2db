"""A member goes: nothing of what they wrote is found anywhere, but what is named here.

`GOES` and `STAYS` are the whole list of what may be found after somebody has left; the
privacy page and the page before the last button say the same.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members import consents
from forum.accounts.members.consents import Purpose
from forum.accounts.members.guardians import Guardianship
from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Organisation, Part
from forum.accounts.organisations.service import readers
from forum.accounts.privacy.registry import registry
from forum.accounts.privacy.service import ask_for_copy
from forum.commands import serving
from forum.config import Settings
from forum.core import mail
from forum.core.activities import ActivityRow, run_jobs
from forum.core.clock import at, now
from forum.core.db import db, session, transaction
from forum.discussions.comments.models import Comment
from forum.editorial.tickets import service as tickets
from forum.editorial.tickets.models import Ticket
from forum.entries.models import Entry
from forum.search.refresh import refresher
from tests.accounts.organisations import making as organisations
from tests.accounts.privacy import belonging, everything
from tests.projects import making
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
    ("page_text", "title"),
    ("page_text", "source"),
    ("page_text", "html"),
    ("ticket_step", "words"),
}
WAITS = {  # who has reported a barrier gets an answer; half a year later it is gone
    ("ticket", "email"),
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


def leave(visit: Visitor, number: int, rest: str) -> None:
    """The member goes; `rest` says whether their words go along."""
    visit.send("/konto/loeschen", session.get_one(Member, number), rest=rest)
    work()


def beside_letters(settings: Settings, *words: str) -> list[str]:
    """The files in which one of these words stands; letters are not ours any more."""
    found = everything.in_files(settings.instance, *words)
    return [one for one in found if not one.startswith("outbox/")]


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
    _take_back_the_alliance_s(number)

    with caplog.at_level(logging.DEBUG):
        leave(visit, number, "geht")

    assert everything.in_tables(*words) == GOES
    left = everything.in_files(settings.instance, *words)
    assert len(left) == FILES_AFTERWARDS
    assert beside_letters(settings, *words) == []
    (last,) = (settings.instance / one for one in left)
    assert b"To: " + ADDRESS.encode() in last.read_bytes()
    assert not any(word in caplog.text for word in words)


def _take_back_the_alliance_s(number: int) -> None:
    """What staff write for the alliance is looked at below."""
    with transaction():
        for table, column, values in (
            ("decision", "by", {"message": ""}),
            ("ticket_step", "by", {"words": ""}),
            ("page_text", "by", {"title": "Hilfe", "source": "So.", "html": ""}),
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
    _take_back_the_alliance_s(number)
    leave(visit, number, "bleibt")
    assert everything.in_tables(NAME, ADDRESS) == set()
    assert everything.in_tables(WORD) <= STAYS
    assert ("entry", "title") in everything.in_tables(WORD)
    assert ("comment", "source") in everything.in_tables(WORD)
    assert beside_letters(settings, NAME, ADDRESS) == []


def test_what_somebody_wrote_for_the_alliance_stays_without_a_name(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    leave(visit, number, "geht")
    assert everything.in_tables(WORD) <= THE_ALLIANCE_S
    assert everything.in_tables(NAME, ADDRESS) == set()


def test_nobody_refers_to_a_member_who_is_gone(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    leave(visit, number, "bleibt")
    for table in db.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.target_fullname == "member.id":
                query = sa.select(sa.func.count()).where(key.parent == number)
                assert session.scalar(query) == 0, f"{table.name}.{key.parent.name}"
    rows = session.scalars(sa.select(ActivityRow).where(ActivityRow.by == number))
    assert all(one.audited for one in rows)


def test_young_members_go_with_the_adult_who_answers_for_them(
    app: Flask,
    visit: Visitor,
    ada: Member,
    ben: Member,
    settings: Settings,
    folder: mail.FolderOutbox,
) -> None:
    number = ada.id
    named(number)
    making.project(ben)
    child = belonging.answer_for(number, WORD)
    with transaction():
        consents.give(session.get_one(Member, child), Purpose.LICENCE)
    refresher.rebuild()
    mail.send_due()
    assert everything.in_files(settings.instance, WORD)
    leave(visit, number, "bleibt")
    assert everything.in_tables(WORD, NAME, ADDRESS) == set()
    assert beside_letters(settings, WORD, NAME, ADDRESS) == []
    assert everything.in_files(settings.instance, WORD) == set()
    for kept in registry.kept:
        if kept.model is not Member and kept.model is not ActivityRow:
            rows = sa.select(sa.func.count()).select_from(kept.model.__table__)
            assert session.scalar(rows.where(kept.of(child))) == 0, kept.title
    ended = session.get_one(Member, child)
    assert (ended.is_active, ended.place, ended.password_hash) == (False, "", "")
    said = session.scalars(sa.select(Entry).where(Entry.title.contains("Teich"))).one()
    assert said.author_id is None
    assert session.scalar(sa.select(sa.func.count(Guardianship.id))) == 0


def test_an_organisation_without_anybody_says_nothing_of_who_left(
    app: Flask,
    visit: Visitor,
    ada: Member,
    ben: Member,
    cleo: Member,
    folder: mail.FolderOutbox,
) -> None:
    number, staff = ada.id, str(cleo.email)
    named(number)
    alone = belonging.found(number, ben.id).id
    leave(visit, number, "bleibt")
    vacant = session.get_one(Organisation, alone)
    assert (vacant.contact_person, vacant.contact_email) == ("", "")
    assert vacant.logo
    assert _letters_to(staff) == ["organisations/mail/vacant"]
    assert everything.in_tables(NAME, ADDRESS) == set()


def test_if_others_answer_for_it_staff_hear_that_the_address_is_gone(
    app: Flask,
    visit: Visitor,
    ada: Member,
    ben: Member,
    cleo: Member,
    folder: mail.FolderOutbox,
) -> None:
    number, staff, owner = ada.id, str(cleo.email), str(ben.email)
    named(number)
    made = belonging.found(number, ben.id)
    organisations.person(made, ben, Part.OWNER)
    shared = made.id
    leave(visit, number, "bleibt")
    left = session.get_one(Organisation, shared)
    assert (left.contact_person, left.contact_email) == ("", "")
    assert readers(left) == [(owner, "de")]
    assert _letters_to(staff) == ["organisations/mail/no_contact"]
    assert everything.in_tables(NAME, ADDRESS) == set()


def _letters_to(address: str) -> list[str]:
    query = sa.select(mail.Letter.template).where(mail.Letter.address == address)
    return list(session.scalars(query))


def test_who_waits_for_an_answer_gets_it(
    app: Flask, visit: Visitor, ada: Member, dan: Member, folder: mail.FolderOutbox
) -> None:
    number, staff = ada.id, dan.id
    named(number)
    ticket = belonging.wait(number)
    work()
    leave(visit, number, "geht")
    assert everything.in_tables(NAME, ADDRESS) == WAITS
    with transaction():
        by = session.get_one(Member, staff)
        tickets.answer(session.get_one(Ticket, ticket), "Ist behoben.", by)
    work()
    assert "tickets/mail/answer" in _letters_to(ADDRESS)
    with at(now() + timedelta(days=190)):
        work()
    assert everything.in_tables(NAME, ADDRESS) == set()


def test_places_stay_where_others_answered(
    app: Flask, visit: Visitor, ada: Member, ben: Member, folder: mail.FolderOutbox
) -> None:
    number = prepared(ada, ben)
    leave(visit, number, "geht")
    answer = session.scalars(
        sa.select(Comment).where(Comment.source.contains("Genau."))
    ).one()
    assert answer.parent_id is not None
    place = session.get_one(Comment, answer.parent_id)
    assert (place.source, place.html, place.author_id) == ("", "", None)
    emptied = sa.select(sa.func.count(Comment.id)).where(Comment.source == "")
    assert session.scalar(emptied) == 1
