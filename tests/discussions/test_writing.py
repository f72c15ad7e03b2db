"""What members do with comments: the use case, the refusal, the activity it leaves."""

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.core.errors import Forbidden
from forum.core.text import render
from forum.core.versions import Conflict
from forum.discussions.comments import queries, service
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.threads.models import Thread
from forum.entries.models import State
from forum.entries.service import Sent
from tests import make
from tests.discussions import making


@pytest.fixture(autouse=True)
def begun(talk: Thread) -> None:
    """What was done to begin it is forgotten."""
    making.forget()


def _say(talk: Thread, by: Member, text: str = "Gern.", **more: object) -> Comment:
    with transaction():
        return service.write(talk, text, render(text), by=by, **more)  # type: ignore[arg-type]


def test_members_say_something(talk: Thread, ben: Member) -> None:
    said = _say(talk, ben, "Rechnet **genau**.")
    assert (said.state, said.root_id, said.parent_id, said.author_id) == (
        CommentState.PUBLISHED,
        said.id,
        None,
        ben.id,
    )
    assert said.html == "<p>Rechnet <strong>genau</strong>.</p>"
    assert (talk.comment_count, talk.active_at) == (1, said.created_at)
    assert making.happened() == ["CommentWritten"]


def test_members_answer_each_other(talk: Thread, ada: Member, ben: Member) -> None:
    first = _say(talk, ben)
    answer = _say(talk, ada, reply_to=first)
    answer_to_it = _say(talk, ben, reply_to=answer)
    assert [one.root_id for one in (answer, answer_to_it)] == [first.id, first.id]
    assert [one.parent_id for one in (answer, answer_to_it)] == [first.id, answer.id]
    assert talk.comment_count == 3


def test_a_form_that_is_sent_twice_says_it_once(talk: Thread, ben: Member) -> None:
    first = _say(talk, ben, sent=Sent("abc"))
    again = _say(talk, ben, sent=Sent("abc"))
    assert (again.id, talk.comment_count) == (first.id, 1)
    assert making.happened() == ["CommentWritten"]


def test_the_key_of_somebody_else_takes_nothing_away(
    talk: Thread, ada: Member, ben: Member
) -> None:
    first = _say(talk, ben, sent=Sent("abc"))
    other = _say(talk, ada, "Etwas anderes.", sent=Sent("abc"))
    assert other.id != first.id
    assert (other.source, other.form_key) == ("Etwas anderes.", None)


def test_other_words_with_the_same_key_are_kept_too(
    talk: Thread, ada: Member, ben: Member
) -> None:
    """Somebody went back, wrote it anew and sent the page again."""
    first = _say(talk, ben, sent=Sent("abc"))
    other = _say(talk, ben, "Lieber so.", sent=Sent("abc"))
    answer = _say(talk, ben, sent=Sent("abc"), reply_to=first)
    elsewhere = _say(making.thread(ada), ben, sent=Sent("abc"))
    assert len({first.id, other.id, answer.id, elsewhere.id}) == 4
    assert (other.source, other.form_key) == ("Lieber so.", None)
    assert (first.source, talk.comment_count) == ("Gern.", 3)


def test_what_was_deleted_can_be_said_again(talk: Thread, ben: Member) -> None:
    first = _say(talk, ben, sent=Sent("abc"))
    with transaction():
        service.delete(first, by=ben)
    again = _say(talk, ben, sent=Sent("abc"))
    assert (again.id != first.id, again.is_public) == (True, True)


def test_words_have_the_language_of_the_page_they_were_written_on(
    talk: Thread, ben: Member
) -> None:
    with transaction():
        ben.language = "en"  # of his letters
    assert _say(talk, ben, sent=Sent("abc", "sv")).language == "sv"


def test_the_second_window_takes_nothing_away(talk: Thread, ben: Member) -> None:
    said = _say(talk, ben)
    opened = said.version
    with transaction():
        service.edit(said, "Erstes Fenster", "", ben, opened)
    for version in (opened, "", "x"):
        with pytest.raises(Conflict), transaction():
            service.edit(said, "Zweites Fenster", "", ben, version)
    assert said.source == "Erstes Fenster"


@pytest.mark.parametrize("state", [one for one in State if one is not State.PUBLISHED])
def test_nobody_talks_below_what_is_not_public(
    talk: Thread, ada: Member, state: State
) -> None:
    with transaction():
        talk.state = state
    with pytest.raises(Forbidden):
        _say(talk, ada)
    assert making.happened() == []


@pytest.mark.parametrize(
    "state", [one for one in CommentState if one is not CommentState.PUBLISHED]
)
def test_only_what_everybody_reads_is_answered(
    talk: Thread, ada: Member, eve: Member, state: CommentState
) -> None:
    said = making.comment(talk, eve, state=state)
    with pytest.raises(Forbidden):
        _say(talk, ada, reply_to=said)


def test_an_answer_stays_below_its_own_entry(
    talk: Thread, ada: Member, ben: Member
) -> None:
    elsewhere = making.comment(making.thread(ben), ben)
    with pytest.raises(Forbidden):
        _say(talk, ada, reply_to=elsewhere)


def test_the_first_words_of_a_new_member_are_held(talk: Thread, eve: Member) -> None:
    said = _say(talk, eve)
    assert (said.state, said.was_public) == (CommentState.HELD, False)
    assert talk.comment_count == 0
    assert making.happened() == ["CommentHeld"]
    assert _say(talk, eve, "Und noch etwas.").state is CommentState.HELD


