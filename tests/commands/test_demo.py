"""The demo: what it shows, and that it goes again without a trace of anything else."""

from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.feature import feature
from forum.accounts.members.models import Member
from forum.accounts.members.queries import by_demo_key
from forum.accounts.second.models import SecondFactor
from forum.accounts.second.service import DEMO_SECRET
from forum.commands import content
from forum.config import Settings
from forum.core.activities import Job, run_jobs
from forum.core.db import release, session, transaction
from forum.core.mail import Letter
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry, Picture, State
from forum.projects.models import Project, Status
from forum.search.refresh import public_entries, refresher
from forum.site.fields import FIELDS
from forum.site.places import MUNICIPALITIES
from forum.web.manifest import Feature
from tests import make
from tests.commands.running import run
from tests.discussions import making as talk
from tests.projects import making
from tests.visitor import Visitor


@pytest.fixture
def marker(app: Flask, settings: Settings) -> Iterator[Path]:
    """What tells a running forum that it shows the demo."""
    refresher.rebuild()
    _no_pictures(app)
    yield settings.instance / "demo"
    (settings.instance / "demo").unlink(missing_ok=True)
    _no_pictures(app)


def _no_pictures(app: Flask) -> None:
    for name in list(app.extensions["media"].all()):
        app.extensions["media"].path(name).unlink()


def test_the_demo_comes_and_goes(app: Flask, marker: Path, visit: Visitor) -> None:
    assert run(app, content.demo).stdout == "The demo content is loaded.\n"
    assert marker.exists()
    _shows_everything()
    for url in ("/", "/projekte", "/forum", "/ziele"):
        visit(url)
    assert "empty forum" in run(app, content.demo).output
    real = _somebody_joins()
    release()
    assert run(app, content.demo, "--clear").stdout == "The demo content is gone.\n"
    assert not marker.exists()
    _only_real(app, real)
    _pages_open(visit)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> list[Feature]:
    """The demo has its people only."""
    features = [feature]
    monkeypatch.setattr(content, "FEATURES", features)
    return features


def test_a_demo_that_was_stopped_begins_anew(
    app: Flask, marker: Path, settings: Settings, people: list[Feature]
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    people.append(Feature("last", demo=stop))
    with pytest.raises(KeyboardInterrupt):
        content.load_demo(settings)
    assert (content.is_empty(), marker.exists()) == (True, False)
    people.pop()
    content.load_demo(settings)
    assert (content.is_empty(), marker.exists()) == (False, True)


@pytest.mark.usefixtures("people")
def test_a_cookie_of_the_demo_opens_no_other_account(app: Flask, marker: Path) -> None:
    run(app, content.demo)
    cast = session.scalars(sa.select(Member)).all()
    browsers = [Visitor(app).browser(one) for one in cast]
    release()
    run(app, content.demo, "--clear")
    told = ("--name", "Gil Grote", "--email", "gil@real.example", "--actor", "kreis")
    word = ("--password", "Drei-zufällige-Wörter", "--role", "administrator")
    assert run(app, content.member, "create", *told, *word).exit_code == 0
    assert session.scalars(sa.select(Member.display_name)).all() == ["Gil Grote"]
    session.rollback()
    for browser in browsers:
        assert "Gil Grote" not in Context().run(browser.get, "/konto").text


def test_the_next_entry_has_no_history_of_a_demo(app: Flask, ada: Member) -> None:
    with transaction():
        ada.demo = True
    talk.known(ada)
    project = making.project(ada)
    comment = talk.comment(project, ada).id
    last = project.id
    while run_jobs():
        pass
    content.clear_demo()
    rita = make.member()
    talk.known(rita)
    after = making.project(rita)
    assert after.id > last
    assert talk.comment(after, rita).id > comment


def _shows_everything() -> None:
    public = Entry.state == State.PUBLISHED
    kinds = Counter(session.scalars(sa.select(Entry.kind).where(public)))
    assert kinds == {"project": 30, "thread": 15, "goal": 10}
    shown = session.scalars(sa.select(Project).where(public)).all()
    assert {one.place for one in shown} >= {one.code for one in MUNICIPALITIES}
    assert {one.field for one in shown} == set(FIELDS.codes)
    assert {one.status for one in shown} == set(Status)
    states = set(session.scalars(sa.select(Entry.state)))
    assert states >= {State.SUBMITTED, State.RETURNED}
    assert session.query(Letter).count() == session.query(Job).count() == 0
    assert session.query(Picture).count()


def _somebody_joins() -> tuple[int, int, set[int]]:
    """A real member among the people of the demo: number, project, comments."""
    rita = make.member("Rita Rahmel", email="rita@real.example")
    ben = by_demo_key("ben")
    project = making.project(rita, title="Ein wirkliches Projekt")
    own = talk.comment(project, rita, "Willkommen!")
    theirs = talk.comment(project, ben, "Glückwunsch von der Demo!")
    answer = talk.comment(project, rita, "Danke dafür.", reply_to=theirs)
    further = talk.comment(project, rita, "Noch ein Wort.", reply_to=answer)
    shown = session.scalars(
        sa.select(Project).where(
            Project.state == State.PUBLISHED, Project.author_id != rita.id
        )
    ).first()
    assert shown is not None
    talk.comment(shown, rita, "Das gefällt mir.")
    while run_jobs():
        pass
    return rita.id, project.id, {own.id, answer.id, further.id}


def _only_real(app: Flask, real: tuple[int, int, set[int]]) -> None:
    member, project, comments = real
    assert session.scalars(sa.select(Member.id)).all() == [member]
    assert session.scalars(sa.select(Entry.id)).all() == [project]
    assert set(session.scalars(sa.select(Comment.id))) == comments
    roots = set(session.scalars(sa.select(Comment.root_id)))
    assert roots <= comments
    assert session.get_one(Entry, project).comment_count == len(comments)
    assert app.extensions["index"].doc_ids() == set(public_entries()) == {project}
    assert "Glückwunsch" not in str(refresher.documents([project]))
    assert app.extensions["index"].search("Glückwunsch").ids == ()
    assert session.query(Picture).count() == 0
    assert list(app.extensions["media"].all()) == []


def _pages_open(visit: Visitor) -> None:
    assert "Ein wirkliches Projekt" in visit("/projekte").text
    for url in ("/", "/forum", "/ziele"):
        visit(url)
    page = visit("/").text
    assert "Ein wirkliches Projekt" in page


def test_the_staff_of_the_demo_share_one_second_factor(
    app: Flask, marker: Path
) -> None:
    run(app, content.demo)
    staff = session.scalars(sa.select(Member).where(Member.role != "member")).all()
    assert len(staff) >= 4
    kept = session.scalars(sa.select(SecondFactor.secret)).all()
    assert kept == [DEMO_SECRET] * len(staff)
    assert all(one.second_since == one.joined_at for one in staff)
    run(app, content.demo, "--clear")
    assert session.query(SecondFactor).count() == 0
