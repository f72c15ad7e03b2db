"""What a district sees first."""

import pytest
import sqlalchemy as sa

from forum.accounts.members import demo as people
from forum.accounts.organisations import demo as organisations
from forum.core.db import session, transaction
from forum.entries.models import Picture, State
from forum.goals import demo as aims
from forum.goals.models import GoalLink
from forum.projects import demo
from forum.projects.models import Project, Result, Status
from forum.site.fields import FIELDS
from forum.site.places import MUNICIPALITIES


@pytest.mark.usefixtures("app")
def test_the_demo_shows_all_there_is() -> None:
    with transaction():
        people.demo()
        organisations.demo()
        aims.demo()
        demo.demo()
    shown = session.scalars(
        sa.select(Project).where(Project.state == State.PUBLISHED)
    ).all()
    waiting = sa.select(sa.func.count(Project.id)).where(
        Project.state == State.SUBMITTED
    )
    assert len(shown) >= 30
    assert session.scalar(waiting) == 5  # two of them are decided by the desk's demo
    assert set(MUNICIPALITIES.codes) <= {project.place for project in shown}
    assert {project.field for project in shown} == set(FIELDS.codes)
    assert {project.status for project in shown} == set(Status)
    assert all(project.demo and project.published_at for project in shown)
    assert sum(bool(project.cover) for project in shown) == 6
    assert sum(project.comment_count for project in shown) > 90
    for model, least in ((Result, 50), (Picture, 8), (GoalLink, 30)):
        count = session.scalar(sa.select(sa.func.count()).select_from(model))
        assert count is not None
        assert count >= least