def test_staff_are_never_new(talk: Thread, cleo: Member, dan: Member) -> None:
    states = [_say(talk, one).state for one in (cleo, dan)]
    assert states == [CommentState.PUBLISHED, CommentState.PUBLISHED]


def test_who_was_released_once_is_new_no_more(
    talk: Thread, cleo: Member, eve: Member
) -> None:
    first = _say(talk, eve)
    with transaction():
        service.release(first, by=cleo)
    assert _say(talk, eve).state is CommentState.PUBLISHED


def test_authors_put_it_in_other_words(talk: Thread, ben: Member) -> None:
    said = _say(talk, ben)
    with transaction():
        service.edit(said, "Doch *nicht*.", render("Doch *nicht*."), ben, "0")
    assert (said.source, said.html) == ("Doch *nicht*.", "<p>Doch <em>nicht</em>.</p>")
    assert said.edited_at is not None
    assert making.happened() == ["CommentWritten", "CommentEdited"]


def test_the_same_words_again_change_nothing(talk: Thread, ben: Member) -> None:
    said = _say(talk, ben)
    with transaction():
        service.edit(said, said.source, said.html, ben, said.version)
    assert said.edited_at is None
    assert making.happened() == ["CommentWritten"]


def test_nobody_changes_the_words_of_others(
    talk: Thread, ada: Member, cleo: Member, ben: Member
) -> None:
    said = _say(talk, ben)
    for other in (ada, cleo):
        with pytest.raises(Forbidden), transaction():
            service.edit(said, "Falsch", "<p>Falsch</p>", other, "0")
        with pytest.raises(Forbidden), transaction():
            service.delete(said, by=other)
    assert (said.source, said.state) == ("Gern.", CommentState.PUBLISHED)


def test_a_deleted_comment_leaves_no_words(talk: Thread, ben: Member) -> None:
    before = talk.published_at
    said = _say(talk, ben)
    with transaction():
        service.delete(said, by=ben)
    assert (said.source, said.html, said.state) == ("", "", CommentState.DELETED)
    assert (talk.comment_count, talk.active_at) == (0, before)
    assert making.happened() == ["CommentWritten", "CommentDeleted"]


def test_moderators_release_what_was_held(
    talk: Thread, cleo: Member, eve: Member
) -> None:
    said = _say(talk, eve)
    with transaction():
        service.release(said, by=cleo)
        service.release(said, by=cleo)
    assert (said.state, said.was_public) == (CommentState.PUBLISHED, True)
    assert talk.comment_count == 1
    assert making.happened() == ["CommentHeld", "CommentReleased"]


def test_moderators_hide_and_show(talk: Thread, cleo: Member, ben: Member) -> None:
    said = _say(talk, ben)
    with transaction():
        service.hide(said, by=cleo)
        service.hide(said, by=cleo)
    assert (said.state, talk.comment_count) == (CommentState.HIDDEN, 0)
    with transaction():
        service.show(said, by=cleo)
        service.show(said, by=cleo)
    assert (said.state, talk.comment_count) == (CommentState.PUBLISHED, 1)
    assert making.happened() == ["CommentWritten", "CommentHidden", "CommentShown"]


def test_members_and_editors_do_not_moderate(
    talk: Thread, ben: Member, dan: Member, eve: Member
) -> None:
    held, said = _say(talk, eve), _say(talk, ben)
    for by in (ben, dan, eve):
        with pytest.raises(Forbidden), transaction():
            service.release(held, by=by)
        with pytest.raises(Forbidden), transaction():
            service.hide(said, by=by)
        with pytest.raises(Forbidden), transaction():
            service.show(said, by=by)


def test_what_is_hidden_its_author_does_not_touch(
    talk: Thread, cleo: Member, ben: Member
) -> None:
    said = _say(talk, ben)
    with transaction():
        service.hide(said, by=cleo)
    with pytest.raises(Forbidden), transaction():
        service.delete(said, by=ben)


def test_the_counter_counts_what_everybody_reads(
    talk: Thread, ben: Member, eve: Member
) -> None:
    making.comment(talk, eve, state=CommentState.HELD)
    for state in (None, CommentState.HIDDEN, CommentState.DELETED, None):
        making.comment(talk, ben, state=state)
    counted = session.scalar(
        sa.select(sa.func.count(Comment.id)).where(Comment.state == "published")
    )
    assert (talk.comment_count, counted) == (2, 2)


def test_what_the_index_is_told(talk: Thread, ben: Member) -> None:
    making.comment(talk, ben, "Ein **Speicher** hilft.")
    making.comment(talk, ben, "Geheim", state=CommentState.HIDDEN)
    making.comment(talk, ben, "Und Geduld.")
    assert queries.texts([talk.id]) == {talk.id: "Ein Speicher hilft.\nUnd Geduld."}


def test_who_spoke_last(talk: Thread, ada: Member, ben: Member) -> None:
    quiet = making.thread(ada, title="Hier sagt niemand etwas")
    making.comment(talk, ada)
    last = making.comment(talk, ben)
    making.comment(talk, ada, state=CommentState.HIDDEN)
    found = queries.last_of([talk.id, quiet.id])
    assert found == {talk.id: queries.Last(last.id, last.created_at, ben.display_name)}


def test_imported_authors_without_an_address_can_be_answered(
    talk: Thread, ben: Member
) -> None:
    stranger = make.member("Bürgerdialog", email="dialog@example.org")
    said = making.comment(talk, stranger, state=CommentState.PUBLISHED)
    with transaction():
        stranger.email = None
    _say(talk, ben, reply_to=said)
    assert talk.comment_count == 2
