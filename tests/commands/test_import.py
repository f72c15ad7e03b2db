"""The import: what goes in, what is left out and why, and that it never doubles."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Guest, Member
from forum.commands import importing
from forum.commands.items import Item, WrongLine, make_item, read_item
from forum.core.activities import Job, run_jobs
from forum.core.db import session
from forum.core.mail import Letter
from forum.discussions.comments.models import COMMENT_MAX, Comment
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import Entry, State
from forum.projects.models import Project, Status
from forum.search.queries import find
from forum.search.refresh import refresher
from tests import make
from tests.commands.running import item, lines, take
from tests.visitor import Visitor


def count(model: type[object]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_what_is_new_is_public_at_once_as_it_was(
    app: Flask, tmp_path: Path, visit: Visitor
) -> None:
    file = lines(tmp_path / "a", item(), "", item(2, kind="thread", status=None))
    said = "2 new, 0 changed, 0 unchanged, 4 replies; 0 lines left out"
    assert take(app, file) == (0, said, [])
    project = session.scalars(sa.select(Project)).one()
    assert (project.state, project.status) == (State.PUBLISHED, Status.UMGESETZT)
    assert project.published_at == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert project.active_at == datetime(2024, 3, 7, 8, tzinfo=UTC)
    assert (project.place, project.field, project.comment_count) == ("heek", "natur", 2)
    assert project.source_url == "https://example.org/hecken"
    assert session.scalars(sa.select(Thread.topic)).all() == [Topic.IDEE]
    number, slug = project.id, project.slug
    page = visit(f"/projekte/{number}-{slug}")
    for words in ("300 Meter", "Heimatverein Heek", "Wo genau?"):
        assert words in page.text
    assert number in [hit.entry.id for hit in find("Hecken Heek", Guest())]


def test_authors_have_no_address_and_are_made_once(app: Flask, tmp_path: Path) -> None:
    told = [{"author": "NINA", "created": "2024-03-06", "text": "Ja."}]
    take(app, lines(tmp_path / "a", item(1), item(2, author="nina", replies=told)))
    names = session.scalars(sa.select(Member.display_name).order_by(Member.id)).all()
    assert len(names) == 3
    people = session.execute(sa.select(Member.email, Member.password_hash)).all()
    assert {email for email, _ in people} == {None}


def test_who_is_a_member_has_said_nothing_of_it(app: Flask, tmp_path: Path) -> None:
    nina = make.member("Nina").id
    file = lines(tmp_path / "a", item(author="Nina"))
    take(app, file)
    said = "0 new, 0 changed, 1 unchanged, 0 replies; 0 lines left out"
    assert take(app, file)[1] == said
    assert nina not in session.scalars(sa.select(Entry.author_id)).all()
    assert nina not in session.scalars(sa.select(Comment.author_id)).all()


def test_the_same_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    file = lines(tmp_path / "a", item(1), item(2))
    take(app, file)
    said = "0 new, 0 changed, 2 unchanged, 0 replies; 0 lines left out"
    assert take(app, file) == (0, said, [])
    assert (count(Entry), count(Comment), count(Member)) == (2, 4, 3)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Hecken für Ahaus"},
        {"text": "Ganz anders."},
        {"summary": "Kurz gesagt."},
        {"place": "ahaus"},
        {"field": "bildung"},
        {"language": "sv"},
        {"status": "betrieb"},
        {"url": "https://example.org/anderswo"},
        {"author": "Naturschutzbund"},
        {"created": "2024-03-01T10:00:00Z"},
    ],
    ids=str,
)
def test_what_changed_is_changed(
    changed: dict[str, object], app: Flask, tmp_path: Path
) -> None:
    take(app, lines(tmp_path / "a", item(1), item(2)))
    said = "0 new, 1 changed, 1 unchanged, 0 replies; 0 lines left out"
    assert take(app, lines(tmp_path / "b", item(1, **changed), item(2)))[1] == said
    project = session.scalars(
        sa.select(Project)
        .where(Project.external_id == "a-1")
        .options(joinedload(Project.author))
    ).one()
    assert project.author
    is_now = {
        "text": project.source,
        "url": project.source_url,
        "author": project.author.display_name,
        "created": f"{project.published_at:%Y-%m-%dT%H:%M:%SZ}",
    }
    for name, value in changed.items():
        assert (is_now[name] if name in is_now else getattr(project, name)) == value
    assert count(Comment) == 4


def test_what_the_kreis_has_hidden_stays_hidden(app: Flask, tmp_path: Path) -> None:
    take(app, lines(tmp_path / "a", item()))
    with importing.transaction():
        session.scalars(sa.select(Entry)).one().state = State.HIDDEN
    take(app, lines(tmp_path / "b", item(text="Neu.")))
    assert session.scalars(sa.select(Entry.state)).all() == [State.HIDDEN]
    assert find("Hecken", Guest()) == []


WRONG = {
    "no JSON": ('{"id": ', "this is not JSON"),
    "no object": ("[1, 2]", "this is not a JSON object"),
    "deep": ("[" * 100_000, "this is not JSON"),
    "no UTF-8": (b'{"id": "\xff"}', "this is not UTF-8"),
    "raw NUL": (b'{"id": "a\0b"}', "this is not JSON"),
    "only NUL": (item(title="\0"), "title: a text is needed"),
    "kind": (item(kind="novel"), "kind: 'novel' is none of project, thread"),
    "kind is a list": (item(kind=["project"]), "kind: "),
    "no kind": (item(kind=None), "kind: "),
    "no id": (item(id=None), "id: a text is needed"),
    "no title": (item(title=None), "title: a text is needed"),
    "title is a number": (item(title=7), "title: a text is needed"),
    "long title": (item(title="x" * 121), "title: 121 characters, at most 120"),
    "no text": (item(text=" \n"), "text: a text is needed"),
    "long text": (item(text="wort " * 10_000), "text: "),
    "no author": (item(author=""), "author: a text is needed"),
    "no day": (item(created="gestern"), "created: a moment"),
    "no such day": (item(created="2024-02-30"), "created: a moment"),
    "another age": (item(created="0001-01-01T00:00:00+10:00"), "created: a year"),
    "place": (item(place="berlin"), "place: 'berlin' is none of"),
    "field": (item(field="x"), "field: "),
    "language": (item(language="fr"), "language: 'fr' is none of de, sv, en"),
    "status": (item(status="fertig"), "status: "),
    "url": (item(url="javascript:alert(1)"), "url: "),
    "replies": (item(replies="none"), "replies: a list is needed"),
    "a reply": (item(replies=["Toll!"]), "replies: an object is needed"),
    "long reply": (
        item(
            replies=[
                {"author": "A", "created": "2024-01-01", "text": "x " * COMMENT_MAX}
            ]
        ),
        "text: ",
    ),
}


def test_wrong_lines_are_named_and_the_rest_goes_in(app: Flask, tmp_path: Path) -> None:
    told = [line for line, _ in WRONG.values()]
    file = lines(tmp_path / "a", item(900), *told, item(901))
    code, said, complaints = take(app, file)
    assert code == 1
    assert said == (
        f"2 new, 0 changed, 0 unchanged, 4 replies; {len(WRONG)} lines left out"
    )
    assert len(complaints) == len(WRONG)
    for number, (name, (_, reason)) in enumerate(WRONG.items(), 2):
        assert complaints[number - 2].startswith(f"line {number}: {reason}"), name
    assert count(Entry) == 2


def test_nul_and_halves_of_letters_vanish() -> None:
    taken = make_item(item(title="Hecken\0 für\ud800 Heek", text="Ein\0 Text\udfff."))
    assert (taken.title, taken.source) == ("Hecken für Heek", "Ein Text.")


def test_interrupted_and_started_again_it_is_complete(
    app: Flask, tmp_path: Path
) -> None:
    """The second batch fails as if somebody had pulled the plug."""
    refresher.rebuild()
    many = importing.BATCH * 2 + 10
    file = lines(tmp_path / "a", *[item(number) for number in range(many)])

    def until(line: str) -> Item:
        if json.loads(line)["id"] == f"a-{importing.BATCH + 20}":
            raise KeyboardInterrupt
        return read_item(line)

    with pytest.raises(KeyboardInterrupt):
        importing.run(file, until)
    session.rollback()
    assert count(Entry) == importing.BATCH
    said = (
        f"{many - importing.BATCH} new, 0 changed, {importing.BATCH} unchanged, "
        f"{2 * (many - importing.BATCH)} replies; 0 lines left out"
    )
    assert take(app, file) == (0, said, [])
    assert (count(Entry), count(Comment)) == (many, 2 * many)
    assert set(app.extensions["index"].doc_ids()) == set(
        session.scalars(sa.select(Entry.id))
    )


def test_nobody_gets_a_letter(app: Flask, tmp_path: Path) -> None:
    take(app, lines(tmp_path / "a", item(1), item(2, kind="thread")))
    run_jobs()
    assert (count(Letter), count(Job)) == (0, 0)


def test_the_last_of_two_lines_with_one_id_counts(app: Flask, tmp_path: Path) -> None:
    file = lines(tmp_path / "a", item(1), item(1, title="Der zweite Titel"))
    said = "1 new, 0 changed, 0 unchanged, 2 replies; 0 lines left out"
    named = ["line 2: id: the same as in line 1; the last counts"]
    assert take(app, file) == (0, said, named)
    assert session.scalars(sa.select(Entry.title)).all() == ["Der zweite Titel"]


def test_a_long_line_of_contributions(app: Flask, tmp_path: Path) -> None:
    told = {
        "id": "BD2017-00042",
        "source": "Bürgerdialog 2017",
        "text": "Der Radweg an der Bahn ist schmal. " * 20,
        "url": "https://example.org/42",
    }
    titled = told | {"id": "BD2017-00043", "title": "Ampel am Markt"}
    file = lines(tmp_path / "a", told, titled, told | {"text": ""}, "no")
    code, said, complaints = take(app, file, "--format", "contributions")
    assert (code, said[:5], len(complaints)) == (1, "2 new", 2)
    first, second = session.scalars(sa.select(Thread).order_by(Thread.id))
    assert first.title.startswith("Der Radweg an der Bahn")
    assert first.title.endswith("…")
    assert (second.title, second.field) == ("Ampel am Markt", "mobilitaet")
    assert first.published_at.year == 2017
    assert session.scalars(sa.select(Member.display_name)).all() == [
        "Bürgerdialog 2017"
    ]


def test_topics_open_threads(app: Flask, tmp_path: Path) -> None:
    posts = [
        {
            "author": "Nina",
            "created": "2024-05-01T08:00:00Z",
            "markdown": "Wer macht mit?",
        },
        {"author": "Omar", "created": "2024-05-02T08:00:00Z", "markdown": "**Ich!**"},
    ]
    told = {"topic": 7, "title": "Wer fährt mit?", "author": "Nina", "posts": posts}
    wrong = [{"posts": []}, {"posts": [1]}, {"topic": None}, {"topic": " "}]
    file = lines(tmp_path / "a", told, *(told | one for one in wrong))
    code, said, complaints = take(app, file, "--format", "topics")
    assert (code, said.split(";")[0]) == (1, "1 new, 0 changed, 0 unchanged, 1 replies")
    assert [one.split(":")[0] for one in complaints] == [
        f"line {number}" for number in range(2, 6)
    ]
    thread = session.scalars(sa.select(Thread)).one()
    assert (thread.external_id, thread.topic) == ("topic-7", Topic.FRAGE)
    assert (thread.html, thread.comment_count) == ("<p>Wer macht mit?</p>", 1)


@pytest.mark.parametrize("name", ["id", "title", "author", "summary"])
def test_lines_have_a_longest_length(name: str) -> None:
    with pytest.raises(WrongLine, match=name):
        make_item(item() | {name: "x" * 300})
