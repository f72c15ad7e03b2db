"""Importing again: what stands below an entry stays what it is, and where it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.commands import importing
from forum.commands.items import read_item
from forum.core.db import session
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry
from tests import make
from tests.commands.running import item, lines, take
from tests.discussions import making as talk

NINA, OMAR = (
    {"author": "Nina", "created": "2024-03-06T08:00:00Z", "text": "Toll!"},
    {"author": "Omar", "created": "2024-03-07T08:00:00Z", "text": "Wo genau?"},
)


def below() -> list[str]:
    """What stands below the entries, oldest first."""
    texts = sa.select(Comment.source).order_by(Comment.created_at, Comment.id)
    return list(session.scalars(texts))


def test_replies_are_changed_and_added(app: Flask, tmp_path: Path) -> None:
    take(app, lines(tmp_path / "a", item()))
    replies = [
        {"author": "Nina", "created": "2024-03-06T08:00:00Z", "text": "Wunderbar!"},
        {"author": "Omar", "created": "2024-03-07T08:00:00Z", "text": "Wo genau?"},
        {"author": "Pia", "created": "2025-01-01T08:00:00Z", "text": "Am Bach."},
    ]
    said = "0 new, 1 changed, 0 unchanged, 2 replies; 0 lines left out"
    assert take(app, lines(tmp_path / "b", item(replies=replies)))[1] == said
    texts = session.scalars(sa.select(Comment.source).order_by(Comment.id)).all()
    assert list(texts) == ["Wunderbar!", "Wo genau?", "Am Bach."]
    entry = session.scalars(sa.select(Entry)).one()
    assert entry.comment_count == 3
    assert entry.active_at == datetime(2025, 1, 1, 8, tzinfo=UTC)


def test_an_answer_stays_below_what_it_answers(app: Flask, tmp_path: Path) -> None:
    take(app, lines(tmp_path / "a", item()))
    rita = make.member()
    talk.known(rita)
    asked = session.scalars(sa.select(Comment).filter_by(source="Wo genau?")).one()
    entry = session.scalars(sa.select(Entry).filter_by(external_id="a-1")).one()
    answer = talk.comment(entry, rita, "Am Bach.", reply_to=asked).id
    between = {"author": "Pia", "created": "2024-03-06T12:00:00Z", "text": "Ja!"}
    said = "0 new, 1 changed, 0 unchanged, 1 replies; 0 lines left out"
    again = item(replies=[NINA, between, OMAR])
    assert take(app, lines(tmp_path / "b", again))[1] == said
    assert below() == ["Toll!", "Ja!", "Wo genau?", "Am Bach."]
    parent = session.get_one(Comment, session.get_one(Comment, answer).parent_id)
    assert parent.source == "Wo genau?"


@pytest.mark.parametrize(
    ("changed", "texts"),
    [
        ({"text": "Wunderbar!"}, ["Wunderbar!", "Wo genau?"]),
        ({"author": "Nina N."}, ["Toll!", "Wo genau?"]),
        ({"created": "2024-03-08T08:00:00Z"}, ["Wo genau?", "Toll!"]),
    ],
    ids=str,
)
def test_a_reply_that_changed_is_no_second_one(
    changed: dict[str, str], texts: list[str], app: Flask, tmp_path: Path
) -> None:
    take(app, lines(tmp_path / "a", item()))
    again = item(replies=[NINA | changed, OMAR])
    said = "0 new, 1 changed, 0 unchanged, 1 replies; 0 lines left out"
    assert take(app, lines(tmp_path / "b", again))[1] == said
    assert below() == texts


def test_who_says_the_same_twice_says_it_twice(app: Flask, tmp_path: Path) -> None:
    file = lines(tmp_path / "a", item(replies=[NINA, NINA]))
    for _ in range(2):
        take(app, file)
        assert below() == ["Toll!", "Toll!"]


def test_replies_that_were_known_by_their_place_are_known(
    app: Flask, tmp_path: Path
) -> None:
    file = lines(tmp_path / "a", item())
    take(app, file)
    with importing.transaction():
        for place, one in enumerate(session.scalars(sa.select(Comment))):
            one.form_key = f"import-{one.entry_id}-{place}"
    said = "0 new, 0 changed, 1 unchanged, 0 replies; 0 lines left out"
    assert take(app, file)[1] == said


def test_what_was_taken_away_stays_away(app: Flask, tmp_path: Path) -> None:
    take(app, lines(tmp_path / "a", item()))
    with importing.transaction():
        gone = session.scalars(sa.select(Comment).filter_by(source="Toll!")).one()
        gone.write("", "")
        gone.state = CommentState.DELETED
    take(app, lines(tmp_path / "b", item(text="Neu.")))
    assert below() == ["", "Wo genau?"]
    assert session.scalars(sa.select(Entry.comment_count)).all() == [1]


def test_a_conversation_keeps_its_place_when_it_is_imported_again(
    app: Flask, tmp_path: Path
) -> None:
    take(app, lines(tmp_path / "a", item()))
    rita = make.member()
    talk.known(rita)
    entry = session.scalars(sa.select(Entry).filter_by(external_id="a-1")).one()
    talk.comment(entry, rita, "Heute gesehen!")
    last = session.scalar(sa.select(sa.func.max(Comment.created_at)))
    take(app, lines(tmp_path / "b", item(text="Neu.", replies=[NINA])))
    found = session.execute(
        sa.select(Entry.active_at, Entry.comment_count).filter_by(external_id="a-1")
    )
    assert found.one() == (last, 3)


def test_many_replies_ask_no_more_of_the_database_than_one(
    app: Flask, tmp_path: Path, statements: list[str]
) -> None:
    costs = []
    for many in (1, 30):
        told = [item(f"{many}-{one}", replies=[NINA] * many) for one in range(10)]
        file = lines(tmp_path / "a", *told)
        importing.run(file, read_item)
        statements.clear()
        importing.run(file, read_item)
        costs.append(len(statements))
    assert costs == [4, 4], statements
