"""What moderators decide about comments."""

from datetime import timedelta

import pytest

from forum.accounts.members.models import Member
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.discussions.comments.models import CommentState
from forum.entries.models import State
from forum.moderation.queue import service
from forum.moderation.queue.cases import Tab, cases, counts
from forum.moderation.queue.models import Decision, Verdict
from tests.moderation import making
from tests.moderation.making import REASON


def test_a_held_comment_is_released(ada: Member, eve: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    assert said.state is CommentState.HELD
    with transaction():
        service.release_comment(said, cleo)
    assert said.state is CommentState.PUBLISHED
    assert making.acts()[1:] == ["CommentReleaseDecided"]


def test_a_held_comment_is_rejected_with_a_reason(
    ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    with pytest.raises(Invalid), transaction():
        service.hide_comment(said, " ", cleo)
    with transaction():
        decision = service.hide_comment(said, REASON, cleo)
    assert (said.state, decision.verdict) == (CommentState.HIDDEN, Verdict.REJECTED)
    assert making.acts()[1:] == ["CommentRejectionDecided"]


def test_a_public_comment_is_hidden_and_shown(
    ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, ada)
    with transaction():
        service.hide_comment(said, REASON, cleo)
        assert said.state is CommentState.HIDDEN
        service.show_comment(said, cleo)
    assert said.state is CommentState.PUBLISHED
    assert making.acts()[1:] == ["CommentHidingDecided", "CommentShowingDecided"]


def test_the_second_of_two_learns_who_was_first(
    ada: Member, eve: Member, cleo: Member, gil: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    with transaction():
        first = service.release_comment(said, cleo)
        assert service.release_comment(said, cleo) is first
    with pytest.raises(Refusal) as refused, transaction():
        service.release_comment(said, gil)
    assert refused.value.values == {"name": "Cleo Harms"}


def test_what_its_author_took_away_is_refused(ada: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, ada)
    with transaction():
        said.state = CommentState.DELETED
    with pytest.raises(Refusal), transaction():
        service.show_comment(said, cleo)


@pytest.mark.parametrize("act", ["release_comment", "show_comment"])
@pytest.mark.parametrize("who", ["eve", "dan"])
def test_only_moderators_decide(
    act: str, who: str, request: pytest.FixtureRequest, ada: Member, cleo: Member
) -> None:
    somebody = request.getfixturevalue(who)
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, ada)
    with pytest.raises(Forbidden), transaction():
        getattr(service, act)(said, somebody)
    with pytest.raises(Forbidden), transaction():
        service.hide_comment(said, REASON, somebody)
    assert (
        session.query(Decision.comment_id).filter(Decision.comment_id > 0).all() == []
    )


def test_nothing_is_released_below_what_is_not_public(
    ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    with transaction():
        project.state = State.HIDDEN
    with pytest.raises(Refusal), transaction():
        service.release_comment(said, cleo)
    assert said.state is CommentState.HELD
    assert [to for to, *_ in making.letters() if to == eve.email] == []
    with transaction():
        service.hide_comment(said, REASON, cleo)
    assert said.state is CommentState.HIDDEN


def test_what_was_hidden_last_comes_first(
    ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    first, second = making.comment(project, eve), making.comment(project, eve)
    other = making.project(ada, "Wallhecke", state=State.PUBLISHED, by=cleo)
    for hours, hide, case in (
        (1, service.hide_comment, second),
        (2, service.hide, other),
        (3, service.hide_comment, first),
    ):
        with at(now() + timedelta(hours=hours)), transaction():
            hide(case, REASON, cleo)  # type: ignore[operator]
    page = cases(Tab.HIDDEN, 1, cleo)
    assert [one.number for one in page.items] == [first.id, other.id, second.id]
    assert counts(cleo)[Tab.HIDDEN] == 3
