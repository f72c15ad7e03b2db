"""What the search index holds of goals."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.core.db import session
from forum.core.text import plain
from forum.discussions.comments.queries import texts
from forum.entries.models import State
from forum.goals.models import Goal
from forum.index.documents import Document
from forum.site.fields import FIELDS
from forum.site.places import PLACES


def documents(numbers: Sequence[int]) -> list[Document]:
    """The published ones of these, with what was said below them."""
    found = session.scalars(
        sa.select(Goal).where(Goal.id.in_(numbers), Goal.state == State.PUBLISHED)
    ).all()
    talk = texts([goal.id for goal in found])
    return [
        Document(
            id=goal.id,
            kind="goal",
            title=goal.title,
            summary=goal.summary,
            body=f"{goal.measure} {plain(goal.html)}",
            comments=talk.get(goal.id, ""),
            place=PLACES[goal.place].title if goal.place else "",
            field=FIELDS[goal.field].title if goal.field else "",
            language=goal.language,
            created=goal.created_at,
        )
        for goal in found
    ]
