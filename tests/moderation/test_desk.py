"""The desk as staff see it, and as everybody else does not."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.accounts.members.models import Member
from forum.core.clock import at, now
from forum.core.db import session
from forum.discussions.comments.models import Comment, CommentState
from forum.editorial.highlights.models import Highlight
from forum.entries.models import Entry, State
from forum.goals.models import GoalLink
from forum.moderation.queue.queries import last_decision
from forum.projects.models import Project
from tests.moderation import making
from tests.moderation.making import REASON
from tests.moderation.test_decisions import goal
from tests.visitor import Visitor

PAGES = ("/redaktion", "/redaktion/protokoll", "/redaktion/mitglieder")


def case(entry: Entry) -> str:
    return f"/redaktion/{entry.id}-{entry.slug}"


def state(kind: type[Entry] | type[Comment], number: int) -> State | CommentState:
    session.rollback()
    return session.get_one(kind, number).state


@pytest.mark.parametrize("url", PAGES)
def test_staff_read_and_nobody_else(
    url: str, visit: Visitor, ada: Member, cleo: Member, dan: Member, gil: Member
) -> None:
    visit(url, status=302)
    visit(url, ada, status=403)
    for member in (cleo, dan, gil):
        visit(url, member)


def test_a_case_is_not_there_for_others(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    project = making.project(ada)
    visit(case(project), status=302)
    visit(case(project), ada, status=403)
    visit(case(project), ben, status=403)
    visit("/redaktion/99-gibt-es-nicht", ben, status=403)


def test_drafts_and_goals_are_no_cases(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    draft = making.project(ada, state=State.DRAFT)
    number = goal("Sonnenstrom", dan)
    visit(f"/redaktion/{draft.id}-balkonsolar-im-viertel", cleo, status=404)
    visit(f"/redaktion/{number}-sonnenstrom", cleo, status=404)
    visit("/redaktion/99999999999999999999-zu-viel", cleo, status=404)


def test_an_old_slug_leads_to_the_new_one(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    project = making.project(ada)
    page = visit(f"/redaktion/{project.id}-alt", cleo, status=301)
    assert page.location.endswith(case(project))


def test_an_empty_desk_wishes_a_good_evening(visit: Visitor, cleo: Member) -> None:
    page = visit("/redaktion", cleo)
    assert "Alles geprüft. Schönen Feierabend!" in page.text
    assert "Beiträge 0 Kommentare 0 Rückfragen 0 Ausgeblendet 0" in page.text


def test_the_oldest_comes_first_and_says_how_long_it_waits(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    with at(now() - timedelta(days=9)):
        making.project(ada, "Wallhecke")
    with at(now() - timedelta(hours=5, minutes=1)):
        making.project(ben, "Lastenrad", "Anruf genügt: 02861 6817130.")
    page = visit("/redaktion", cleo)
    queue = [words for words, _ in page.links if words in ("Wallhecke", "Lastenrad")]
    assert queue == ["Wallhecke", "Lastenrad"]
    assert "Überfällig" in page.text
    assert "Wartet seit 9 Tagen" in page.text
    assert "2 Hinweise" in page.text
    found = visit(page.links[[w for w, _ in page.links].index("Lastenrad")][1], cleo)
    assert "Wartet seit 5 Stunden" in found.text
    assert "Absatz 1 enthält eine Telefonnummer." in found.text
    assert "Noch kein Beitrag" in found.text


@pytest.mark.parametrize(
    ("tab", "title"),
    [("rueckfragen", "Gefragt"), ("ausgeblendet", "Versteckt"), ("unsinn", "Wartet")],
)
def test_each_tab_has_its_cases(
    tab: str, title: str, visit: Visitor, ada: Member, cleo: Member
) -> None:
    making.project(ada, "Wartet")
    making.project(ada, "Gefragt", state=State.RETURNED, by=cleo)
    hidden = making.project(ada, "Versteckt", state=State.HIDDEN, by=cleo)
    making.project(ada, "Abgelehnt", state=State.REJECTED, by=cleo)
    page = visit(f"/redaktion?reiter={tab}&seite=99", cleo)
    links = [words for words, _ in page.links]
    assert title in links
    assert len({"Wartet", "Gefragt", "Versteckt", "Abgelehnt"} & set(links)) == 1
    assert hidden.state is State.HIDDEN


def test_approving_leads_to_the_next_case(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    number = goal("Sonnenstrom", dan)
    with at(now() - timedelta(hours=2)):
        first = making.project(ada, "Wallhecke")
    second = making.project(ada, "Lastenrad")
    page = visit.send(
        case(first), cleo, button=("act", "approved"), goals=[str(number)]
    )
    assert page.location.endswith(case(second))
    assert state(Project, first.id) is State.PUBLISHED
    assert session.query(GoalLink.goal_id).all() == [(number,)]
    assert "„Wallhecke“ ist veröffentlicht." in visit(page.location, cleo).text
    page = visit.send(case(second), cleo, button=("act", "rejected"), message=REASON)
    assert page.location.endswith("/redaktion")
    assert "Alles geprüft. Schönen Feierabend!" in visit(page.location, cleo).text


def test_after_the_last_entry_come_the_comments(
    visit: Visitor, ada: Member, eve: Member, cleo: Member
) -> None:
    public = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(public, eve)
    waiting = making.project(ada, "Lastenrad")
    page = visit.send(case(waiting), cleo, button=("act", "approved"))
    assert page.location.endswith(f"/redaktion/kommentare/{said.id}")


def test_what_is_ticked_is_what_is_linked(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    first, second = goal("Sonnenstrom", dan), goal("Netzwerk", dan)
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    visit.send(case(project), cleo, button=("act", "filed"), goals=[str(first)])
    page = visit.send(case(project), dan, button=("act", "filed"))
    assert page.location.endswith(case(project))
    assert session.query(GoalLink.goal_id).all() == [(first,)]
    visit.send(case(project), dan, button=("act", "filed"), goals=[str(second)])
    session.rollback()
    assert session.query(GoalLink.goal_id).all() == [(second,)]


@pytest.mark.parametrize("act", ["returned", "rejected"])
def test_without_a_reason_the_case_stays_and_so_do_the_goals(
    act: str, visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    number = goal("Sonnenstrom", dan)
    project = making.project(ada)
    page = visit.send(
        case(project), cleo, status=422, button=("act", act), goals=[str(number)]
    )
    assert "Schreiben Sie dem Mitglied, warum" in page.text
    ticked = [
        one.get("value")
        for one in page.form(case(project)).iter("input")
        if "checked" in one.attrib
    ]
    assert ticked == [str(number)]
    assert state(Project, project.id) is State.SUBMITTED


def test_a_message_that_is_too_long_is_kept(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    project = making.project(ada)
    text = "Zu lang. " * 300
    page = visit.send(
        case(project), cleo, status=422, button=("act", "returned"), message=text
    )
    assert text.strip() in page.html
    assert state(Project, project.id) is State.SUBMITTED


@pytest.mark.parametrize("fields", [{"goals": ["4711"]}, {"place": "nirgends"}])
def test_what_was_not_offered_is_refused(
    fields: dict[str, list[str]], visit: Visitor, ada: Member, gil: Member
) -> None:
    project = making.project(ada)
    visit.send(case(project), gil, status=422, button=("act", "approved"), **fields)
    visit.send(case(project), gil, status=422, button=("act", "versteigert"))
    assert state(Project, project.id) is State.SUBMITTED


def test_two_moderators_at_once(
    visit: Visitor, ada: Member, cleo: Member, gil: Member
) -> None:
    project = making.project(ada)
    form = visit(case(project), gil).form()
    visit.send(case(project), cleo, button=("act", "approved"))
    token = next(one for one in form.iter("input") if one.get("name") == "csrf_token")
    answer = visit.browser(gil).post(
        case(project),
        data={"csrf_token": token.get("value"), "act": "rejected", "message": REASON},
    )
    assert answer.status_code == 409
    said = answer.get_data(as_text=True)
    assert "Diesen Beitrag hat gerade Cleo Harms freigegeben." in said
    assert state(Project, project.id) is State.PUBLISHED


def test_an_editor_files_and_does_not_decide(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    assert "Ausblenden" not in visit(case(project), dan).text
    visit.send(case(project), dan, status=403, button=("act", "hidden"), message=REASON)
    visit.send(case(project), dan, button=("act", "filed"), place="monat")
    assert session.query(Highlight.entry_id).all() == [(project.id,)]


def test_hiding_and_showing_again(visit: Visitor, ada: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    visit.send(case(project), cleo, status=422, button=("act", "hidden"))
    page = visit.send(case(project), cleo, button=("act", "hidden"), message=REASON)
    assert page.location.endswith(case(project))
    assert state(Project, project.id) is State.HIDDEN
    visit.send(case(project), cleo, button=("act", "shown"))
    assert state(Project, project.id) is State.PUBLISHED


def test_comments_are_decided_one_by_one(
    visit: Visitor, ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    first = making.comment(project, eve, "Rufen Sie mich an: 02861 6817130")
    second = making.comment(project, eve, "Noch etwas.")
    url = f"/redaktion/kommentare/{first.id}"
    page = visit("/redaktion?reiter=kommentare", cleo)
    assert url in [link for _, link in page.links]
    visit.send(url, cleo, status=422, button=("act", "hidden"))
    page = visit.send(url, cleo, button=("act", "hidden"), message=REASON)
    assert page.location.endswith(f"/redaktion/kommentare/{second.id}")
    assert state(Comment, first.id) is CommentState.HIDDEN
    page = visit.send(page.location, cleo, button=("act", "released"))
    assert page.location.endswith("/redaktion")
    page = visit("/redaktion?reiter=ausgeblendet", cleo)
    assert url in [link for _, link in page.links]
    page = visit.send(url, cleo, button=("act", "shown"))
    assert page.location.endswith(url)
    visit("/redaktion/kommentare/4711", cleo, status=404)


def test_moderators_find_the_case_below_each_comment(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, ada)
    url = f"/redaktion/kommentare/{said.id}"
    page = f"/projekte/{project.id}-{project.slug}"
    assert url in [link for _, link in visit(page, cleo).links]
    assert url not in [link for _, link in visit(page, ben).links]


def test_the_same_cost_for_three_and_for_thirty(
    visit: Visitor, ada: Member, ben: Member, cleo: Member, statements: list[str]
) -> None:
    public = making.project(ada, state=State.PUBLISHED, by=cleo)
    costs = []
    for most in (3, 30):
        for number in range(most):
            making.project(ada if number % 2 else ben, f"Projekt {most} {number}")
            making.comment(public, ada, f"Wort {number}")
        statements.clear()
        visit("/redaktion", cleo)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_long_queue_has_pages(visit: Visitor, ada: Member, cleo: Member) -> None:
    for number in range(21):
        with at(datetime(2026, 11, 2, number, tzinfo=UTC)):
            making.project(ada, f"Projekt {number}")
    page = visit("/redaktion?seite=2", cleo)
    assert "Projekt 20" in [words for words, _ in page.links]
    assert "Projekt 19" not in [words for words, _ in page.links]


def test_the_author_reads_why_on_the_own_page(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.RETURNED, by=cleo)
    url = f"/projekte/{project.id}-{project.slug}"
    assert REASON in visit(url, ada).text
    page = visit(url, cleo)
    assert REASON not in page.text
    assert case(project) in [link for _, link in page.links]
    decision = last_decision(project.id)
    assert decision is not None
