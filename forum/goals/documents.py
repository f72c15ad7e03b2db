"""What the search index holds of goals."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.core.db import session
from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.entries.documents import document
from forum.entries.models import State
from forum.goals.models import Goal
from forum.index.documents import Document


def documents(numbers: Sequence[int]) -> list[Document]:
    """The published ones of these, with what was said below them."""
    found = session.scalars(
        sa.select(Goal).where(Goal.id.in_(numbers), Goal.state == State.PUBLISHED)
    ).all()
    talk = texts([goal.id for goal in found])
    return [
        document(
            goal,
            f"{goal.measure} {plain(goal.html)}",
            talk.get(goal.id, ""),
            summary=goal.summary,
        )
        for goal in found
    ]
