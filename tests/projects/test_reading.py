"""One project on its page, and where else projects show."""

from datetime import UTC, datetime

import pytest

from forum.accounts.members.models import Member
from forum.core.clock import at
from forum.core.db import transaction
from forum.entries.models import State
from forum.goals import service as goals
from forum.projects import service
from forum.projects.documents import documents
from forum.projects.models import Project
from forum.projects.queries import CONTRIBUTING_MAX
from tests.projects import making
from tests.visitor import Visitor

PAGE_STATEMENTS = 10  # site, itself, pictures, figures, month, goals: two, talk: three


def _address(project: Project) -> str:
    return f"/projekte/{project.id}-{project.slug}"


def test_a_project_on_its_page(visit: Visitor, ada: Member) -> None:
    with at(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        project = making.project(ada, figures=(making.CO2,))
    page = visit(_address(project))
    assert page.title == (
        "Schulgarten wird Klimagarten – Allianz für Klimaschutz Kreis Borken"
    )
    assert [
        meta.get("content")
        for meta in page.tree.iter("meta")
        if meta.get("name") == "description" or meta.get("property") == "og:description"
    ] == [making.SUMMARY, making.SUMMARY]
    for words in (
        "Natur und Klimafolgen",
        "Umgesetzt",
        "Ada Terhorst",
        "Gescher",
        "2. November 2026",
        "0,8\N{NO-BREAK SPACE}t",
        "geschätzt, 2025",
        "Alle Zahlen sind Angaben der Gruppe.",
        "grob gerechnet",
        "27 Kinder",
    ):
        assert words.replace("\N{NO-BREAK SPACE}", " ") in page.text
    assert "Beitrag bearbeiten" not in page.text


def test_without_figures_there_is_no_box(visit: Visitor, ada: Member) -> None:
    assert "Wirkung auf einen Blick" not in visit(_address(making.project(ada))).text


def test_pictures_stand_in_front_and_below(visit: Visitor, ada: Member) -> None:
    project = making.project(ada)
    hung = [
        service.Hung(making.picture(ada, colour=colour).id, f"Ein Bild in {colour}")
        for colour in ("green", "brown")
    ]
    with transaction():
        service.arrange(project, hung, by=ada)
    page = visit(_address(project))
    alts = [image.get("alt") for image in page.tree.iterfind(".//main//img")]
    assert alts == ["Ein Bild in green", "Ein Bild in brown"]
    shared = page.tree.find(".//meta[@property='og:image']")
    assert shared is not None
    assert shared.get("content", "").endswith(f"{project.cover}.1200.jpg")


def test_an_old_address_leads_to_the_new_one(visit: Visitor, ada: Member) -> None:
    project = making.project(ada)
    page = visit(f"/projekte/{project.id}-frueher", status=301)
    assert page.location == _address(project)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.DRAFT, "Das ist Ihr Entwurf."),
        (State.SUBMITTED, "Ihr Beitrag ist bei uns angekommen."),
        (State.RETURNED, "Wir haben eine Frage zu Ihrem Beitrag"),
        (State.REJECTED, "Wir können den Beitrag nicht veröffentlichen"),
        (State.HIDDEN, "Ihr Beitrag ist ausgeblendet"),
    ],
)
def test_authors_read_where_it_stands(
    visit: Visitor, ada: Member, eve: Member, state: State, sentence: str
) -> None:
    project = making.project(ada, state)
    assert sentence in visit(_address(project), ada).text
    visit(_address(project), eve, status=404)
    visit(_address(project), status=404)


def test_what_is_deleted_is_gone(visit: Visitor, ada: Member) -> None:
    project = making.project(ada)
    address = f"/projekte/{project.id}/loeschen"
    assert "nicht rückgängig" in visit(address, ada).text
    assert visit.send(address, ada).location == "/projekte/meine"
    assert project.state is State.DELETED
    assert "ist gelöscht" in visit("/projekte/meine", ada).text
    visit(_address(project), ada, status=410)


def test_my_projects_whatever_their_state(visit: Visitor, ada: Member) -> None:
    for state in State:
        making.project(ada, state, title=f"Im Stand {state}")
    for address in ("/projekte/meine", "/konto"):
        page = visit(address, ada)
        for state in State:
            shown = f"Im Stand {state}" in page.text
            assert shown is (state is not State.DELETED)
        assert "Rückfrage" in page.text


def test_without_projects_the_account_invites(visit: Visitor, ada: Member) -> None:
    assert "Ein Titel genügt" in visit("/projekte/meine", ada).text


def test_projects_of_a_goal_and_of_a_member(
    visit: Visitor, ada: Member, dan: Member
) -> None:
    goal = making.goal("Sonnenstrom", by=dan)
    page = visit(f"/ziele/{goal.id}-{goal.slug}")
    assert "Vielleicht ist Ihres das erste." in page.text
    for state in (State.PUBLISHED, State.HIDDEN):
        project = making.project(ada, state, title=f"Im Stand {state}")
        with transaction():
            goals.link(goal, project, by=dan)
    for address in (f"/ziele/{goal.id}-{goal.slug}", f"/mitglieder/{ada.id}"):
        page = visit(address)
        assert "Im Stand published" in page.text
        assert "Im Stand hidden" not in page.text


def test_what_the_index_is_told(ada: Member, dan: Member) -> None:
    goal = making.goal("Sonnenstrom", by=dan)
    shown, hidden = making.project(ada), making.project(ada, State.HIDDEN)
    with transaction():
        goals.link(goal, shown, by=dan)
    (document,) = documents([shown.id, hidden.id])
    assert (document.id, document.kind, document.title, document.goals) == (
        shown.id,
        "project",
        "Schulgarten wird Klimagarten",
        "Sonnenstrom",
    )
    assert (document.place, document.field, document.author) == (
        "Gescher",
        "Natur und Klimafolgen",
        "Ada Terhorst",
    )
    assert document.body.strip() == (
        "Der Anlass\nIm Sommer war der Teich leer. 27 Kinder fragten, warum."
    )


def test_a_page_takes_the_same_statements_however_much_is_on_it(
    visit: Visitor, ada: Member, dan: Member, statements: list[str]
) -> None:
    seen = []
    for count in (3, 10):
        project = making.project(ada, figures=(making.CO2,) * count)
        pictures = [making.picture(ada, f"{n}.jpg").id for n in range(count)]
        aims = [making.goal(f"Ziel {n}", by=dan) for n in range(count)]
        with transaction():
            hung = [service.Hung(number, "Ein Bild vom Garten") for number in pictures]
            service.arrange(project, hung, by=ada)
            goals.set_links(project, [one.id for one in aims], by=dan)
        statements.clear()
        visit(_address(project))
        seen.append(len(statements))
    assert seen == [PAGE_STATEMENTS, PAGE_STATEMENTS]


def test_a_goal_says_how_many_projects_there_really_are(
    visit: Visitor, ada: Member, dan: Member
) -> None:
    goal = making.goal("Mehr Hecken", dan)
    made = [making.project(ada) for _number in range(CONTRIBUTING_MAX + 1)]
    for most in (CONTRIBUTING_MAX, CONTRIBUTING_MAX + 1):
        with transaction():
            for project in made[:most]:
                goals.link(goal, project, dan)
        page = visit(f"/ziele/{goal.id}-{goal.slug}")
        assert f"{most} Projekte zahlen darauf ein" in page.text
        rest = ("Alle Projekte ansehen", f"/projekte?ziel={goal.id}")
        assert (rest in page.links) is (most > CONTRIBUTING_MAX)
