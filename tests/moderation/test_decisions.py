"""What moderators decide, what is refused, and what it leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.editorial.highlights.models import Highlight, Place
from forum.entries.models import State
from forum.goals.models import GoalLink
from forum.goals.service import Plan, set_up
from forum.moderation.queue import service
from forum.moderation.queue.models import Verdict
from forum.moderation.queue.queries import history, last_decision
from forum.moderation.queue.service import Filing
from forum.projects.models import Project
from tests.moderation import making
from tests.moderation.making import REASON

ALL = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.REJECTED,
    State.PUBLISHED,
    State.HIDDEN,
)
DECISIONS = {
    "approve": (
        lambda entry, by: service.approve(entry, by),
        {State.SUBMITTED, State.RETURNED, State.REJECTED},
        State.PUBLISHED,
        "EntryApproved",
    ),
    "ask_back": (
        lambda entry, by: service.ask_back(entry, REASON, by),
        {State.SUBMITTED},
        State.RETURNED,
        "EntryReturned",
    ),
    "reject": (
        lambda entry, by: service.reject(entry, REASON, by),
        {State.SUBMITTED, State.RETURNED},
        State.REJECTED,
        "EntryRejected",
    ),
    "hide": (
        lambda entry, by: service.hide(entry, REASON, by),
        {State.PUBLISHED},
        State.HIDDEN,
        "EntryHidden",
    ),
    "show": (
        lambda entry, by: service.show(entry, by),
        {State.HIDDEN},
        State.PUBLISHED,
        "EntryShown",
    ),
}


def goal(title: str, by: Member) -> int:
    with transaction():
        plan = Plan(title, "Kurz gesagt.", "Text.", "Zählung", "t", 10, 2030)
        return set_up(plan, 1, by=by).id


@pytest.mark.parametrize("state", ALL)
@pytest.mark.parametrize("name", DECISIONS)
def test_each_decision_in_each_state(
    name: str, state: State, ada: Member, cleo: Member, gil: Member
) -> None:
    decide, allowed, after, activity = DECISIONS[name]
    project = making.project(ada, state=state, by=gil if state in ALL[2:] else None)
    before = making.acts()
    if state in allowed:
        with transaction():
            decision = decide(project, cleo)
        assert (project.state, making.acts()[len(before) :]) == (after, [activity])
        assert (decision.entry_id, decision.by) == (project.id, cleo.id)
    else:
        with pytest.raises(Refusal), transaction():
            decide(project, cleo)
        assert (project.state, making.acts()) == (state, before)


@pytest.mark.parametrize("name", DECISIONS)
@pytest.mark.parametrize("who", ["ada", "ben", "dan"])
def test_only_moderators_decide(
    name: str, who: str, request: pytest.FixtureRequest, ada: Member
) -> None:
    """Neither authors nor strangers nor editors."""
    somebody = ada if who == "ada" else request.getfixturevalue(who)
    project = making.project(ada)
    with pytest.raises(Forbidden), transaction():
        DECISIONS[name][0](project, somebody)
    assert (project.state, making.acts()) == (State.SUBMITTED, [])


@pytest.mark.parametrize("message", ["", "  \n", "\u200b"])
@pytest.mark.parametrize("name", ["ask_back", "reject", "hide"])
def test_a_reason_is_needed(name: str, message: str, ada: Member, cleo: Member) -> None:
    state = State.PUBLISHED if name == "hide" else State.SUBMITTED
    project = making.project(ada, state=state, by=cleo)
    with pytest.raises(Invalid) as refused, transaction():
        getattr(service, name)(project, message, cleo)
    assert (refused.value.field, project.state) == ("message", state)


def test_approving_publishes_and_keeps_the_first_day(ada: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    published = project.published_at
    assert published is not None
    with transaction():
        service.hide(project, REASON, cleo)
        service.show(project, cleo)
    assert (project.state, project.published_at) == (State.PUBLISHED, published)


def test_the_second_of_two_learns_who_was_first(
    ada: Member, cleo: Member, gil: Member
) -> None:
    project = making.project(ada)
    with transaction():
        service.approve(project, cleo)
    with pytest.raises(Refusal) as refused, transaction():
        service.reject(project, REASON, gil)
    assert refused.value.message == "Diesen Beitrag hat gerade %(name)s freigegeben."
    assert refused.value.values == {"name": "Cleo Harms"}
    assert making.acts() == ["EntryApproved"]


def test_the_same_decision_sent_twice_is_made_once(ada: Member, cleo: Member) -> None:
    project = making.project(ada)
    with transaction():
        first = service.approve(project, cleo)
        second = service.approve(project, cleo)
    assert (first, making.acts()) == (second, ["EntryApproved"])


def test_approving_links_goals_and_features(
    ada: Member, dan: Member, gil: Member
) -> None:
    number = goal("Sonnenstrom", dan)
    project = making.project(ada)
    with transaction():
        service.approve(project, gil, "", Filing(goals=[number], place=Place.START))
    links = session.query(GoalLink.goal_id, GoalLink.entry_id).all()
    shown = session.query(Highlight.entry_id, Highlight.place).all()
    assert links == [(number, project.id)]
    assert shown == [(project.id, Place.START)]
    assert making.acts()[1:] == ["EntryApproved", "GoalLinked", "EntryFeatured"]


def test_a_moderator_cannot_feature(ada: Member, cleo: Member) -> None:
    project = making.project(ada)
    with pytest.raises(Forbidden), transaction():
        service.approve(project, cleo, "", Filing(place=Place.MONTH))
    assert (project.state, making.acts()) == (State.SUBMITTED, [])


def test_an_editor_files_what_is_published(
    ada: Member, cleo: Member, dan: Member
) -> None:
    number = goal("Sonnenstrom", dan)
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    with transaction():
        service.file(project, Filing(goals=[number], place=Place.MONTH), dan)
    assert session.query(Highlight.place).all() == [(Place.MONTH,)]
    assert making.acts()[-2:] == ["GoalLinked", "EntryFeatured"]


def test_what_waits_cannot_be_featured_yet(ada: Member, dan: Member) -> None:
    project = making.project(ada)
    with pytest.raises(Invalid) as refused, transaction():
        service.file(project, Filing(place=Place.START), dan)
    assert (refused.value.field, making.acts()) == ("place", [])


def test_members_cannot_file(ada: Member) -> None:
    project = making.project(ada)
    with pytest.raises(Forbidden), transaction():
        service.file(project, Filing(goals=[]), ada)


def test_the_history_tells_all_of_it(ada: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.RETURNED, by=cleo)
    told = [(one.verdict, one.by, one.message) for one in history(project.id)]
    assert told == [(Verdict.RETURNED, "Cleo Harms", REASON), (None, "", "")]
    last = last_decision(project.id)
    assert last is not None
    assert (last.verdict, last.message) == (Verdict.RETURNED, REASON)


def test_two_at_the_very_same_moment(
    app: Flask, ada: Member, cleo: Member, gil: Member
) -> None:
    """Each in a thread and a session of its own; one decision is made, one refused."""
    project = making.project(ada)
    number, start = project.id, Barrier(2)

    def decide(moderator: int) -> str:
        with app.app_context():
            by = session.get_one(Member, moderator)
            entry = session.get_one(Project, number)
            start.wait()
            try:
                with transaction():
                    service.approve(entry, by)
            except Refusal:
                return "refused"
            return "decided"

    moderators = [cleo.id, gil.id]
    session.rollback()
    with ThreadPoolExecutor(2) as two:
        answers = list(two.map(decide, moderators))
    assert sorted(answers) == ["decided", "refused"]
    assert making.acts() == ["EntryApproved"]
