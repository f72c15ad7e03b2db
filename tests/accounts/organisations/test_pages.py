"""The directory, the page of an organisation, and how it is written."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import (
    Organisation,
    Standing,
)
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from tests import make
from tests.accounts import making as accounts
from tests.accounts.letters import letters
from tests.accounts.organisations import making
from tests.projects import making as projects
from tests.visitor import Visitor

FILLED = {
    "name": "Heckenverein Raesfeld",
    "kind": "verein",
    "size": "10-49",
    "place": "raesfeld",
    "website": "hecken.example.org/start",
    "source": "Wir pflanzen **Hecken**.",
    "fields": ["natur"],
    "forms": ["mithelfen"],
    "offers": "Setzlinge\n\nSpaten",
    "contact_function": "Vorstand",
    "contact_email": "vorstand@hecken.example.org",
}


def one() -> Organisation:
    session.rollback()
    return session.scalars(sa.select(Organisation)).one()


def test_nobody_is_there_yet(visit: Visitor) -> None:
    page = visit("/partner")
    assert "Noch steht hier niemand." in page.text
    assert "Set-Cookie" not in page.response.headers


def test_a_member_enters_one_and_staff_let_it_in(
    visit: Visitor, ada: Member, cleo: Member, eve: Member
) -> None:
    page = visit.send("/partner/neu", ada, action="/partner/neu", **FILLED)
    made = one()
    assert page.location == making.address(made)
    assert (made.state, made.size) == (Standing.WAITING, "")  # clubs have no size
    assert made.website == "https://hecken.example.org/start"
    assert made.offers == ["Setzlinge", "Spaten"]
    assert "innerhalb von zwei Werktagen" in visit(page.location, ada).text
    visit(page.location, status=404)
    visit(page.location, eve, status=404)
    assert "Heckenverein" not in visit("/partner").text
    desk = "/redaktion/organisationen"
    assert "Wird geprüft" in visit(desk, cleo).text
    visit.send(desk, cleo, action=f"{desk}/{made.id}/freigabe")
    shown = visit(page.location)
    assert shown.heading == "Heckenverein Raesfeld"
    assert "vorstand@" not in shown.html
    assert ("hecken.example.org/start", made.website) in shown.links
    assert letters() == [("ada@example.org", "approved")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Mehr auf www.gewinn.example"),
        ("kind", "buerger"),
        ("kind", "nichts"),
        ("place", "paris"),
        ("website", "data:text/html,x"),
        ("website", "ftp://example.org"),
        ("contact_function", "\u200b"),
        ("contact_email", "kein@"),
        ("offers", "eins\n" * 7),
        ("seeks", "a" * 121),
        ("source", "x" * 5001),
        ("forms", "nichts"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    visit: Visitor, ada: Member, field: str, value: str
) -> None:
    told = FILLED | {field: value}
    page = visit.send("/partner/neu", ada, action="/partner/neu", status=422, **told)
    assert page.title.startswith("Fehler: ")
    assert "Wir pflanzen" in page.html or field == "source"
    assert session.scalars(sa.select(Organisation)).all() == []


def test_a_name_stands_once(visit: Visitor, ada: Member, ben: Member) -> None:
    making.organisation(ada, "Holzbau Beispiel")
    told = FILLED | {"name": "HOLZBAU  Beispiel"}
    page = visit.send("/partner/neu", ben, action="/partner/neu", status=422, **told)
    assert "Diese Organisation gibt es schon" in page.text


def test_the_same_form_twice_enters_it_once(visit: Visitor, ada: Member) -> None:
    for _time in range(2):
        told = FILLED | {"form_key": "k1"}
        page = visit.send("/partner/neu", ada, action="/partner/neu", **told)
        assert page.location == making.address(one())


def test_its_people_change_what_it_says(
    visit: Visitor, ada: Member, ben: Member, eve: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    path = f"/partner/{made.id}/bearbeiten"
    for stranger in (eve, cleo):
        visit(path, stranger, status=403)
    visit(path, status=302)
    page = visit.send(path, ben, action=path, name="Holzbau Neu", offers="Späne")
    assert page.location == f"/partner/{made.id}-holzbau-neu"
    assert visit(making.address(made).replace("neu", "beispiel"), status=301)
    assert "Späne" in visit(page.location).text


def test_a_logo_comes_is_replaced_and_goes(
    app: Flask, visit: Visitor, ada: Member
) -> None:
    store = app.extensions["media"]
    made = making.organisation(ada)
    path = f"/partner/{made.id}/bearbeiten"
    for colour in ("green", "red"):
        logo = (BytesIO(projects.photo(colour)), "logo.jpg")
        visit.send(path, ada, action=path, logo=logo)
    run_jobs()
    digest = one().logo
    assert {name[:64] for name in store.all()} == {digest}
    shown = visit(making.address(made))
    assert f"/partner/{made.id}/logo/{digest}.480.webp" in shown.html
    answer = visit.browser().get(f"/partner/{made.id}/logo/{digest}.480.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    other = f"/partner/{made.id}/logo/{'0' * 64}.480.webp"
    assert visit.browser().get(other).status_code == 404
    visit.send(path, ada, action=path, no_logo="y")
    run_jobs()
    assert (one().logo, list(store.all())) == ("", [])


def test_a_logo_that_is_none_is_refused(
    app: Flask, visit: Visitor, ada: Member
) -> None:
    making.organisation(ada)
    logo = (BytesIO(b"kein Bild"), "logo.jpg")
    told = FILLED | {"logo": logo}
    page = visit.send("/partner/neu", ada, action="/partner/neu", status=422, **told)
    assert "Diese Datei ist kein Bild." in page.text
    again = FILLED | {"name": "Holzbau Beispiel"}
    again["logo"] = (BytesIO(projects.photo()), "logo.jpg")  # type: ignore[assignment]
    visit.send("/partner/neu", ada, action="/partner/neu", status=422, **again)
    assert list(app.extensions["media"].all()) == []  # nothing is left behind


def test_a_page_shows_who_wants_to_be_seen_and_who_is_near(
    visit: Visitor, ada: Member, ben: Member, eve: Member
) -> None:
    made = making.organisation(ada, address="Am Wald 1", size="10-49")
    making.person(made, ben, title="Werkstatt", shown=True)
    making.person(made, eve)
    making.organisation(eve, "Nachbarhof", kind="landwirtschaft")
    making.organisation(eve, "Weit weg", place="gronau")
    page = visit(making.address(made)).text
    assert "Ben Wissing" in page
    assert "Werkstatt" in page
    assert "Eve Brinkhoff" not in page
    assert "Nachbarhof" in page
    assert "Weit weg" not in page
    assert "10 bis 49 Beschäftigte" in page


def test_the_directory_is_narrowed_down(visit: Visitor, ada: Member) -> None:
    making.organisation(ada, "Hof A", kind="landwirtschaft", fields=("natur",))
    making.organisation(ada, "Hof B", kind="landwirtschaft", fields=("energie",))
    making.organisation(ada, "Verein C", kind="verein", place="ahaus")
    making.organisation(ada, "Verborgen", state=Standing.HIDDEN)

    def names(query: str) -> set[str]:
        found = {name for name, _url in visit(f"/partner?{query}").links}
        return found & {"Hof A", "Hof B", "Verein C", "Verborgen"}

    assert names("") == {"Hof A", "Hof B", "Verein C"}
    assert names("art=landwirtschaft") == {"Hof A", "Hof B"}
    assert names("art=landwirtschaft&thema=natur") == {"Hof A"}
    assert names("ort=ahaus") == {"Verein C"}
    assert names("q=hof") == {"Hof A", "Hof B"}
    assert names("art=nichts&ort=%00&seite=-1") == {"Hof A", "Hof B", "Verein C"}
    assert "noch nichts gewachsen" in visit("/partner?q=xyz").text


def test_a_long_directory_costs_as_much_as_a_short_one(
    visit: Visitor, ada: Member, statements: list[str]
) -> None:
    costs = []
    for number in range(30):
        making.organisation(ada, f"Organisation {number:02}")
        if number in (2, 29):
            statements.clear()
            visit("/partner")
            visit(f"/partner/{one_of(number)}", status=301)
            costs.append(len(statements))
    assert costs[0] == costs[1]
    assert "Seite 2 von 3" in visit("/partner?seite=2").text


def one_of(number: int) -> str:
    session.rollback()
    slug = f"organisation-{number:02}"
    found = session.scalars(
        sa.select(Organisation).where(Organisation.slug == slug)
    ).one()
    return f"{found.id}-x"


def test_a_page_costs_the_same_with_many_people_and_projects(
    visit: Visitor, ada: Member, ben: Member, eve: Member, statements: list[str]
) -> None:
    made = making.organisation(ada)
    costs = []
    for number, someone in enumerate((ben, eve)):
        making.person(made, someone, shown=True)
        for _each in range(1 + 2 * number):
            project = projects.project(ada)
            with transaction():
                project.organisation_id = made.id
        statements.clear()
        visit(making.address(made))
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_certificate_is_for_those_everybody_sees(
    visit: Visitor, ada: Member
) -> None:
    made = making.organisation(ada)
    page = visit(f"/partner/{made.id}/urkunde")
    assert "ist Mitglied der Allianz für Klimaschutz" in page.text
    waiting = making.organisation(ada, "Wartet", Standing.WAITING)
    visit(f"/partner/{waiting.id}/urkunde", ada, status=404)


def test_people_confirm_that_all_is_true(visit: Visitor, ada: Member) -> None:
    made = making.organisation(ada)
    before = made.confirmed_at
    path = f"/partner/{made.id}/bestaetigung"
    visit.send(path, ada, action=path)
    assert one().confirmed_at > before


def test_an_owner_ends_the_taking_part(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    path = f"/partner/{made.id}/ende"
    visit(path, ben, status=403)
    visit.send(path, ada, action=path)
    visit(making.address(made), status=404)
    assert "nimmt nicht mehr teil" in visit(making.address(made), ada).text
    visit(f"/partner/{made.id}/bearbeiten", ada, status=403)
    desk = "/redaktion/organisationen"
    visit.send(desk, cleo, action=f"{desk}/{made.id}/freigabe")
    assert visit(making.address(made)).heading == made.name


def test_of_two_who_save_the_second_loses_nothing(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    path = f"/partner/{made.id}/bearbeiten"
    seen = visit(path, ben).form().find(".//input[@name='version']")
    assert seen is not None
    visit.send(path, ada, action=path, address="Am Wald 1")
    told = {"speaks": "Platt", "version": seen.get("value")}
    page = visit.send(path, ben, action=path, status=409, **told)
    assert "inzwischen geändert" in page.text
    assert "Platt" in page.html
    assert (one().address, one().speaks) == ("Am Wald 1", "")
    again = page.form().find(".//input[@name='version']")
    assert again is not None
    visit.send(path, ben, action=path, speaks="Platt", version=again.get("value"))
    assert one().speaks == "Platt"


def test_who_enters_one_is_not_shown_unasked(visit: Visitor, ada: Member) -> None:
    made = making.organisation(ada)
    assert "Ada Terhorst" not in visit(making.address(made)).text


def test_the_young_are_offered_nothing_they_may_not(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    club = make.member("Verein", email="verein@example.org", actor="verein")
    child = accounts.youth(club)
    for path in ("/partner", "/konto"):
        assert "/partner/neu" not in visit(path, child).html
        assert "/partner/neu" in visit(path, ada).html
    visit("/partner/neu", child, status=403)
    made = making.organisation(ada)
    path = f"/redaktion/organisationen/{made.id}/zustaendige"
    visit.send(path, cleo, action=path, status=422, person=child.display_name)
    assert making.of(made, child) is None
