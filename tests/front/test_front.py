"""The first page on an empty forum and a full one, and what machines ask for."""

from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa
from flask.testing import FlaskClient

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.editorial.highlights.models import Place
from forum.editorial.highlights.service import feature
from forum.entries.models import State
from forum.front import queries
from forum.goals.service import link
from forum.projects.models import Origin, Project, Status
from forum.projects.service import Figure
from forum.site.places import MUNICIPALITIES
from tests.discussions import making as talk
from tests.goals import making as goals
from tests.pages import Page, words
from tests.projects import making
from tests.visitor import Visitor


def figures(page: Page) -> list[str]:
    """The four numbers below the hero."""
    return [words(one) for one in page.tree.findall(".//dl[@class='tally']//dd")]


def tiles(page: Page) -> dict[str, str]:
    """Where each tile of the map leads, and what it is called."""
    return {
        link.get("href", ""): link.get("aria-label") or words(link)
        for link in page.tree.iterfind(".//{*}svg[@class='hex']//{*}a")
    }


def put_in_front(project: Project, by: Member) -> None:
    with transaction():
        feature(project, Place.START, now(), now() + timedelta(days=7), by)


def test_an_empty_forum(visit: Visitor) -> None:
    page = visit("/")
    assert page.heading == "Hier wächst Klimaschutz."
    assert figures(page) == ["0", "0", "noch keine Angabe", "0"]
    assert "Hier ist noch nichts gewachsen." in page.text
    assert "Noch keine Zahlen." in page.text
    assert "Im Blick" not in page.text
    for prefix in ("/sv", "/en"):
        assert visit(prefix).status == 200


def test_the_tally_counts_what_is_public(
    visit: Visitor, ada: Member, ben: Member, dan: Member
) -> None:
    tons = Figure("co2", Decimal("1200.4"), Origin.GESCHAETZT)
    first = making.project(ada, figures=(tons, making.KM))
    making.project(ben, figures=(tons,), place="ahaus")
    making.project(ben, place="kreisweit")
    making.project(ben, State.DRAFT, figures=(tons,), place="velen")
    making.project(ben, State.HIDDEN, figures=(tons,), place="rhede")
    goal = goals.goal(dan, (2024, 150))
    with transaction():
        link(goal, first, dan)
    found = queries.tally()
    assert (found.projects, found.places, found.members) == (3, 2, 3)
    assert (found.co2, found.co2_projects, found.linked) == (Decimal("2400.8"), 2, 1)
    page = visit("/")
    assert figures(page) == ["3", "3", "2.401", "1"]
    assert "Projekte aus 2 Orten" in page.text
    assert "Sonnenstrom im Kreis" in page.text


def test_each_town_has_a_tile(visit: Visitor, ada: Member) -> None:
    making.project(ada, place="ahaus")
    making.project(ada, place="ahaus")
    making.project(ada, State.SUBMITTED, place="heek")
    found = tiles(visit("/"))
    assert set(found) == {f"/projekte?ort={place.code}" for place in MUNICIPALITIES}
    assert "2 Projekte" in found["/projekte?ort=ahaus"]
    assert "0 Projekte" in found["/projekte?ort=heek"]


def test_the_newest_leads_unless_one_is_featured(
    visit: Visitor, ada: Member, dan: Member
) -> None:
    made = [
        making.project(ada, title=f"Projekt Nummer {number}") for number in range(6)
    ]
    lead, newest = queries.lead_and_newest()
    assert lead is made[5]
    assert list(newest) == [made[4], made[3], made[2]]
    put_in_front(made[0], dan)
    lead, newest = queries.lead_and_newest()
    assert lead is made[0]
    assert list(newest) == [made[5], made[4], made[3]]
    assert "Projekt Nummer 0" in visit("/").text


def test_what_is_hidden_is_not_shown(visit: Visitor, ada: Member, dan: Member) -> None:
    project = making.project(ada)
    put_in_front(project, dan)
    with transaction():
        project.state = State.HIDDEN
    page = visit("/")
    assert "Klimagarten" not in page.html


def test_as_many_statements_for_many_projects(
    visit: Visitor, ada: Member, dan: Member, statements: list[str]
) -> None:
    counted = []
    for many in (3, 27):
        for number in range(many):
            project = making.project(ada, title=f"Projekt {number}")
            goal = goals.goal(dan, (2024, 150), title=f"Ziel {number} von {many}")
            with transaction():
                link(goal, project, dan)
        visit("/")
        statements.clear()
        visit("/")
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_health(client: FlaskClient) -> None:
    answer = client.get("/gesundheit")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "Set-Cookie" not in answer.headers


def test_health_without_the_right_tables(client: FlaskClient) -> None:
    change = "UPDATE alembic_version SET version_num = '{}' || version_num"
    with transaction():
        session.execute(sa.text(change.format("x")))
    answer = client.get("/gesundheit")
    with transaction():
        session.execute(
            sa.text("UPDATE alembic_version SET version_num = substr(version_num, 2)")
        )
    assert (answer.status_code, answer.text) == (503, "tables\n")


def test_robots(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Disallow: /redaktion\n" in answer.text
    assert "Disallow: /\n" not in answer.text


def test_tons_count_once_and_only_where_something_runs(ada: Member) -> None:
    def tons(value: int, year: int | None = None) -> Figure:
        return Figure("co2", Decimal(value), Origin.GEMESSEN, year)

    making.project(ada, figures=(tons(5, 2023), tons(7, 2024), tons(90)))
    making.project(ada, figures=(tons(1, 2022), tons(2, 2022)), status=Status.BETRIEB)
    making.project(ada, figures=(tons(4), tons(6)), status=Status.UMSETZUNG)
    for status in (Status.IDEE, Status.PLANUNG, Status.PAUSIERT, Status.EINGESTELLT):
        making.project(ada, figures=(tons(1000),), status=status)
    found = queries.tally()
    assert (found.co2, found.co2_projects) == (20, 3)


def test_only_projects_are_counted_as_projects(
    visit: Visitor, ada: Member, dan: Member
) -> None:
    goal, entries = goals.goal(dan), (making.project(ada), talk.thread(ada))
    with transaction():
        for one in entries:
            link(goal, one, dan)
    page = visit("/")
    assert figures(page)[3] == "1"
    assert "2 Beiträge" in visit("/ziele").text
