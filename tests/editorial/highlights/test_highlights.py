"""What editors put in front, what is refused, and what everybody sees of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.clock import BERLIN, at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid
from forum.editorial.highlights import queries, service
from forum.editorial.highlights.models import Highlight, Place
from forum.entries.models import State
from forum.projects.models import Project
from tests.moderation import making
from tests.visitor import Visitor

WEEK = timedelta(days=7)
URL = "/redaktion/hervorhebungen"


def public(author: Member, cleo: Member, title: str = "Wallhecke") -> Project:
    return making.project(author, title, state=State.PUBLISHED, by=cleo)


def feature(
    project: Project, by: Member, place: Place = Place.START, weeks: int = 0
) -> Highlight:
    """For a week that begins in so many weeks."""
    with transaction():
        starts = now() + weeks * WEEK
        return service.feature(project, place, starts, starts + WEEK, by)


def test_featuring_is_kept_and_logged(ada: Member, cleo: Member, dan: Member) -> None:
    project = public(ada, cleo)
    highlight = feature(project, dan, Place.MONTH)
    assert (highlight.entry_id, highlight.by) == (project.id, dan.id)
    assert making.acts()[-1] == "EntryFeatured"
    assert queries.featured() == [project.id]
    assert queries.of_the_month() == project.id
    assert [one.id for one in queries.current(Place.MONTH, now())] == [highlight.id]
    assert queries.current(Place.START, now()) == []


@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_only_editors_feature(who: str, ada: Member, cleo: Member, dan: Member) -> None:
    by = {"ada": ada, "cleo": cleo}[who]
    project = public(ada, cleo)
    with pytest.raises(Forbidden):
        feature(project, by)
    highlight = feature(project, dan)
    with pytest.raises(Forbidden), transaction():
        service.end(highlight, by)
    assert making.acts()[1:] == ["EntryFeatured"]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.HIDDEN])
def test_only_what_is_public_can_be_featured(
    state: State, ada: Member, cleo: Member, dan: Member
) -> None:
    by = cleo if state is State.HIDDEN else None
    project = making.project(ada, state=state, by=by)
    with pytest.raises(Invalid) as refused:
        feature(project, dan)
    assert refused.value.field == "entry"


def test_the_end_comes_after_the_beginning_and_after_today(
    ada: Member, cleo: Member, dan: Member
) -> None:
    project = public(ada, cleo)
    today = now()
    for starts, ends in ((WEEK, WEEK), (-2 * WEEK, -WEEK)):
        with pytest.raises(Invalid) as refused, transaction():
            service.feature(project, Place.START, today + starts, today + ends, dan)
        assert refused.value.field == "ends_on"


def test_nothing_stands_in_front_twice(ada: Member, cleo: Member, dan: Member) -> None:
    project = public(ada, cleo)
    feature(project, dan, Place.MONTH)
    with pytest.raises(Invalid) as refused:
        feature(project, dan, Place.START)
    assert refused.value.field == "place"
    feature(project, dan, Place.START, weeks=1)


def test_a_month_belongs_to_one(ada: Member, cleo: Member, dan: Member) -> None:
    feature(public(ada, cleo), dan, Place.MONTH)
    other = public(ada, cleo, "Lastenrad")
    with pytest.raises(Invalid) as refused:
        feature(other, dan, Place.MONTH)
    assert refused.value.values == {"title": "Wallhecke"}


def test_the_start_page_has_room_for_three_at_once(
    ada: Member, cleo: Member, dan: Member
) -> None:
    titles = ("Eins", "Zwei", "Drei", "Vier")
    projects = [public(ada, cleo, title) for title in titles]
    for week, project in enumerate(projects[:3]):
        feature(project, dan, weeks=week)
    with transaction():
        starts = now()
        service.feature(projects[3], Place.START, starts, starts + 3 * WEEK, dan)
    fifth, sixth = (public(ada, cleo, title) for title in ("Fünf", "Sechs"))
    feature(fifth, dan)
    with pytest.raises(Invalid) as refused:
        feature(sixth, dan)
    assert refused.value.field == "place"


def test_what_runs_ends_now_and_what_is_planned_never_comes(
    ada: Member, cleo: Member, dan: Member
) -> None:
    project = public(ada, cleo)
    planned = feature(project, dan, weeks=2)
    running = feature(project, dan)
    with at(now() + timedelta(hours=1)), transaction():
        service.end(running, dan)
        service.end(planned, dan)
        service.end(running, dan)
    left = session.query(Highlight).all()
    assert [one.id for one in left] == [running.id]
    assert queries.featured() == [project.id]
    with at(now() + timedelta(hours=1)):
        assert queries.featured() == []
        assert [one.id for one in queries.past()] == [running.id]
    assert making.acts()[-2:] == ["HighlightEnded", "HighlightEnded"]


def test_what_is_hidden_is_not_in_front(ada: Member, cleo: Member, dan: Member) -> None:
    project = public(ada, cleo)
    feature(project, dan, Place.MONTH)
    with transaction():
        project.state = State.HIDDEN
    assert queries.featured() == []
    assert queries.of_the_month() is None


def test_the_next_free_month(ada: Member, cleo: Member, dan: Member) -> None:
    project = public(ada, cleo)
    november = datetime(2026, 11, 22, 12, tzinfo=BERLIN)
    december = datetime(2026, 12, 1, tzinfo=BERLIN)
    january = datetime(2027, 1, 1, tzinfo=BERLIN)
    with at(november):
        assert queries.free_month(november) == (november, december)
        with transaction():
            service.feature(project, Place.MONTH, december, january, dan)
        assert queries.free_month(november) == (november, december)
        other = public(ada, cleo, "Rad")
        with transaction():
            service.feature(other, Place.MONTH, november, december, dan)
        free = queries.free_month(november)
    assert free == (january, datetime(2027, 2, 1, tzinfo=BERLIN))


def test_the_page_is_for_editors(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, gil: Member
) -> None:
    visit(URL, status=302)
    visit(URL, ada, status=403)
    visit(URL, cleo, status=403)
    visit(URL, gil)
    assert "Zurzeit ist nichts hervorgehoben." in visit(URL, dan).text


def test_an_editor_features_and_ends(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    project = public(ada, cleo)
    address = f"http://localhost/projekte/{project.id}-{project.slug}?seite=2#oben"
    page = visit.send(URL, dan, action=URL, entry=address, place="monat")
    assert page.location.endswith(URL)
    page = visit(URL, dan)
    assert "„Wallhecke“ ist hervorgehoben." in page.text
    number = session.query(Highlight.id).one()[0]
    visit.send(URL, dan, action=f"{URL}/{number}/ende")
    text = visit(URL, dan).text
    assert "Die Hervorhebung ist beendet." in text
    assert "Zurzeit ist nichts hervorgehoben." in text
    visit(f"{URL}/4711/ende", dan, status=405)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("entry", "Wallhecke", "Fügen Sie die Adresse des Projekts ein"),
        ("entry", "99999999999", "Fügen Sie die Adresse des Projekts ein"),
        ("entry", "4711", "Dieses Projekt gibt es nicht"),
        ("entry", "", "Füllen Sie dieses Feld aus"),
        ("place", "Mond", "Wählen Sie, wo es stehen soll"),
        ("starts_on", "morgen", "Schreiben Sie einen Tag"),
        ("ends_on", "0001-01-01", "Schreiben Sie einen Tag"),
        ("ends_on", "1.11.2020", "Wählen Sie ein Ende nach dem Beginn"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    field: str, value: str, words: str, visit: Visitor, cleo: Member, dan: Member
) -> None:
    project = public(cleo, cleo)
    fields = {"entry": str(project.id), field: value}
    page = visit.send(URL, dan, action=URL, status=422, **fields)
    assert words in page.text
    assert value == "Mond" or value in page.html
    assert session.query(Highlight).all() == []


def test_the_form_knows_which_project_was_meant(visit: Visitor, dan: Member) -> None:
    assert 'value="412"' in visit(f"{URL}?beitrag=412", dan).html
    assert "unsinn" not in visit(f"{URL}?beitrag=unsinn", dan).html.split("<main")[1]


def test_the_project_of_the_month_wears_its_tag(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    project, other = public(ada, cleo), public(ada, cleo, "Lastenrad")
    feature(project, dan, Place.MONTH)
    assert "Projekt des Monats" in visit(f"/projekte/{project.id}-wallhecke").text
    assert "Projekt des Monats" not in visit(f"/projekte/{other.id}-lastenrad").text


def test_the_list_costs_the_same_for_one_and_for_twelve(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, statements: list[str]
) -> None:
    costs = []
    for most in (1, 12):
        for week in range(most):
            project = public(ada, cleo, f"Projekt {most} {week}")
            feature(project, dan, weeks=most + week)
        statements.clear()
        visit(URL, dan)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_page_that_was_open_too_long_does_nothing_and_says_so(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    highlight = feature(public(ada, cleo), dan)
    answer = visit.browser(dan).post(f"{URL}/{highlight.id}/ende")
    assert answer.status_code == 409
    assert "Diese Seite war lange offen." in answer.get_data(as_text=True)
    assert len(queries.featured()) == 1


def test_two_editors_at_once_give_the_month_to_one(
    app: Flask, ada: Member, cleo: Member, dan: Member
) -> None:
    numbers = [public(ada, cleo, title).id for title in ("Eins", "Zwei")]
    start, by, together = now(), dan.id, Barrier(2)
    session.rollback()

    def put(number: int) -> str:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    project = session.get_one(Project, number)
                    editor = session.get_one(Member, by)
                    service.feature(project, Place.MONTH, start, start + WEEK, editor)
            except Invalid as refused:
                return refused.field
            return "done"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(put, numbers)) == ["done", "place"]
    assert session.query(Highlight).count() == 1
