"""Publishing as oneself or for an organisation, and what its people may then do."""

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Guest, Member, Viewer
from forum.accounts.organisations.models import Belonging, Organisation, Standing
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid
from forum.discussions.threads.models import Thread
from forum.entries import queries
from forum.entries.models import Entry, State
from forum.entries.permissions import (
    can_edit,
    can_see,
    is_author,
    visible_to,
    written_by,
)
from forum.entries.service import publish_for
from forum.projects import service
from forum.projects.models import Project
from forum.search.refresh import refresher
from tests.accounts.organisations import making
from tests.discussions import making as talk
from tests.projects import making as projects
from tests.visitor import Visitor

PEOPLE = ("ada", "ben", "cleo", "dan", "eve", "fay", "gil")
WAITING = (State.SUBMITTED, State.RETURNED, State.REJECTED, State.HIDDEN)


def published(
    by: Member, made: Organisation, state: State = State.PUBLISHED
) -> Project:
    project = projects.project(by, state)
    with transaction():
        project.organisation_id = made.id
    return project


def reload(project: Project) -> Project:
    session.rollback()
    return session.get_one(Project, project.id)


@pytest.mark.parametrize("state", State)
def test_colleagues_are_authors_and_the_twins_agree(
    state: State,
    request: pytest.FixtureRequest,
    guest: Guest,
    ada: Member,
    ben: Member,
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    project = published(ada, made, state)
    everybody: dict[str, Viewer] = {"guest": guest}
    everybody |= {name: request.getfixturevalue(name) for name in PEOPLE}
    for name, viewer in everybody.items():
        own = name in ("ada", "ben")
        staff = name in ("cleo", "gil") and state in WAITING
        sees = state is State.PUBLISHED or staff or own
        sees = sees and state is not State.DELETED
        shown = sa.select(Entry.id).where(Entry.id == project.id, visible_to(viewer))
        theirs = sa.select(Entry.id).where(Entry.id == project.id, written_by(viewer))
        found = (session.scalar(shown), session.scalar(theirs))
        rules = (can_see(viewer, project), is_author(viewer, project))
        assert rules == (sees, own), name
        assert tuple(one is not None for one in found) == rules, name
        changeable = state not in (State.HIDDEN, State.DELETED)
        assert can_edit(viewer, project) is (own and changeable), name
        listed = session.scalars(queries.written_by(viewer)).all()
        assert (listed == [project]) is (own and state is not State.DELETED), name


def test_who_leaves_sees_but_no_longer_changes_what_stays(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    theirs = making.person(made, ben)
    project = published(ben, made)
    with transaction():
        session.delete(theirs)
    assert not can_edit(ben, project)
    assert is_author(ben, project)
    visit(f"/projekte/{project.id}/bearbeiten", ben, status=403)
    visit(f"/projekte/{project.id}/bearbeiten", ada)
    assert reload(project).organisation_id == made.id


def test_if_the_organisation_goes_the_author_has_it_again(
    ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    project = published(ben, made)
    with transaction():
        session.execute(sa.delete(Organisation))
    assert reload(project).organisation_id is None
    assert can_edit(ben, reload(project))


def test_a_project_is_published_for_an_organisation(
    visit: Visitor, ada: Member, eve: Member
) -> None:
    made = making.organisation(ada, kind="handwerk")
    assert "Veröffentlichen als" not in visit("/projekte/neu", eve).text
    page = visit.send(
        "/projekte/neu",
        ada,
        action="/projekte/neu",
        title="Späne heizen",
        organisation_id=str(made.id),
    )
    project = session.scalars(sa.select(Project)).one()
    assert project.organisation_id == made.id
    assert 'selected value="' in visit(page.location, ada).html
    with transaction():
        project.state, project.published_at = State.PUBLISHED, project.created_at
    shown = visit(f"/projekte/{project.id}-{project.slug}")
    home = making.address(made)
    assert (made.name, home) in shown.links
    assert "Ada Terhorst" in shown.text
    assert (made.name, home) in visit("/projekte").links
    assert "Späne heizen" in visit(home).text
    assert "Späne heizen" in visit("/projekte?wer=handwerk").text
    assert "Späne heizen" not in visit("/projekte?wer=verein").text


def test_nobody_publishes_for_others(visit: Visitor, ada: Member, eve: Member) -> None:
    made = making.organisation(ada)
    waiting = making.organisation(ada, "Wartet", Standing.WAITING)
    making.organisation(eve, "Eves Laden")
    told = {"title": "Fremde Federn", "organisation_id": str(made.id)}
    visit.send("/projekte/neu", eve, action="/projekte/neu", status=422, **told)
    mine = projects.project(eve)
    for by, number in ((eve, made.id), (ada, waiting.id)):
        project = mine if by is eve else projects.project(ada)
        with pytest.raises(Invalid), transaction():
            publish_for(project, number, by=by)


def test_a_colleague_edits_the_words_and_keeps_pictures_and_name(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    picture = projects.picture(ada)
    project = published(ada, made)
    hung = (service.Hung(picture.id, "Zwei Menschen am Sägewerk"),)
    with transaction():
        service.arrange(project, hung, by=ada)
    path = f"/projekte/{project.id}/bearbeiten"
    assert "Veröffentlichen als" not in visit(path, ben).text
    form = {"title": "Von Ben verbessert", "consent": "y"}
    visit.send(path, ben, action=path, button=("do", "save"), **form)
    kept = reload(project)
    assert (kept.title, kept.organisation_id) == ("Von Ben verbessert", made.id)
    assert [one.id for one in queries.pictures_of(project.id)] == [picture.id]
    with pytest.raises(Forbidden), transaction():
        publish_for(kept, None, by=ben)


def test_a_conversation_is_begun_for_an_organisation(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    talk.known(ada)
    made = making.organisation(ada)
    making.person(made, ben)
    told = {
        "topic": "frage",
        "title": "Wer braucht Späne?",
        "text": "Wir haben viele Späne übrig.",
        "field": "kreislauf",
        "organisation_id": str(made.id),
    }
    page = visit.send("/forum/neu", ada, action="/forum/neu", **told)
    home = making.address(made)
    for url in (page.location, "/forum"):
        assert (made.name, home) in visit(url).links
    assert "Wer braucht Späne?" in visit(home).text
    thread = session.scalars(
        sa.select(Thread).where(Thread.organisation_id == made.id)
    ).one()
    path = f"/forum/{thread.id}/bearbeiten"
    visit.send(path, ben, action=path, title="Wer braucht Hobelspäne?")
    assert "Hobelspäne" in visit(f"/forum/{thread.id}-wer-braucht-hobelspaene").heading
    visit.send(path, ada, action=path, organisation_id="")
    assert (made.name, home) not in visit("/forum").links


def test_a_hidden_organisation_lends_its_name_to_nothing(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    project = published(ada, made)
    with transaction():
        made.state = Standing.HIDDEN
    page = visit(f"/projekte/{project.id}-{project.slug}")
    assert made.name not in page.text
    assert made.name not in str(refresher.documents([project.id]))


def test_search_knows_the_name_and_follows_it(visit: Visitor, ada: Member) -> None:
    made = making.organisation(ada, "Sägewerk Eichenau")
    project = published(ada, made)
    refresher.rebuild()
    assert project.title in visit("/suche?q=Eichenau").text
    path = f"/partner/{made.id}/bearbeiten"
    visit.send(path, ada, action=path, name="Sägewerk Buchenau")
    while run_jobs():
        pass
    assert project.title in visit("/suche?q=Buchenau").text
    assert project.title not in visit("/suche?q=Eichenau").text


def test_both_are_named_in_every_list(visit: Visitor, ada: Member) -> None:
    made = making.organisation(ada)
    published(ada, made)
    for url in ("/", "/projekte", f"/mitglieder/{ada.id}"):
        assert (made.name, making.address(made)) in visit(url).links, url
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Belonging.id))) == 1
