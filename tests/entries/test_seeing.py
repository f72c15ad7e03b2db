"""Who sees an entry: the rule and its SQL twin, the loader, readable addresses."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Guest, Member, Viewer
from forum.core.db import session
from forum.core.errors import Gone, Missing
from forum.core.slugs import SLUG_MAX, slug
from forum.entries import queries
from forum.entries.models import Entry, State
from forum.entries.permissions import (
    can_comment,
    can_delete,
    can_edit,
    can_see,
    visible_to,
)
from forum.projects.models import Project
from tests.projects import making
from tests.visitor import Visitor

PEOPLE = ("ada", "ben", "cleo", "dan", "eve", "fay", "gil")
WAITING = (State.SUBMITTED, State.RETURNED, State.REJECTED, State.HIDDEN)
SEES = {
    "guest": {State.PUBLISHED},
    "ben": {State.PUBLISHED},
    "eve": {State.PUBLISHED},
    "fay": {State.PUBLISHED},
    "dan": {State.PUBLISHED},
    "ada": {State.DRAFT, State.PUBLISHED, *WAITING},
    "cleo": {State.PUBLISHED, *WAITING},
    "gil": {State.PUBLISHED, *WAITING},
}
Cast = dict[str, Viewer]


@pytest.fixture
def everybody(request: pytest.FixtureRequest, guest: Guest) -> Cast:
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    return {"guest": guest, **people}


@pytest.fixture
def project(ada: Member) -> Callable[[State], Project]:
    """A project of Ada in this state."""
    return lambda state: making.project(ada, state)


@pytest.mark.parametrize("state", State)
def test_rule_and_twin_agree(
    state: State, everybody: Cast, project: Callable[[State], Project]
) -> None:
    made = project(state)
    for name, viewer in everybody.items():
        query = sa.select(Entry.id).where(Entry.id == made.id, visible_to(viewer))
        told = (can_see(viewer, made), session.scalar(query) == made.id)
        assert told == (state in SEES[name],) * 2, name


@pytest.mark.parametrize("state", State)
def test_the_loader_gives_it_or_says_missing(
    state: State, everybody: Cast, project: Callable[[State], Project]
) -> None:
    made = project(state)
    for name, viewer in everybody.items():
        if state in SEES[name]:
            found = queries.entry(Project, made.id, viewer)
            assert found.author is not None
        else:
            with pytest.raises(Missing) as answer:
                queries.entry(Project, made.id, viewer)
            assert answer.type is Missing  # nobody learns that it was there


def test_what_was_public_once_is_gone(
    everybody: Cast, project: Callable[[State], Project]
) -> None:
    made = project(State.PUBLISHED)
    with making.transaction():
        made.state = State.DELETED
    for viewer in everybody.values():
        with pytest.raises(Gone):
            queries.entry(Project, made.id, viewer)
        assert not can_see(viewer, made)


def test_there_is_none_of_this_number(guest: Guest, ada: Member) -> None:
    with pytest.raises(Missing):
        queries.entry(Project, 999, guest)


@pytest.mark.parametrize("state", State)
def test_only_authors_change_and_members_comment(
    state: State, everybody: Cast, project: Callable[[State], Project]
) -> None:
    made = project(state)
    changeable = state not in (State.HIDDEN, State.DELETED)
    for name, viewer in everybody.items():
        mine = name == "ada" and changeable
        assert (can_edit(viewer, made), can_delete(viewer, made)) == (mine, mine)
        talks = name != "guest" and state is State.PUBLISHED
        assert can_comment(viewer, made) is talks


@pytest.mark.parametrize("state", State)
def test_pages_answer_as_the_rule_says(
    state: State,
    visit: Visitor,
    everybody: Cast,
    project: Callable[[State], Project],
) -> None:
    made = project(state)
    path = f"/projekte/{made.id}-{made.slug}"
    for name, viewer in everybody.items():
        who = viewer if isinstance(viewer, Member) else None
        visit(path, as_=who, status=200 if state in SEES[name] else 404)


def test_a_deleted_page_says_gone(
    visit: Visitor, project: Callable[[State], Project]
) -> None:
    made = project(State.PUBLISHED)
    with making.transaction():
        made.state = State.DELETED
    assert "gelöscht" in visit(f"/projekte/{made.id}-x", status=410).heading


def test_another_slug_leads_to_the_right_one(
    visit: Visitor, project: Callable[[State], Project]
) -> None:
    made = project(State.PUBLISHED)
    page = visit(f"/sv/projekte/{made.id}-alt", status=301)
    assert page.location == f"/sv/projekte/{made.id}-{made.slug}"


@pytest.mark.parametrize("number", ["0", "999", str(2**31), "9" * 30, "x"])
def test_numbers_nobody_has(visit: Visitor, number: str) -> None:
    visit(f"/projekte/{number}-x", status=404)


def test_own_things_are_listed_without_the_deleted(
    ada: Member, ben: Member, project: Callable[[State], Project]
) -> None:
    made = {state: project(state).id for state in State}
    found = [one.id for one in session.scalars(queries.written_by(ada))]
    assert sorted(found) == [made[one] for one in State if one is not State.DELETED]
    assert session.scalars(queries.written_by(ben)).all() == []
    listed = session.scalars(queries.listed(Project)).all()
    assert [one.id for one in listed] == [made[State.PUBLISHED]]


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Drei Höfe, ein Dach voller Sonne!", "drei-hoefe-ein-dach-voller-sonne"),
        ("Straße & Fuß", "strasse-fuss"),
        ("STRAẞE", "strasse"),
        ("A\u0308pfel", "aepfel"),
        ("Hållbar ø æ é", "hallbar-o-ae-e"),
        ("CO₂ ½", "co2-12"),
        ("  --- ", "ohne-titel"),
        ("", "ohne-titel"),
        ("\U0001f33b 日本", "ohne-titel"),
        ("../../etc/passwd\0", "etc-passwd"),
    ],
)
def test_addresses_can_be_read(title: str, made: str) -> None:
    assert slug(title) == made


def test_addresses_are_short() -> None:
    long = slug("ä" * 200 + " b")
    assert len(long) <= SLUG_MAX
    assert not slug(f"{'a' * (SLUG_MAX - 1)} b").endswith("-")
