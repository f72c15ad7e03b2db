"""What members do with conversations: the use case, the refusal, the activity."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts.members.models import Guest, Member
from forum.core.clock import at
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid
from forum.core.versions import Conflict
from forum.discussions.threads import queries, service
from forum.discussions.threads.documents import documents
from forum.discussions.threads.models import Thread, Topic
from forum.discussions.threads.permissions import can_begin, can_choose
from forum.discussions.threads.queries import Wanted
from forum.entries.models import State
from forum.entries.queries import revisions_of
from forum.entries.service import Sent
from forum.projects import service as projects
from tests.discussions import making

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


def _begin(by: Member, key: str | None = None, **told: object) -> Thread:
    with transaction():
        return service.begin(making.words(**told), by=by, sent=Sent(key))  # type: ignore[arg-type]


def test_known_members_begin_a_conversation(ada: Member) -> None:
    making.known(ada)
    making.forget()
    thread = _begin(ada)
    assert (thread.state, thread.slug, thread.language) == (
        State.PUBLISHED,
        "wer-hat-erfahrung-mit-speichern",
        "de",
    )
    assert thread.summary == making.TEXT
    assert [one.title for one in revisions_of(thread.id)] == [thread.title]
    assert making.happened() == ["EntryPublished"]


def test_the_first_one_of_a_new_member_waits(eve: Member) -> None:
    thread = _begin(eve)
    assert thread.state is State.SUBMITTED
    assert thread.submitted_at is not None
    assert making.happened() == ["EntrySubmitted"]


def test_the_first_one_of_staff_does_not(cleo: Member) -> None:
    assert _begin(cleo).state is State.PUBLISHED


def test_a_form_that_is_sent_twice_begins_it_once(ada: Member) -> None:
    first, again = _begin(ada, "abc"), _begin(ada, "abc")
    assert again.id == first.id
    assert making.happened() == ["EntrySubmitted"]


def test_other_words_with_the_same_key_are_kept_too(ada: Member) -> None:
    """Somebody went back, wrote it anew and sent the page again."""
    first, other = _begin(ada, "abc"), _begin(ada, "abc", title="Noch einmal neu")
    assert (other.id != first.id, other.title) == (True, "Noch einmal neu")
    assert (first.title, other.form_key) == ("Wer hat Erfahrung mit Speichern?", None)


def test_what_was_deleted_can_be_begun_again(ada: Member) -> None:
    first = _begin(ada, "abc")
    with transaction():
        service.delete(first, by=ada)
    again = _begin(ada, "abc")
    assert (again.id != first.id, again.state) == (True, State.SUBMITTED)


def test_a_key_of_another_kind_of_entry_takes_nothing_away(ada: Member) -> None:
    with transaction():
        projects.create(projects.WriteUp(projects.Words("Ein Dach")), ada, Sent("abc"))
    assert _begin(ada, "abc").form_key is None


def test_words_have_the_language_of_the_page_they_were_written_on(ada: Member) -> None:
    with transaction():
        ada.language = "en"  # of her letters
        thread = service.begin(making.words(), by=ada, sent=Sent("abc", "sv"))
    assert thread.language == "sv"


def test_the_second_window_takes_nothing_away(ada: Member) -> None:
    thread = making.thread(ada)
    opened = thread.version
    with transaction():
        service.edit(thread, making.words(title="Erstes Fenster"), ada, opened)
    for version in (opened, "", "x"):
        with pytest.raises(Conflict), transaction():
            service.edit(thread, making.words(title="Zweites Fenster"), ada, version)
    assert (thread.title, len(revisions_of(thread.id))) == ("Erstes Fenster", 2)


def test_the_key_of_somebody_else_takes_nothing_away(ada: Member, ben: Member) -> None:
    first, other = _begin(ada, "abc"), _begin(ben, "abc")
    assert other.id != first.id
    assert other.form_key is None


def test_only_staff_announce(ada: Member, cleo: Member, dan: Member) -> None:
    with pytest.raises(Invalid) as refused:
        _begin(ada, topic=Topic.ANKUENDIGUNG)
    assert refused.value.field == "topic"
    topics = [_begin(one, topic=Topic.ANKUENDIGUNG).topic for one in (cleo, dan)]
    assert topics == [Topic.ANKUENDIGUNG, Topic.ANKUENDIGUNG]


def test_who_may_begin_what(
    guest: Guest, eve: Member, dan: Member, cleo: Member, gil: Member
) -> None:
    everybody = (guest, eve, dan, cleo, gil)
    assert [can_begin(one) for one in everybody] == [False, True, True, True, True]
    for topic in Topic:
        staff_only = topic is Topic.ANKUENDIGUNG
        assert [can_choose(one, topic) for one in everybody] == [
            False,
            not staff_only,
            True,
            True,
            True,
        ]


def test_authors_put_it_in_other_words(ada: Member) -> None:
    thread = making.thread(ada)
    making.forget()
    with transaction():
        service.edit(
            thread, making.words(title="Wer hat einen Speicher?"), ada, thread.version
        )
    assert (thread.title, thread.slug) == (
        "Wer hat einen Speicher?",
        "wer-hat-einen-speicher",
    )
    assert thread.edited_at is not None
    assert len(revisions_of(thread.id)) == 2
    assert making.happened() == ["EntrySaved"]


def test_the_same_words_again_change_nothing(ada: Member) -> None:
    thread = making.thread(ada)
    making.forget()
    with transaction():
        service.edit(thread, making.words(html="<p>Neu gesetzt</p>"), ada, "0")
    assert (thread.edited_at, making.happened()) == (None, [])


def test_members_cannot_make_it_an_announcement_later(ada: Member) -> None:
    thread = making.thread(ada)
    with pytest.raises(Invalid), transaction():
        service.edit(thread, making.words(topic=Topic.ANKUENDIGUNG), ada, "0")


@pytest.mark.parametrize("state", [State.RETURNED, State.REJECTED])
def test_what_was_given_back_is_handed_in_again(ada: Member, state: State) -> None:
    thread = making.thread(ada, state=state)
    with transaction():
        service.edit(thread, making.words(title="Jetzt ohne Nummer"), ada, "0")
    assert thread.state is State.SUBMITTED
    assert making.happened()[-2:] == ["EntrySaved", "EntrySubmitted"]


def test_nobody_changes_what_others_began(ada: Member, ben: Member) -> None:
    thread = making.thread(ada)
    with pytest.raises(Forbidden), transaction():
        service.edit(thread, making.words(title="Fremd"), ben, "0")
    with pytest.raises(Forbidden), transaction():
        service.delete(thread, by=ben)
    assert (thread.state, thread.title) == (
        State.PUBLISHED,
        "Wer hat Erfahrung mit Speichern?",
    )


def test_authors_delete_their_own(ada: Member) -> None:
    thread = making.thread(ada)
    with transaction():
        service.delete(thread, by=ada)
    assert thread.state is State.DELETED
    assert making.happened()[-1] == "EntryDeleted"
    assert queries.threads(Wanted(), 1).page.total == 0


@pytest.fixture
def several(ada: Member, ben: Member, cleo: Member) -> list[Thread]:
    """Three conversations: the oldest has the newest answer."""
    made = []
    told = (
        (ada, {"title": "Älteste Frage"}),
        (ben, {"title": "Idee aus Reken", "topic": Topic.IDEE, "place": "reken"}),
        (cleo, {"title": "Neuestes", "field": "natur", "topic": Topic.ANKUENDIGUNG}),
    )
    for days, (by, words) in enumerate(told):
        with at(DAY + timedelta(days=days)):
            made.append(making.thread(by, **words))
    with at(DAY + timedelta(days=7)):
        making.comment(made[0], cleo)
    return made


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (Wanted(), [0, 2, 1]),
        (Wanted(sort="neu"), [2, 1, 0]),
        (Wanted(sort="ohne"), [2, 1]),
        (Wanted(topic=Topic.IDEE), [1]),
        (Wanted(field="natur"), [2]),
        (Wanted(place="reken"), [1]),
        (Wanted(topic=Topic.IDEE, field="natur"), []),
        (Wanted(topic=Topic.BERICHT), []),
    ],
)
def test_the_list_shows_what_is_wanted(
    several: list[Thread], wanted: Wanted, places: list[int]
) -> None:
    found = queries.threads(wanted, 1)
    assert [one.id for one in found.page.items] == [several[one].id for one in places]
    assert found.page.total == len(places)


def test_the_list_counts_each_kind(several: list[Thread]) -> None:
    found = queries.threads(Wanted(topic=Topic.IDEE), 1)
    assert found.counts == {Topic.FRAGE: 1, Topic.IDEE: 1, Topic.ANKUENDIGUNG: 1}
    assert queries.threads(Wanted(sort="ohne"), 1).counts == {
        Topic.IDEE: 1,
        Topic.ANKUENDIGUNG: 1,
    }


def test_who_spoke_last_is_told(several: list[Thread], cleo: Member) -> None:
    last = queries.threads(Wanted(), 1).last
    assert [(one, last[one].name) for one in last] == [(several[0].id, "Cleo Harms")]


@pytest.mark.parametrize("state", [one for one in State if one is not State.PUBLISHED])
def test_what_is_not_public_is_nowhere(several: list[Thread], state: State) -> None:
    with transaction():
        several[2].state = state
    found = queries.threads(Wanted(), 1)
    assert several[2].id not in [one.id for one in found.page.items]
    assert sum(found.counts.values()) == found.page.total == 2
    assert several[2].id not in [one.id for one in queries.latest(5)]
    assert documents([several[2].id]) == []


def test_what_the_index_is_told(ada: Member, cleo: Member) -> None:
    thread = making.thread(ada, source="Ein **Speicher** im Vereinsheim")
    making.comment(thread, cleo, "Und *Geduld*")
    session.rollback()
    [told] = documents([thread.id, 999])
    assert (told.id, told.kind, told.title, told.body, told.comments) == (
        thread.id,
        "thread",
        thread.title,
        "Ein Speicher im Vereinsheim",
        "Und Geduld",
    )
    assert (told.place, told.field, told.author, told.language) == (
        "Ahaus",
        "Energie und Strom",
        "Ada Terhorst",
        "de",
    )
