"""The goals, one goal, its figures as a file, and the forms of editors."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.entries.models import State
from forum.goals import service
from forum.goals.models import Goal, Reading
from tests.goals import making
from tests.projects import making as projects
from tests.visitor import Visitor

FILLED = {
    "title": "Weniger Strom für Licht",
    "summary": "Alle Straßen leuchten sparsam.",
    "measure": "Verbrauch der Straßenlampen",
    "unit": "MWh",
    "baseline": "1.150,5",
    "baseline_year": "2020",
    "target": "600",
    "target_year": "2030",
    "field": "energie",
    "source": "Wir tauschen **alle** Lampen.",
}


def address(goal: Goal) -> str:
    return f"/ziele/{goal.id}-{goal.slug}"


def test_no_goals_yet(visit: Visitor) -> None:
    page = visit("/ziele")
    assert page.heading == "Was wir uns vorgenommen haben"
    assert "Noch keine Ziele." in page.text


def test_the_goals_with_their_progress(
    visit: Visitor, ada: Member, dan: Member
) -> None:
    goal, project = making.goal(dan, (2024, 200)), projects.project(ada)
    making.goal(dan, title="Ein Ziel ohne Zahlen", baseline=None, baseline_year=None)
    hidden = making.goal(dan, title="Ein verborgenes Ziel")
    with transaction():
        service.link(goal, project, dan)
        hidden.state = State.HIDDEN
    page = visit("/ziele")
    assert ("Sonnenstrom im Kreis", address(goal)) in page.links
    assert "100 %" in page.text
    assert "1 Beitrag" in page.text
    assert "Vor dem Plan1" in page.text
    assert "Noch keine Zahlen1" in page.text
    assert "verborgenes" not in page.html


def test_one_goal(visit: Visitor, ada: Member, dan: Member) -> None:
    goal, project = making.goal(dan, (2022, 110), (2024, 150)), projects.project(ada)
    with transaction():
        service.link(goal, project, dan)
    page = visit(address(goal))
    assert page.heading == "Sonnenstrom im Kreis"
    for words in ("Jedes Dach zählt.", "150 MW", "Ausgangswert 2020", project.title):
        assert words in page.text
    assert not [url for _, url in page.links if url.endswith(("/bearbeiten", "/stand"))]
    assert visit(f"/ziele/{goal.id}-anders", status=301).location == address(goal)
    visit("/ziele/999999-x", status=404)


def test_a_goal_without_figures(visit: Visitor, dan: Member) -> None:
    bare = making.goal(dan, baseline_year=None)
    assert "Noch keine Zahlen." in visit(address(bare)).text
    assert "None" not in visit(address(bare)).text


def test_a_hidden_goal_is_not_there(visit: Visitor, dan: Member) -> None:
    goal = making.goal(dan, (2024, 150))
    url = address(goal)
    with transaction():
        goal.state = State.HIDDEN
    visit(url, status=404)
    visit(f"{url}/daten.csv", status=404)


def test_the_figures_as_a_file(client: FlaskClient, dan: Member) -> None:
    goal = making.goal(dan, unit="=MW", baseline=0, target=200)
    sources = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "", 'Amt; "Kreis"']
    with transaction():
        for year, source in enumerate(sources, 2020):
            service.take_reading(
                goal, year, making.Decimal("12.5"), dan, source=source, provisional=True
            )
    answer = client.get(f"{address(goal)}/daten.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.get_data(as_text=True)
    assert text[0] == "\ufeff"
    head, *rows = csv.reader(io.StringIO(text[1:]), delimiter=";")
    assert head == ["Jahr", "'=MW", "Soll", "vorläufig", "Quelle"]
    assert rows[0][:4] == ["2020", "12,5", "0", "ja"]
    assert [row[4] for row in rows] == [
        "'=cmd|' /C calc'!A0",
        "'+1",
        "'-1",
        "'@SUM(A1)",
        "",
        'Amt; "Kreis"',
    ]


def test_an_editor_sets_up_a_goal(visit: Visitor, dan: Member) -> None:
    page = visit.send("/ziele/neu", dan, **FILLED)
    goal = session.query(Goal).one()
    assert page.location == address(goal)
    assert (goal.baseline, goal.target) == (making.Decimal("1150.5"), 600)
    text = visit(address(goal), dan).text
    assert "Wir tauschen alle Lampen." in text


def test_an_editor_changes_it_and_finds_it_filled(visit: Visitor, dan: Member) -> None:
    goal = making.goal(dan)
    visit.send(f"/ziele/{goal.id}/bearbeiten", dan, title="Strom von allen Dächern")
    session.rollback()
    assert (goal.title, goal.target, goal.baseline_year) == (
        "Strom von allen Dächern",
        200,
        2020,
    )


def test_the_second_editor_reads_what_the_first_has_set(
    visit: Visitor, dan: Member, gil: Member
) -> None:
    goal = making.goal(dan)
    url = f"/ziele/{goal.id}/bearbeiten"
    visit.send(url, gil, target="333", summary="Mehr als geplant.")
    page = visit.send(url, dan, status=409, target="250", version="0")
    assert page.title.startswith("Fehler: ")
    for words in ("an anderer Stelle geändert", "333 (2030)", "Mehr als geplant."):
        assert words in page.text
    kept = page.tree.find(".//input[@name='target']")
    assert kept is not None
    assert kept.get("value") == "250"
    assert making.again(goal).target == 333
    visit.send(url, dan, target="250")
    assert making.again(goal).target == 250


def test_an_editor_enters_what_was_measured(visit: Visitor, dan: Member) -> None:
    goal = making.goal(dan)
    url = f"/ziele/{goal.id}/stand"
    visit.send(url, dan, year="2024", value="1.234,5", source="Netzbetreiber")
    session.rollback()
    reading = session.query(Reading).one()
    assert (reading.year, reading.value) == (2024, making.Decimal("1234.5"))
    assert "1.234,5 MW" in visit(address(goal)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Zu"},
        {"title": "x" * 121},
        {"unit": "x" * 61},
        {"target": ""},
        {"target": "viel"},
        {"target": "9" * 13},
        {"baseline": "1e5"},
        {"target_year": "bald"},
        {"target_year": "2030,5"},
        {"target_year": "1200"},
        {"target_year": "2020"},
        {"baseline_year": "2099"},
        {"field": "nirgends"},
        {"source": " "},
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_said(
    wrong: dict[str, str], visit: Visitor, dan: Member
) -> None:
    goal = making.goal(dan)
    for url in ("/ziele/neu", f"/ziele/{goal.id}/bearbeiten"):
        page = visit.send(url, dan, status=422, **(FILLED | wrong))
        assert page.title.startswith("Fehler: ")
    assert making.again(goal).title == "Sonnenstrom im Kreis"
    assert session.query(Goal).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": ""},
        {"year": "1989"},
        {"value": ""},
        {"value": "-"},
        {"value": "3-"},
        {"source": ""},
        {"source": "x" * 301},
    ],
    ids=str,
)
def test_a_reading_that_cannot_be_taken(
    wrong: dict[str, str], visit: Visitor, dan: Member
) -> None:
    goal = making.goal(dan)
    filled = {"year": "2024", "value": "12", "source": "Amt"} | wrong
    visit.send(f"/ziele/{goal.id}/stand", dan, status=422, **filled)
    assert session.query(Reading).count() == 0


@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_others_may_not(
    who: str, visit: Visitor, dan: Member, request: pytest.FixtureRequest
) -> None:
    somebody = request.getfixturevalue(who)
    goal = making.goal(dan)
    for url in (
        "/ziele/neu",
        f"/ziele/{goal.id}/bearbeiten",
        f"/ziele/{goal.id}/stand",
    ):
        visit(url, somebody, status=403)
        answer = visit.browser(somebody).post(url, data=FILLED)
        assert answer.status_code in (400, 403, 422)
    assert session.query(Goal).count() == 1


def test_as_many_statements_for_many_goals_and_readings(
    visit: Visitor, ada: Member, dan: Member, statements: list[str]
) -> None:
    project = projects.project(ada)
    counted = []
    for years in (range(2020, 2023), range(2023, 2050)):
        for year in years:
            goal = making.goal(
                dan, *[(year, 150) for year in years], title=f"Ziel {year}"
            )
            with transaction():
                service.link(goal, project, dan)
        for url in ("/ziele", address(goal)):
            visit(url)
            statements.clear()
            visit(url)
            counted.append(len(statements))
    assert counted[:2] == counted[2:]


def test_a_goal_may_lie_below_nothing(visit: Visitor, dan: Member) -> None:
    filled = FILLED | {"baseline": "1.150,5", "target": "\N{MINUS SIGN}600"}
    visit.send("/ziele/neu", dan, **filled)
    goal = session.query(Goal).one()
    assert (goal.baseline, goal.target) == (making.Decimal("1150.5"), -600)
    visit.send(f"/ziele/{goal.id}/stand", dan, year="2024", value="-3,5", source="Amt")
    page = visit(address(goal))
    assert "-3,5 MWh" in page.text
    visit.send(f"/ziele/{goal.id}/bearbeiten", dan)
    assert making.again(goal).target == -600
