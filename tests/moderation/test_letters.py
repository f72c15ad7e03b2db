"""Who hears of a decision, and what the letter says."""

import pytest

from forum.accounts.members.models import Member
from forum.core.activities import run_jobs
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.entries.models import State
from forum.moderation.queue import service
from tests.accounts.organisations import making as organisations
from tests.moderation import making
from tests.moderation.making import REASON

WORDS = {
    State.PUBLISHED: "Ihr Beitrag „Balkonsolar im Viertel“ ist online",
    State.RETURNED: "Rückfrage zu Ihrem Beitrag „Balkonsolar im Viertel“",
    State.REJECTED: "Wir veröffentlichen Ihren Beitrag „Balkonsolar im Viertel“ nicht",
}


def sent(to: Member) -> list[tuple[str, str]]:
    """Subject and text of the letters to somebody that follow from what happened."""
    run_jobs()
    letters = session.query(Letter).filter_by(address=to.email).order_by(Letter.id)
    desk = [one for one in letters if one.template.startswith("moderation/")]
    return [(one.subject, one.text) for one in desk]


@pytest.mark.parametrize("state", WORDS)
def test_the_author_hears_of_each_decision(
    state: State, ada: Member, cleo: Member
) -> None:
    project = making.project(ada, state=state, by=cleo)
    [(subject, text)] = sent(ada)
    assert subject == WORDS[state]
    assert text.startswith("Guten Tag, Ada Terhorst,\n")
    assert f"http://localhost/projekte/{project.id}-{project.slug}" in text
    assert (REASON in text) is (state is not State.PUBLISHED)
    objection = "Sehen Sie es anders?" in text
    assert objection is (state is State.REJECTED)
    assert "\n\n\n" not in text


def test_hiding_and_showing_are_told(ada: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.HIDDEN, by=cleo)
    with transaction():
        service.show(project, cleo)
    subjects = [subject for subject, _ in sent(ada)]
    assert subjects == [
        WORDS[State.PUBLISHED],
        "Ihr Beitrag „Balkonsolar im Viertel“ ist ausgeblendet",
        "Ihr Beitrag „Balkonsolar im Viertel“ ist wieder zu sehen",
    ]
    hidden = sent(ada)[1][1]
    assert REASON in hidden
    assert "http://localhost/spielregeln" in hidden
    assert "klimaschutz@example.org" in hidden


def test_decisions_about_comments_are_told(
    ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    with transaction():
        service.hide_comment(said, REASON, cleo)
        service.show_comment(said, cleo)
        service.hide_comment(said, REASON, cleo)
    assert [subject for subject, _ in sent(eve)] == [
        "Wir veröffentlichen Ihren Kommentar zu „Balkonsolar im Viertel“ nicht",
        "Ihr Kommentar zu „Balkonsolar im Viertel“ ist wieder zu sehen",
        "Ihr Kommentar zu „Balkonsolar im Viertel“ ist ausgeblendet",
    ]


def test_a_released_comment_is_told(ada: Member, eve: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, eve)
    with transaction():
        service.release_comment(said, cleo)
    subjects = [subject for subject, _ in sent(eve)]
    assert subjects == ["Ihr Kommentar zu „Balkonsolar im Viertel“ ist online"]


def test_nobody_gets_letters_from_themselves_or_without_an_address(
    ada: Member, cleo: Member
) -> None:
    making.project(cleo, state=State.PUBLISHED, by=cleo)
    project = making.project(ada)
    with transaction():
        session.get_one(Member, ada.id).email = None
        service.approve(project, cleo)
    run_jobs()
    desk = session.query(Letter).filter(Letter.template.startswith("moderation/"))
    assert desk.all() == []


def test_letters_speak_the_members_language(ada: Member, cleo: Member) -> None:
    with transaction():
        session.get_one(Member, ada.id).language = "en"
    making.project(ada, state=State.RETURNED, by=cleo)
    run_jobs()
    languages = session.query(Letter.language).filter(
        Letter.template == "moderation/mail/returned"
    )
    assert languages.all() == [("en",)]


def test_all_people_of_an_organisation_hear_of_it(
    ada: Member, ben: Member, eve: Member, cleo: Member
) -> None:
    """Owners and editors; nobody who has left, not even the author."""
    made = organisations.organisation(ada)
    theirs = organisations.person(made, ben)
    project = making.project(ben)
    with transaction():
        project.organisation_id = made.id
    with transaction():
        service.ask_back(project, REASON, cleo)
    for one, written in ((ada, "zu der Organisation"), (ben, "geschrieben haben")):
        [(subject, text)] = sent(one)
        assert subject == WORDS[State.RETURNED]
        assert written in text
        assert REASON in text
    organisations.person(made, eve)
    with transaction():
        session.delete(theirs)
        service.approve(project, cleo)
    assert [len(sent(one)) for one in (ada, ben, eve)] == [2, 1, 1]


def test_if_nobody_is_left_the_author_hears_of_it(
    ada: Member, ben: Member, cleo: Member
) -> None:
    made = organisations.organisation(ada)
    project = making.project(ben)
    with transaction():
        project.organisation_id = made.id
        ada.blocked_at = now()
    with transaction():
        service.reject(project, REASON, cleo)
    assert (len(sent(ada)), len(sent(ben))) == (0, 1)
