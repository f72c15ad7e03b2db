"""What a search finds, and above all what it never finds."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

import pytest
from flask import Flask

from forum.accounts.members.models import Guest, Member
from forum.config import Settings
from forum.core.clock import at
from forum.core.db import transaction
from forum.discussions.comments.models import CommentState
from forum.entries.models import State
from forum.entries.service import delete
from forum.goals.service import link
from forum.index.engine import Index
from forum.moderation.queue import service as queue
from forum.projects import service as projects
from forum.projects.models import Project
from forum.search.queries import find
from forum.search.refresh import Refresher, mend
from tests.discussions import making as talk
from tests.goals import making as goals
from tests.pages import Page
from tests.projects import making
from tests.visitor import Visitor

Settle = Callable[[], None]
UNSEEN = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.REJECTED,
    State.HIDDEN,
    State.DELETED,
)


def titles(page: Page) -> list[str]:
    """The titles of what a page of hits shows, in its order."""
    return ["".join(one.itertext()) for one in page.tree.findall(".//ol/li//h3/a")]


def tabs(page: Page) -> list[int]:
    """What stands in the tabs: all, projects, conversations, goals."""
    numbers = page.tree.findall(".//ul[@class='nav tabs']//span[@class='num']")
    return [int(one.text or "") for one in numbers]


def query(words: str, **more: str) -> str:
    arguments = "".join(f"&{key}={value}" for key, value in more.items())
    return f"/suche?q={quote_plus(words)}{arguments}"


@pytest.fixture
def garden(ada: Member, ben: Member, dan: Member, settle: Settle) -> Project:
    """A project with everything a search looks at."""
    talk.known(ben)
    project = making.project(ada)
    talk.comment(project, ben, "Nehmt doch Regenwasserzisternen dafür.")
    goal = goals.goal(dan, title="Schwammstadt überall")
    with transaction():
        link(goal, project, dan)
    settle()
    return project


@pytest.mark.parametrize(
    "word",
    [
        "Klimagarten",  # title
        "Garten",  # inside a word
        "umgebaut",  # summary
        "Teich",  # story
        "Regenwasserzisterne",  # comment, in another form
        "Gescher",  # place
        "Naturschutz Gescher",  # not all of the words
        "Schwammstadt",  # goal
        "Ada",  # author
        "KLIMAGARTEN",
        '"Im Sommer war der Teich leer"',
    ],
)
def test_it_is_found_by(word: str, garden: Project, visit: Visitor) -> None:
    page = visit(query(word))
    assert garden.title in titles(page)
    assert "neu aufgebaut" not in page.text


def test_the_words_are_marked(garden: Project, visit: Visitor) -> None:
    page = visit(query("Teich leer"))
    marked = ["".join(one.itertext()) for one in page.tree.iter("mark")]
    assert {"Teich", "leer"} <= set(marked)


def test_what_members_wrote_stays_text(
    ada: Member, settle: Settle, visit: Visitor
) -> None:
    making.project(ada, title="Garten <script>alert(1)</script> für alle")
    settle()
    page = visit(query("Garten"))
    assert titles(page) == ["Garten <script>alert(1)</script> für alle"]


def test_nothing_is_found(garden: Project, visit: Visitor) -> None:
    page = visit(query("Quastenflosser"))
    assert "Zu „Quastenflosser“ haben wir nichts gefunden." in page.text
    assert "keine Treffer" in page.title
    assert tabs(page) == [0, 0, 0, 0]


@pytest.mark.parametrize("state", UNSEEN)
def test_what_is_not_public_is_not_found_nor_counted(
    state: State,
    ada: Member,
    cleo: Member,
    settle: Settle,
    visit: Visitor,
    index: Index,
) -> None:
    """Not even by its author or a moderator; what waits has pages of its own."""
    making.project(ada, state)
    settle()
    assert index.search("Klimagarten").ids == ()
    for viewer in (None, ada, cleo):
        page = visit(query("Klimagarten"), viewer)
        assert (titles(page), tabs(page)) == ([], [0, 0, 0, 0])


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.HIDDEN])
def test_the_database_disposes(
    state: State,
    garden: Project,
    ada: Member,
    cleo: Member,
    visit: Visitor,
    index: Index,
) -> None:
    """The index still knows it, yet nobody learns of it."""
    with transaction():
        garden.state = state
    assert garden.id in index.search("Klimagarten").ids
    for viewer in (None, ada, cleo):
        page = visit(query("Klimagarten"), viewer)
        assert (titles(page), tabs(page)) == ([], [0, 0, 0, 0])
    assert find("Klimagarten", Guest()) == []


def test_hidden_at_once_and_forgotten_by_the_worker(
    garden: Project, cleo: Member, settle: Settle, visit: Visitor, index: Index
) -> None:
    number = garden.id
    with transaction():
        queue.hide(garden, "Bitte ohne Telefonnummer.", cleo)
    assert titles(visit(query("Klimagarten"))) == []
    assert number in index.doc_ids()
    settle()
    assert number not in index.doc_ids()
    with transaction():
        queue.show(garden, cleo)
    settle()
    assert titles(visit(query("Klimagarten"))) == ["Schulgarten wird Klimagarten"]


def test_deleted_is_forgotten(
    garden: Project, ada: Member, settle: Settle, visit: Visitor, index: Index
) -> None:
    number = garden.id
    with transaction():
        delete(garden, ada)
    assert titles(visit(query("Klimagarten"))) == []
    settle()
    assert number not in index.doc_ids()


@pytest.mark.parametrize("state", [CommentState.HELD, CommentState.HIDDEN])
def test_an_unseen_comment_finds_nothing(
    state: CommentState, garden: Project, eve: Member, settle: Settle, visit: Visitor
) -> None:
    talk.comment(garden, eve, "Quastenflosser schwimmen hier.", state=state)
    settle()
    assert titles(visit(query("Quastenflosser"))) == []


def test_a_change_is_found_by_its_new_words(
    garden: Project, ada: Member, settle: Settle, visit: Visitor
) -> None:
    new = making.write_up(title="Schulhof ohne Asphalt")
    with transaction():
        projects.save(garden, new, ada, garden.version)
    settle()
    assert titles(visit(query("Asphalt"))) == ["Schulhof ohne Asphalt"]
    assert titles(visit(query("Klimagarten"))) == []


def test_tabs_count_and_narrow(
    garden: Project, ada: Member, dan: Member, settle: Settle, visit: Visitor
) -> None:
    talk.thread(ada, title="Wer baut einen Garten?", field="natur", place="ahaus")
    goals.goal(dan, title="Hundert Gärten im Kreis")
    making.project(ada, State.DRAFT, title="Ein Garten im Entwurf")
    settle()
    assert tabs(visit(query("Garten"))) == [3, 1, 1, 1]
    page = visit(query("Garten", art="thread"))
    assert (tabs(page), titles(page)) == ([3, 1, 1, 1], ["Wer baut einen Garten?"])
    page = visit(query("Garten", ort="ahaus"))
    assert (tabs(page), titles(page)) == ([1, 0, 1, 0], ["Wer baut einen Garten?"])
    assert tabs(visit(query("Garten", thema="natur"))) == [2, 1, 1, 0]
    assert tabs(visit(query("Garten", art="x", ort="y", thema="z", sort="w"))) == [
        3,
        1,
        1,
        1,
    ]


def test_the_newest_first(ada: Member, settle: Settle, visit: Visitor) -> None:
    first = datetime(2026, 5, 1, tzinfo=UTC)
    for day, name in enumerate(("Garten Garten Garten", "Ein Garten", "Im Garten")):
        with at(first + timedelta(days=day)):
            making.project(ada, title=name)
    settle()
    newest = ["Im Garten", "Ein Garten", "Garten Garten Garten"]
    assert titles(visit(query("Garten", sort="neu"))) == newest


def test_pages_of_hits(ada: Member, settle: Settle, visit: Visitor) -> None:
    for number in range(23):
        making.project(ada, title=f"Garten Nummer {number}")
    settle()
    first, second = visit(query("Garten")), visit(query("Garten", seite="2"))
    seen = {*titles(first), *titles(second)}
    assert (len(titles(first)), len(titles(second)), len(seen)) == (20, 3, 23)
    for odd in ("0", "-1", "99", "viele", "9" * 30):
        assert titles(visit(query("Garten", seite=odd)))


@pytest.mark.parametrize(
    "junk",
    [
        "*",
        "**",
        "???",
        '"',
        "a" * 10_000,
        "Garten " * 1_500,
        "(" * 500,
        "(" * 500 + ")" * 500,
        "Garten\0Teich",
        "\0\0\0",
        "AND OR NOT",
        "title:x* ~ ^9 [a TO b]",
        "%_\\",
        "' OR 1=1 --",
        "\N{COMBINING ACUTE ACCENT}" * 50,
        "\u202egarten",
        "\U0001f331\U0001f331",
        "${7*7} %s %n",
    ],
    ids=lambda junk: f"{len(junk)} {junk[:9]!a}",
)
def test_junk_is_answered(junk: str, garden: Project, visit: Visitor) -> None:
    assert visit(query(junk)).heading == "Suche"
    assert isinstance(find(junk, Guest()), list)


def test_too_short_and_empty(garden: Project, visit: Visitor) -> None:
    assert "Schreiben Sie mindestens zwei Zeichen." in visit(query("G")).text
    assert visit("/suche").text == visit("/suche?q=").text


def test_without_an_index_it_looks_for_the_letters(
    garden: Project,
    ada: Member,
    cleo: Member,
    visit: Visitor,
    index: Index,
    settings: Settings,
) -> None:
    making.project(ada, State.SUBMITTED)
    index.close()
    shutil.rmtree(settings.index)
    for viewer in (None, ada, cleo):
        page = visit(query("klimaGARTEN"), viewer)
        assert "Unser Suchverzeichnis wird gerade neu aufgebaut." in page.text
        assert (titles(page), tabs(page)) == ([garden.title], [1, 1, 0, 0])
    assert titles(visit(query("100 %"))) == []
    mend()
    page = visit(query("Gärten"))
    assert "Unser Suchverzeichnis" not in page.text
    assert garden.title in titles(page)


def test_a_job_finds_no_index_and_builds_it(
    garden: Project, ada: Member, settle: Settle, index: Index, settings: Settings
) -> None:
    index.close()
    shutil.rmtree(settings.index)
    second = making.project(ada, title="Noch ein Garten")
    settle()
    assert {garden.id, second.id} <= index.doc_ids()


def test_without_an_index_no_job_counts_as_done(app: Flask) -> None:
    with pytest.raises(RuntimeError):
        Refresher().refresh([])


def test_a_sound_index_is_left_alone(
    garden: Project, index: Index, settings: Settings
) -> None:
    before = sorted(settings.index.rglob("*"))
    mend()
    assert sorted(settings.index.rglob("*")) == before


def test_as_many_statements_for_many_hits(
    app: Flask, ada: Member, settle: Settle, visit: Visitor, statements: list[str]
) -> None:
    counted = []
    for many in (3, 27):
        for number in range(many):
            making.project(ada, title=f"Garten {many} {number}")
        settle()
        visit(query("Garten"))
        statements.clear()
        visit(query("Garten"))
        counted.append(len(statements))
    assert counted[0] == counted[1]
