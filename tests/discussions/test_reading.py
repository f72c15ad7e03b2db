"""Who may read which comment, and where one stands: the rules and their SQL twins."""

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Guest, Member, Viewer
from forum.core.db import session
from forum.core.errors import Missing
from forum.discussions.comments import queries, service
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.comments.permissions import (
    can_edit,
    can_reply,
    can_see_comment,
    comments_visible_to,
)
from forum.discussions.comments.queries import entry_of
from forum.discussions.comments.strands import strands
from forum.discussions.threads.models import Thread
from forum.entries.models import State
from tests.discussions import making

PUBLISHED, HELD, HIDDEN, DELETED = CommentState
WHO = ("guest", "eve", "ben", "dan", "cleo", "gil")  # Ben said it
READ = {
    PUBLISHED: {"guest", "eve", "ben", "dan", "cleo", "gil"},
    HELD: {"ben", "cleo", "gil"},
    HIDDEN: {"ben", "cleo", "gil"},
    DELETED: set(),
}
CHANGE = {PUBLISHED: {"ben"}, HELD: {"ben"}, HIDDEN: set(), DELETED: set()}
ANSWER = {
    PUBLISHED: {"eve", "ben", "dan", "cleo", "gil"},
    HELD: set(),
    HIDDEN: set(),
    DELETED: set(),
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Viewer]:
    return {name: request.getfixturevalue(name) for name in WHO}


@pytest.fixture
def begun(ada: Member) -> Thread:
    """A conversation where Ben is new."""
    return making.thread(ada)


@pytest.mark.parametrize("state", list(CommentState))
def test_who_may_do_what_with_a_comment(
    cast: dict[str, Viewer], begun: Thread, ben: Member, state: CommentState
) -> None:
    said = making.comment(begun, ben, state=state)
    assert {
        one for one in WHO if can_see_comment(cast[one], said, entry_of(said))
    } == READ[state]
    assert {one for one in WHO if can_edit(cast[one], said)} == CHANGE[state]
    assert {one for one in WHO if can_reply(cast[one], begun, said)} == ANSWER[state]


@pytest.mark.parametrize("state", list(CommentState))
def test_the_database_says_the_same(
    cast: dict[str, Viewer], begun: Thread, ben: Member, state: CommentState
) -> None:
    said = making.comment(begun, ben, state=state)
    seen = {
        name
        for name, viewer in cast.items()
        if session.scalar(
            sa.select(Comment.id).where(
                Comment.id == said.id, comments_visible_to(viewer)
            )
        )
    }
    assert seen == READ[state]


@pytest.mark.parametrize("state", [State.HIDDEN, State.SUBMITTED, State.DELETED])
def test_what_stands_below_something_hidden_is_hidden_too(
    talk: Thread, ben: Member, guest: Guest, state: State
) -> None:
    said = making.comment(talk, ben)
    with making.transaction():
        talk.state = state
    for ask in (queries.comment, queries.place_of):
        with pytest.raises(Missing):
            ask(said.id, guest)


def test_a_talk_goes_strand_by_strand(talk: Thread, ben: Member, guest: Guest) -> None:
    first = making.comment(talk, ben)
    second = making.comment(talk, ben)
    answer = making.comment(talk, ben, reply_to=first)
    deeper = making.comment(talk, ben, reply_to=answer)
    page = queries.page_of(talk.id, guest, 1)
    wanted = [first.id, answer.id, deeper.id, second.id]
    assert [one.id for one in page.items] == wanted


def test_where_others_stood(talk: Thread, ben: Member, guest: Guest) -> None:
    """Hidden ones leave their place, deleted ones if answers stand below."""
    hidden = making.comment(talk, ben, state=HIDDEN)
    alone, answered = making.comment(talk, ben), making.comment(talk, ben)
    answer = making.comment(talk, ben, reply_to=answered)
    never_shown = making.comment(talk, ben, state=HIDDEN)
    with making.transaction():
        alone.state = answered.state = DELETED
        never_shown.was_public = False
    page = queries.page_of(talk.id, guest, 1)
    assert [one.id for one in page.items] == [hidden.id, answered.id, answer.id]


