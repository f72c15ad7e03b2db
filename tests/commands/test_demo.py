"""The demo: what it shows, and that it goes again without a trace of anything else."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.members.queries import by_demo_key
from forum.commands import content
from forum.config import Settings
from forum.core.activities import Job, run_jobs
from forum.core.db import release, session
from forum.core.mail import Letter
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry, Picture, State
from forum.projects.models import Project, Status
from forum.search.refresh import public_entries, refresher
from forum.site.fields import FIELDS
from forum.site.places import MUNICIPALITIES
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
