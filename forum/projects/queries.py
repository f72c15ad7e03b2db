"""How projects are found: what is listed is published."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.pages import Page, paginate
from forum.entries.models import Entry, Picture
from forum.entries.permissions import is_author
from forum.entries.queries import entry, listed, pictures_by, pictures_of, written_by
from forum.goals.queries import linked_to
from forum.projects.models import Project, Result

CONTRIBUTING_MAX = 30  # a goal's page shows so many
NEWEST = (Project.published_at.desc(), Project.id.desc())


def own(number: int, by: Member) -> Project:
    """A project one wrote or looks after; nobody else's is there to be edited."""
    found = entry(Project, number, by)
    if not is_author(by, found):
        raise Missing
    return found


def own_projects(by: Member) -> Sequence[Entry]:
    """A member's projects, newest first, whatever their state."""
    query = written_by(by).where(Entry.kind == "project")
    return session.scalars(query).all()


def results_of(numbers: Iterable[int]) -> dict[int, list[Result]]:
    """The figures of these projects as their authors arranged them; one statement."""
    found: dict[int, list[Result]] = {}
    for result in session.scalars(
        sa.select(Result).where(Result.entry_id.in_(list(numbers))).order_by(Result.id)
    ):
        found.setdefault(result.entry_id, []).append(result)
    return found


def results(project: Project) -> list[Result]:
    """The figures of one project."""
    return results_of([project.id]).get(project.id, [])


def pictures(project: Project) -> list[Picture]:
    """The pictures of a project, its cover first."""
    return list(pictures_of(project.id))


def usable_pictures(
    numbers: Sequence[int], project: Project | None, by: Member
) -> list[Picture]:
    """The pictures a form may show, in its order: free and one's own, or here."""
    found = pictures_by(numbers, by.id, project.id if project else None)
    here = (None, project.id if project else None)
    known = [found[number] for number in dict.fromkeys(numbers) if number in found]
    return [picture for picture in known if picture.entry_id in here]


def contributing(goal: int, viewer: Viewer) -> Page[Project]:
    """The newest published projects that contribute to a goal; it knows how many."""
    query = listed(Project).where(Project.id.in_(linked_to(goal)))
    return paginate(query.order_by(*NEWEST), 1, CONTRIBUTING_MAX)


def published_by(author: int, viewer: Viewer) -> Sequence[Project]:
    """What a member has published, newest first."""
    query = listed(Project).where(Project.author_id == author)
    return session.scalars(query.order_by(*NEWEST)).all()


def published_for(organisation: int) -> Sequence[Project]:
    """What an organisation has published, newest first."""
    query = listed(Project).where(Project.organisation_id == organisation)
    return session.scalars(query.order_by(*NEWEST)).all()
