"""The list of projects and its facets: what is chosen, what is found, what remains.

However many projects there are, the list takes the same number of statements.
"""

from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Organisation
from forum.core.choosing import Chosen, Facets, count_values
from forum.core.db import session
from forum.core.pages import Page, paginate
from forum.core.spelling import says
from forum.entries.models import State
from forum.entries.queries import listed
from forum.goals.models import GoalLink
from forum.projects.models import Project, Result

PER_PAGE = 12
QUERY_MAX = 80
NEWEST, TALKED_ABOUT = "neueste", "kommentare"
SORTS = (NEWEST, TALKED_ABOUT)
WITH_RESULTS = "1"


def _by_actor(values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """An organisation counts as what it is, whoever wrote for it."""
    authors = sa.select(Member.id).where(Member.actor.in_(values))
    kinds = sa.select(Organisation.id).where(Organisation.kind.in_(values))
    alone = sa.and_(Project.organisation_id.is_(None), Project.author_id.in_(authors))
    return sa.or_(Project.organisation_id.in_(kinds), alone)


def _for_goal(values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    goals = [int(value) for value in values]
    linked = sa.select(GoalLink.entry_id).where(GoalLink.goal_id.in_(goals))
    return Project.id.in_(linked)


def _with_results(_values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return Project.id.in_(sa.select(Result.entry_id))


FACETS: Facets = {
    "thema": Project.field.in_,
    "ort": Project.place.in_,
    "wer": _by_actor,
    "stand": Project.status.in_,
    "ziel": _for_goal,
    "zahlen": _with_results,
}


def page(chosen: Chosen, number: int) -> Page[Project]:
    """One page of what was asked for, with authors."""
    query = listed(Project).where(*_conditions(chosen))
    return paginate(query.order_by(*_order(chosen.sort)), number, PER_PAGE)


def counts(chosen: Chosen) -> dict[str, dict[str, int]]:
    """For each facet how many projects each of its values would show."""
    return {
        "thema": _count(chosen, "thema", sa.select(Project.field)),
        "ort": _count(chosen, "ort", sa.select(Project.place)),
        "wer": _count(
            chosen,
            "wer",
            sa.select(sa.func.coalesce(Organisation.kind, Member.actor))
            .select_from(Project)
            .outerjoin(Member, Project.author_id == Member.id)
            .outerjoin(Organisation, Project.organisation_id == Organisation.id),
        ),
        "stand": _count(chosen, "stand", sa.select(Project.status)),
        "ziel": _count(
            chosen,
            "ziel",
            sa.select(GoalLink.goal_id).join(Project, Project.id == GoalLink.entry_id),
        ),
        "zahlen": {WITH_RESULTS: _count_with_results(chosen)},
    }


def _count(chosen: Chosen, name: str, query: sa.Select[Any]) -> dict[str, int]:
    where = [Project.state == State.PUBLISHED, *_conditions(chosen, but=name)]
    return count_values(query, where)


def _count_with_results(chosen: Chosen) -> int:
    query = sa.select(sa.func.count(Project.id)).where(
        Project.state == State.PUBLISHED,
        _with_results(()),
        *_conditions(chosen, but="zahlen"),
    )
    return session.scalar(query) or 0


def _conditions(chosen: Chosen, but: str = "") -> list[sa.ColumnElement[bool]]:
    words = says(chosen.q, Project.title, Project.summary, Project.source)
    return chosen.conditions(FACETS, but) + words


def _order(sort: str) -> tuple[sa.ColumnElement[Any], ...]:
    newest = (Project.published_at.desc(), Project.id.desc())
    if sort == TALKED_ABOUT:
        return (Project.comment_count.desc(), *newest)
    return newest
