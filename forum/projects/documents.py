"""What the search index holds of projects."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.core.db import session
from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.entries.documents import document, names
from forum.entries.models import State
from forum.entries.queries import byline
from forum.goals.queries import titles_of
from forum.index.documents import Document
from forum.projects.models import Project


def documents(numbers: Sequence[int]) -> list[Document]:
    """The published ones of these, with goals and what was said below them."""
    found = session.scalars(
        sa.select(Project)
        .where(Project.id.in_(numbers), Project.state == State.PUBLISHED)
        .options(*byline(Project))
        .order_by(Project.id)
    ).all()
    shown = [project.id for project in found]
    talk, goals = texts(shown), titles_of(shown)
    return [
        document(
            project,
            " ".join([plain(project.html), *project.seeks]),
            talk.get(project.id, ""),
            summary=project.summary,
            goals=" ".join(goals.get(project.id, ())),
            author=names(project),
        )
        for project in found
    ]
