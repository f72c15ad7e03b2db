"""What editors find at the desk, and what is not for them to read."""

import pytest

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.entries.models import State
from forum.goals.models import GoalLink
from tests.moderation import making
from tests.moderation.test_decisions import goal
from tests.moderation.test_desk import case
from tests.visitor import Visitor

TABS = ("beitraege", "kommentare", "rueckfragen", "ausgeblendet")
UNSEEN = (State.SUBMITTED, State.RETURNED, State.REJECTED, State.HIDDEN)
SECRET = "Das soll noch niemand lesen."


@pytest.mark.parametrize("state", UNSEEN)
def test_what_is_not_public_is_not_there_for_editors(
    state: State, visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    project = making.project(ada, "Geheimer Plan", SECRET, state, by=cleo)
    assert SECRET in visit(case(project), cleo).text
    visit(case(project), dan, status=404)
    for tab in TABS:
        page = visit(f"/redaktion?reiter={tab}", dan)
        assert "Geheimer Plan" not in page.html
        assert SECRET not in page.html
        assert "Beiträge 0 Kommentare 0 Rückfragen 0 Ausgeblendet 0" in page.text
        assert "Alles geprüft" not in page.text
        assert "Was wartet, liest die Moderation." in page.text


def test_what_waits_below_an_entry_is_not_there_for_editors(
    visit: Visitor, ada: Member, eve: Member, cleo: Member, dan: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    held = making.comment(project, eve, SECRET)
    public = making.comment(project, ada, "Das lesen alle.")
    visit(f"/redaktion/kommentare/{held.id}", dan, status=404)
    assert SECRET not in visit("/redaktion?reiter=kommentare", dan).html
    page = visit(f"/redaktion/kommentare/{public.id}", dan)
    assert "Das lesen alle." in page.text
    assert "Ausblenden" not in page.text


def test_editors_file_what_is_public(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    number = goal("Sonnenstrom", dan)
    page = visit(case(project), dan)
    assert "Ganzen Beitrag lesen" in page.text
    visit.send(case(project), dan, button=("act", "filed"), goals=[str(number)])
    assert session.query(GoalLink.goal_id).all() == [(number,)]


def test_the_way_to_the_highlights_is_for_who_may_feature(
    visit: Visitor, cleo: Member, dan: Member
) -> None:
    pages = ("/redaktion", "/redaktion/protokoll", "/redaktion/mitglieder")
    for url in pages:
        for who, sees in ((cleo, False), (dan, True)):
            links = [link for _words, link in visit(url, who).links]
            assert ("/redaktion/hervorhebungen" in links) is sees


def test_what_stands_below_something_hidden_is_in_no_list(
    visit: Visitor, ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    held = making.comment(project, eve)
    url = f"/redaktion/kommentare/{held.id}"
    assert url in [
        link for _words, link in visit("/redaktion?reiter=kommentare", cleo).links
    ]
    for state, status in ((State.HIDDEN, 200), (State.DELETED, 404)):
        with transaction():
            project.state = state
        page = visit("/redaktion?reiter=kommentare", cleo)
        assert "Kommentare 0" in page.text
        assert url not in [link for _words, link in page.links]
        visit(url, cleo, status=status)


def test_who_decides_elsewhere_reads_why_there_is_no_button(
    visit: Visitor, ada: Member, eve: Member, cleo: Member
) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    said = making.comment(project, ada, "Das lesen alle.")
    urls = (case(project), f"/redaktion/kommentare/{said.id}")
    sentence = "Der Beitrag gehört nicht zu Ihren Handlungsfeldern und Orten."
    for url in urls:
        assert sentence not in visit(url, cleo).text
    with transaction():
        cleo.scope_places = ["vreden"]
    for url in urls:
        page = visit(url, cleo)
        assert sentence in page.text
        assert page.tree.find(".//main//form") is None


def test_who_neither_decides_nor_links_is_told_no_more(
    visit: Visitor, eve: Member
) -> None:
    with transaction():
        eve.role, eve.second_since = Role.FUND_OFFICE, now()
    page = visit("/redaktion", eve)
    assert "Was wartet, liest die Moderation." in page.text
    assert "Ordnen Sie ihm hier Ziele zu" not in page.text
