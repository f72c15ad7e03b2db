"""What editors do with goals, what is refused, and what it leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from decimal import Decimal
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid
from forum.entries.models import Entry, Revision, State
from forum.goals import service
from forum.goals.models import Goal, GoalLink, Reading
from forum.goals.permissions import can_link
from forum.goals.queries import entries_linked, goals_of, how_many_linked, titles_of
from tests.discussions import making as talk
from tests.goals import making
from tests.projects import making as projects
from tests.projects.making import forget, happened


def links(entry: Entry) -> list[tuple[int, int | None]]:
    rows = session.execute(
        sa.select(GoalLink.goal_id, GoalLink.by)
        .where(GoalLink.entry_id == entry.id)
        .order_by(GoalLink.goal_id)
    )
    return [(goal, by) for goal, by in rows]


def test_a_goal_is_public_at_once(dan: Member) -> None:
    goal = making.goal(dan)
    assert (goal.state, goal.place, goal.author_id) == (
        State.PUBLISHED,
        "kreisweit",
        dan.id,
    )
    assert (goal.slug, goal.html) == (
        "sonnenstrom-im-kreis",
        "<p>Jedes Dach zählt.</p>",
    )
    assert goal.published_at is not None
    assert happened() == ["GoalWritten"]


def test_a_change_keeps_what_it_said_before(dan: Member) -> None:
    goal = making.goal(dan)
    with transaction():
        service.change(goal, making.plan("Noch mehr Sonne", target=Decimal(300)), dan)
    titles = session.scalars(sa.select(Revision.title).order_by(Revision.id)).all()
    assert list(titles) == ["Sonnenstrom im Kreis", "Noch mehr Sonne"]
    assert (goal.target, goal.slug) == (300, "noch-mehr-sonne")
    assert happened() == ["GoalWritten", "GoalWritten"]


@pytest.mark.parametrize("year", [2030, 2031, 2100])
def test_the_target_lies_behind_the_baseline(year: int, dan: Member) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        service.set_up(making.plan(baseline_year=year), 0, by=dan)
    assert refused.value.field == "target_year"
    assert (session.query(Goal).count(), happened()) == (0, [])


def test_a_second_reading_of_a_year_replaces_the_first(dan: Member) -> None:
    goal = making.goal(dan, (2024, 120))
    with transaction():
        service.take_reading(goal, 2024, Decimal("121.5"), dan, provisional=True)
        service.take_reading(goal, 2025, Decimal(130), dan)
    rows = session.execute(
        sa.select(Reading.year, Reading.value, Reading.provisional).order_by(
            Reading.year
        )
    ).all()
    assert rows == [(2024, Decimal("121.5"), True), (2025, Decimal(130), False)]
    told = session.scalars(
        sa.select(ActivityRow.details)
        .where(ActivityRow.name == "ReadingTaken", ActivityRow.audited)
        .order_by(ActivityRow.id)
    )
    assert [one["year"] for one in told] == [2024, 2024, 2025]


def test_links_are_set_taken_back_and_added(
    ada: Member, cleo: Member, dan: Member
) -> None:
    project = projects.project(ada)
    sun, wind = making.goal(dan), making.goal(dan, title="Windstrom im Kreis")
    forget()
    before = happened()
    with transaction():
        service.set_links(project, [sun.id, 999_999], cleo)
    assert links(project) == [(sun.id, cleo.id)]
    with transaction():
        service.link(wind, project, dan)
        service.link(wind, project, dan)
    assert links(project) == [(sun.id, cleo.id), (wind.id, dan.id)]
    with transaction():
        service.set_links(project, [wind.id], cleo)
    assert links(project) == [(wind.id, dan.id)]
    assert happened()[len(before) :] == ["GoalLinked", "GoalLinked", "GoalUnlinked"]


@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_only_editors_write_goals(
    who: str, request: pytest.FixtureRequest, dan: Member
) -> None:
    somebody = request.getfixturevalue(who)
    goal = making.goal(dan)
    before = happened()
    acts = (
        lambda: service.set_up(making.plan(), 0, by=somebody),
        lambda: service.change(goal, making.plan("Anders als zuvor"), somebody),
        lambda: service.take_reading(goal, 2024, Decimal(1), somebody),
    )
    for act in acts:
        with pytest.raises(Forbidden), transaction():
            act()
    assert (making.again(goal).title, happened()) == ("Sonnenstrom im Kreis", before)


def test_members_cannot_link(ada: Member, dan: Member) -> None:
    project, goal = projects.project(ada), making.goal(dan)
    for act in (
        lambda: service.set_links(project, [goal.id], ada),
        lambda: service.link(goal, project, ada),
    ):
        with pytest.raises(Forbidden), transaction():
            act()
    assert links(project) == []


def test_a_moderator_links_within_fields_and_places(
    ada: Member, cleo: Member, dan: Member
) -> None:
    project, goal = projects.project(ada), making.goal(dan)
    for fields, places, allowed in (
        (["bildung"], [], False),
        ([], ["vreden"], False),
        ([project.field], [], True),
        (["bildung"], [project.place], True),
    ):
        with transaction():
            cleo.scope_fields, cleo.scope_places = fields, places
        assert can_link(cleo, project) is allowed
        with transaction(), nullcontext() if allowed else pytest.raises(Forbidden):
            service.link(goal, project, cleo)
        assert links(project) == ([(goal.id, cleo.id)] if allowed else [])


def test_two_at_once_link_one_goal(
    app: Flask, ada: Member, cleo: Member, dan: Member
) -> None:
    project, goal = projects.project(ada).id, making.goal(dan).id
    staff, together = (cleo.id, dan.id), Barrier(2)
    session.rollback()

    def link(by: int) -> None:
        with app.app_context():
            together.wait()
            with transaction():
                service.link(
                    session.get_one(Goal, goal),
                    session.get_one(Entry, project),
                    session.get_one(Member, by),
                )

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(link, staff)) == [None, None]
    assert [one for one, _by in links(session.get_one(Entry, project))] == [goal]


def test_a_hidden_goal_is_named_nowhere(ada: Member, dan: Member) -> None:
    project, goal = projects.project(ada), making.goal(dan)
    with transaction():
        service.link(goal, project, dan)
    assert [one.id for one in goals_of(project.id)] == [goal.id]
    with transaction():
        goal.state = State.HIDDEN
    assert (list(goals_of(project.id)), titles_of([project.id])) == ([], {})


def test_only_public_entries_are_counted(ada: Member, dan: Member) -> None:
    goal = making.goal(dan)
    for state in (State.PUBLISHED, State.DRAFT, State.HIDDEN):
        project = projects.project(ada, state)
        with transaction():
            service.link(goal, project, dan)
    assert (how_many_linked(), entries_linked()) == ({goal.id: 1}, 1)
    thread = talk.thread(ada)
    with transaction():
        service.link(goal, thread, dan)
    assert (how_many_linked(), entries_linked()) == ({goal.id: 2}, 2)
    assert entries_linked("project") == 1


def test_two_editors_at_once_enter_one_reading(app: Flask, dan: Member) -> None:
    number, by, together = making.goal(dan).id, dan.id, Barrier(2)
    session.rollback()

    def read(value: int) -> None:
        with app.app_context():
            together.wait()
            with transaction():
                goal = session.get_one(Goal, number)
                editor = session.get_one(Member, by)
                service.take_reading(goal, 2024, Decimal(value), editor)

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(read, (120, 130))) == [None, None]
    (found,) = session.query(Reading.value).all()
    assert found[0] in (120, 130)
