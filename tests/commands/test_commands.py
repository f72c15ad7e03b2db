"""`search`, `reindex`, `doctor`, `render`, `member`: what they print and leave."""

import json
import shutil

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.accounts.members.rights import Role
from forum.commands import content, keeping
from forum.config import Settings
from forum.core.db import db, session, transaction
from forum.core.text import TEXT_VERSION, render
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry, State
from forum.search.refresh import refresher
from tests.commands.running import run
from tests.discussions import making as talk
from tests.projects import making

PASSWORD = "Drei-zufällige-Wörter"


@pytest.fixture
def garden(ada: Member) -> int:
    """A project that the index knows."""
    number = making.project(ada).id
    refresher.rebuild()
    return number


def test_search_prints_what_a_guest_finds(app: Flask, garden: int, ada: Member) -> None:
    making.project(ada, State.DRAFT, title="Ein Garten im Entwurf")
    refresher.rebuild()
    result = run(app, keeping.search, "Garten", "--json")
    (hit,) = json.loads(result.stdout)
    assert (hit["id"], hit["kind"]) == (str(garden), "project")
    assert hit["title"] == "Schulgarten wird Klimagarten"
    assert hit["score"] > 0
    assert "Schulgarten wird Klimagarten" in run(app, keeping.search, "Garten").stdout
    swedish = run(app, keeping.search, "Garten", "--json", "--language", "sv")
    assert json.loads(swedish.stdout) == []


def test_search_keeps_to_its_limit(app: Flask, ada: Member) -> None:
    for number in range(4):
        making.project(ada, title=f"Garten {number}")
    refresher.rebuild()
    result = run(app, keeping.search, "Garten", "--json", "--limit", 2)
    assert len(json.loads(result.stdout)) == 2


def test_reindex_builds_what_is_missing(
    app: Flask, garden: int, settings: Settings
) -> None:
    app.extensions["index"].close()
    shutil.rmtree(settings.index)
    run(app, keeping.reindex)
    assert app.extensions["index"].doc_ids() == {garden}


def complaints(app: Flask) -> list[str]:
    """What the doctor says, but for pages and a contact that wait for the operator."""
    result = run(app, keeping.doctor)
    said = [one for one in result.stdout.splitlines() if one.startswith("- ")]
    assert result.exit_code == bool(said)
    return [
        one for one in said if not one.startswith(("- The page ", "- The contact "))
    ]


def test_the_doctor_finds_nothing(app: Flask, garden: int) -> None:
    assert complaints(app) == []


def test_the_doctor_finds_a_wrong_counter(app: Flask, garden: int, ben: Member) -> None:
    talk.known(ben)
    talk.comment(session.get_one(Entry, garden), ben)
    refresher.rebuild()
    with transaction():
        session.get_one(Entry, garden).comment_count = 7
    assert complaints(app) == [f"- Entry {garden} says 7 comments and has 1"]


def test_the_doctor_compares_the_index(app: Flask, garden: int, ada: Member) -> None:
    making.project(ada)
    with transaction():
        session.get_one(Entry, garden).state = State.HIDDEN
    assert complaints(app) == [
        "- The index lacks 1 entries and has 1 too many: forum reindex"
    ]


def test_render_renders_only_what_is_old(app: Flask, garden: int, ben: Member) -> None:
    talk.known(ben)
    number = talk.comment(session.get_one(Entry, garden), ben).id
    with transaction():
        entry = session.get_one(Entry, garden)
        entry.html, entry.text_version = "old", 0
        session.get_one(Comment, number).html = "kept"
    assert run(app, content.render_all).stderr == "entry: 1\n"
    assert "<strong>27 Kinder</strong>" in session.get_one(Entry, garden).html
    assert session.get_one(Comment, number).html == "kept"
    assert run(app, content.render_all).stderr == ""


def test_render_leaves_what_somebody_writes_meanwhile(
    app: Flask, garden: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction():
        session.get_one(Entry, garden).text_version = 0
    written = {"source": "Neu.", "html": "<p>Neu.</p>", "text_version": TEXT_VERSION}

    def slowly(source: str) -> str:
        with db.engine.connect().execution_options(writing=True) as other:
            change = sa.update(Entry).where(Entry.id == garden)
            other.execute(change.values(written))
            other.commit()
        return render(source)

    monkeypatch.setattr(content, "render", slowly)
    run(app, content.render_all)
    entry = session.get_one(Entry, garden)
    assert (entry.source, entry.html) == ("Neu.", "<p>Neu.</p>")


def create(app: Flask, *words: str) -> tuple[int, str]:
    result = run(app, content.member, "create", "--password", PASSWORD, *words)
    return result.exit_code, result.output


def test_a_member_is_made_and_given_a_role(app: Flask) -> None:
    told = ("--name", "Gil Grote", "--email", "Gil@example.org")
    assert create(app, *told, "--role", "administrator")[0] == 0
    member = member_by_email("gil@example.org")
    assert member is not None
    assert (member.role, member.display_name) == (Role.ADMINISTRATOR, "Gil Grote")
    assert member.confirmed_at is not None
    assert PASSWORD not in member.password_hash
    result = run(app, content.member, "role", "gil@example.org", "moderator")
    assert result.exit_code == 0
    assert session.scalars(sa.select(Member.role)).all() == [Role.MODERATOR]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (("--name", "Ada Zwei", "--email", "ADA@example.org"), "this address"),
        (("--name", "ada  BRINK", "--email", "new@example.org"), "this name"),
    ],
)
def test_no_member_twice(
    told: tuple[str, ...], reason: str, app: Flask, ada: Member
) -> None:
    with transaction():
        ada.name_key = "ada brink"
    code, said = create(app, *told)
    assert (code, reason in said) == (1, True)
    assert session.query(Member).count() == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (("--name", "  "), "display_name: "),
        (("--name", "x" * 200), "display_name: Shorten "),
        (("--name", "klima.example.org"), "display_name: "),
        (("--email", "nobody"), "email: Enter "),
        (("--password", "kurz"), "password: "),
    ],
)
def test_what_the_form_for_joining_refuses_is_refused(
    told: tuple[str, ...], reason: str, app: Flask
) -> None:
    usual = ("--name", "Gil Grote", "--email", "gil@example.org")
    code, said = create(app, *usual, *told)
    assert (code, said.startswith(f"Error: {reason}")) == (1, True)
    assert len(said.splitlines()) == 1
    assert session.query(Member).count() == 0


def test_nobody_of_this_address(app: Flask) -> None:
    for words in (("role", "no@example.org", "editor"), ("confirm", "no@example.org")):
        result = run(app, content.member, *words)
        assert (result.exit_code, "no member" in result.output) == (1, True)


def test_an_address_is_confirmed_by_hand(app: Flask, ada: Member) -> None:
    with transaction():
        ada.confirmed_at = None
    run(app, content.member, "confirm", "ada@example.org")
    assert session.scalars(sa.select(Member.confirmed_at)).one() is not None