def test_a_deleted_answer_stays_while_it_is_answered(
    talk: Thread, ben: Member, guest: Guest
) -> None:
    first = making.comment(talk, ben)
    answer = making.comment(talk, ben, reply_to=first)
    deeper = making.comment(talk, ben, reply_to=answer)
    with making.transaction():
        first.state = answer.state = DELETED
    page = queries.page_of(talk.id, guest, 1)
    assert [one.id for one in page.items] == [first.id, answer.id, deeper.id]
    with making.transaction():
        deeper.state = DELETED
    assert queries.page_of(talk.id, guest, 1).total == 0


def test_what_is_deleted_stays_for_whoever_sees_an_answer(
    talk: Thread, ben: Member, eve: Member, guest: Guest, cleo: Member
) -> None:
    """Also for a new member whose own answer nobody else reads yet."""
    first = making.comment(talk, ben)
    held = making.comment(talk, eve, reply_to=first)
    with making.transaction():
        first.state = DELETED
    seen = [
        [one.id for one in queries.page_of(talk.id, who, 1).items]
        for who in (guest, eve, cleo)
    ]
    assert seen == [[], [first.id, held.id], [first.id, held.id]]
    assert queries.place_of(first.id, eve)[0].id == talk.id


def test_who_is_answered_is_named_only_with_words_one_may_read(
    talk: Thread, ada: Member, ben: Member, guest: Guest, cleo: Member
) -> None:
    first = making.comment(talk, ada)
    asked = making.comment(talk, ben, reply_to=first)
    answer = making.comment(talk, ada, reply_to=asked)

    def named(reader: Viewer) -> list[int]:
        found = queries.page_of(talk.id, reader, 1).items
        [strand] = strands(found, talk, reader)
        return [one.answers.id for one in strand.answers if one.answers]

    assert named(guest) == [asked.id]
    with making.transaction():
        service.hide(asked, by=cleo)
    assert (named(guest), named(cleo)) == ([], [asked.id])
    with making.transaction():
        service.show(asked, by=cleo)
        service.delete(asked, by=ben)
    assert (named(guest), named(cleo)) == ([], [])
    assert answer.parent_id == asked.id


def test_what_waits_is_listed_while_its_entry_is_to_be_seen(
    talk: Thread, eve: Member
) -> None:
    held = making.comment(talk, eve)
    assert [one.id for one in queries.waiting_of(eve)] == [held.id]
    assert queries.waiting_of(eve)[0].entry.title == talk.title
    with making.transaction():
        talk.state = State.HIDDEN
    assert queries.waiting_of(eve) == []


def test_new_members_see_their_own_in_its_place(
    talk: Thread, eve: Member, guest: Guest, cleo: Member
) -> None:
    held = making.comment(talk, eve)
    seen = [
        [one.id for one in queries.page_of(talk.id, who, 1).items]
        for who in (guest, eve, cleo)
    ]
    assert seen == [[], [held.id], [held.id]]


def test_on_which_page_a_comment_stands(
    talk: Thread, ben: Member, eve: Member, guest: Guest
) -> None:
    held = making.comment(talk, eve)
    first = making.comment(talk, ben)
    others = [making.comment(talk, ben) for _ in range(19)]
    answer = making.comment(talk, ben, reply_to=first)
    pages = [
        queries.place_of(one.id, guest)[1] for one in (first, answer, *others[-2:])
    ]
    assert pages == [1, 1, 1, 2]
    assert queries.place_of(others[-2].id, eve)[1] == 2
    assert queries.place_of(held.id, eve)[1] == 1
    assert queries.place_of(first.id, guest)[0].id == talk.id
