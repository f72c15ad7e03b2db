"""The list of projects: facets, words, order, pages; only what is public is there."""

import pytest

from forum.accounts.members.models import Guest, Member
from forum.core.choosing import Chosen
from forum.core.clock import at, now
from forum.core.db import transaction
from forum.entries.models import State
from forum.goals import service as goals
from forum.projects import facets
from forum.projects.models import Status
from tests import make
from tests.projects import making
from tests.visitor import Visitor

LIST_STATEMENTS = 11  # site, page, its number, goals, month, one for each of six facets


def _found(q: str = "", **picked: tuple[str, ...]) -> list[str]:
    page = facets.page(Chosen(q, picked), 1)
    return sorted(project.title for project in page.items)


@pytest.fixture
def three(ada: Member, cleo: Member) -> None:
    """A garden of a club, a bike of the Kreis, and a roof in planning with figures."""
    making.project(ada, title="Garten im Grünen")
    making.project(
        cleo,
        title="Lastenrad",
        field="mobilitaet",
        place="ahaus",
        status=Status.IDEE,
        source="Über Ölwechsel redet hier keiner mehr.",
    )
    making.project(
        ada,
        figures=(making.CO2, making.KM),
        title="Solardach",
        field="energie",
        place="ahaus",
        status=Status.PLANUNG,
    )
    for state in (State.DRAFT, State.SUBMITTED, State.HIDDEN, State.DELETED):
        making.project(ada, state, figures=(making.CO2,), title="Nicht zu sehen")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({}, ["Garten im Grünen", "Lastenrad", "Solardach"]),
        ({"thema": ("natur",)}, ["Garten im Grünen"]),
        ({"thema": ("natur", "energie")}, ["Garten im Grünen", "Solardach"]),
        ({"ort": ("ahaus",)}, ["Lastenrad", "Solardach"]),
        ({"ort": ("ahaus",), "thema": ("natur",)}, []),
        ({"wer": ("kreis",)}, ["Lastenrad"]),
        ({"stand": ("idee", "planung")}, ["Lastenrad", "Solardach"]),
        ({"zahlen": ("1",)}, ["Solardach"]),
        ({"q": "LASTENRAD"}, ["Lastenrad"]),
        ({"q": "garten grünen"}, ["Garten im Grünen"]),
        ({"q": "ölwechsel"}, ["Lastenrad"]),
        ({"q": "GRÜNEN"}, ["Garten im Grünen"]),
        ({"q": "100%"}, []),
        ({"q": "_"}, []),
    ],
)
def test_what_is_found(
    guest: Guest, chosen: dict[str, object], titles: list[str]
) -> None:
    assert _found(**chosen) == titles


@pytest.mark.usefixtures("three")
def test_each_facet_is_counted_under_the_others(guest: Guest) -> None:
    counts = facets.counts(Chosen(picked={"ort": ("ahaus",), "stand": ("idee",)}))
    assert counts == {
        "thema": {"mobilitaet": 1},
        "ort": {"ahaus": 1},
        "wer": {"kreis": 1},
        "stand": {"idee": 1, "planung": 1},
        "ziel": {},
        "zahlen": {"1": 0},
    }


def test_projects_of_a_goal(ada: Member, dan: Member, guest: Guest) -> None:
    goal = making.goal("Sonnenstrom", by=dan)
    garden, _roof = making.project(ada, title="Garten"), making.project(ada)
    with transaction():
        goals.link(goal, garden, by=dan)
    assert _found(ziel=(str(goal.id),)) == ["Garten"]
    assert facets.counts(Chosen())["ziel"] == {str(goal.id): 1}


def test_the_order(ada: Member, guest: Guest) -> None:
    for day, comments in ((1, 5), (2, 0), (3, 9)):
        with at(now().replace(year=2025, month=3, day=day)):
            made = making.project(ada, title=f"Am {day}. März")
        with transaction():
            made.comment_count = comments
    newest = facets.page(Chosen(), 1)
    talked = facets.page(Chosen(sort=facets.TALKED_ABOUT), 1)
    assert [one.title[3] for one in newest.items] == ["3", "2", "1"]
    assert [one.title[3] for one in talked.items] == ["3", "1", "2"]


def test_the_list_on_a_page(visit: Visitor, ada: Member) -> None:
    making.project(ada, title="Garten")
    page = visit("/projekte")
    assert "1 Projekt" in page.text
    assert "Garten" in [words for words, _address in page.links]
    assert page.response.headers.get("X-Robots-Tag") is None


def test_an_empty_list_invites(visit: Visitor, app: object) -> None:
    page = visit("/projekte")
    assert "Stellen Sie das erste Projekt vor." in page.text


def test_nothing_found_says_what_to_do(visit: Visitor, ada: Member) -> None:
    making.project(ada)
    page = visit("/projekte?thema=energie&q=wärmenetz")
    assert "Nehmen Sie einen Filter weg" in page.text
    assert page.response.headers["X-Robots-Tag"] == "noindex"


def test_what_is_chosen_stays_in_every_address(visit: Visitor, ada: Member) -> None:
    for number in range(14):
        making.project(ada, title=f"Garten {number}")
    page = visit("/projekte?q=garten&thema=natur&stand=umgesetzt&sort=kommentare")
    addresses = dict(page.links)
    assert addresses["Seite 2"] == (
        "/projekte?q=garten&thema=natur&stand=umgesetzt&sort=kommentare&seite=2"
    )
    assert addresses["Umgesetzt Filter entfernen"] == (
        "/projekte?q=garten&thema=natur&sort=kommentare"
    )
    assert "Seite 1 von 2" in page.text
    assert "Seite 2 von 2" in visit(addresses["Seite 2"]).text


@pytest.mark.parametrize(
    "address",
    [
        "/projekte?thema=quatsch",
        "/projekte?ziel=99999999999999999999",
        "/projekte?ort=%00%e2%80%ae&wer=<script>",
        "/projekte?sort=groesse",
        "/projekte?stand=" + "x" * 5000,
    ],
)
def test_unknown_filters_are_named_and_left_out(
    visit: Visitor, ada: Member, address: str
) -> None:
    making.project(ada, title="Garten")
    page = visit(address)
    assert "nicht" in page.text
    assert "weggelassen" in page.text
    assert "Garten" in page.text


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "²", "x"])
def test_a_page_that_is_not_there_is_the_nearest(
    visit: Visitor, ada: Member, number: str
) -> None:
    making.project(ada, title="Garten")
    assert "Garten" in visit(f"/projekte?seite={number}").text


def test_the_list_takes_the_same_statements_for_three_and_for_thirty(
    visit: Visitor, statements: list[str]
) -> None:
    authors = [
        make.member(f"Mitglied {number}", email=f"m{number}@example.org")
        for number in range(10)
    ]
    for author in authors[:3]:
        making.project(author, figures=(making.CO2,))
    statements.clear()
    visit("/projekte")
    assert len(statements) == LIST_STATEMENTS
    for author in authors * 3:
        making.project(author, figures=(making.CO2,))
    statements.clear()
    visit("/projekte")
    assert len(statements) == LIST_STATEMENTS
