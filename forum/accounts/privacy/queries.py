"""How copies, reports and accounts nobody uses are found."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.privacy.models import LIFE, DataCopy, RuleReport
from forum.core.clock import now
from forum.core.db import session

LONG = timedelta(days=730)  # without signing in: two years
LISTED = 100
AWAY_SINCE = sa.func.coalesce(Member.seen_at, Member.confirmed_at, Member.joined_at)


def copy_of(member: Member) -> DataCopy | None:
    """The copy a member asked for, unless its time is over."""
    return session.scalar(
        sa.select(DataCopy).where(DataCopy.member_id == member.id, sa.not_(is_over()))
    )


def is_over() -> sa.ColumnElement[bool]:
    """Copies that were kept long enough, or tried in vain for as long."""
    kept = sa.and_(DataCopy.ends_at.is_not(None), DataCopy.ends_at <= now())
    in_vain = sa.and_(DataCopy.ready_at.is_(None), DataCopy.asked_at <= now() - LIFE)
    return sa.or_(kept, in_vain)


def last_reports() -> dict[str, RuleReport]:
    """What each rule did last, by the name of the rule."""
    newest = (
        sa.select(RuleReport.rule, sa.func.max(RuleReport.day).label("day"))
        .group_by(RuleReport.rule)
        .subquery()
    )
    rows = session.scalars(
        sa.select(RuleReport).join(
            newest,
            sa.and_(RuleReport.rule == newest.c.rule, RuleReport.day == newest.c.day),
        )
    )
    return {one.rule: one for one in rows}


def away(before: datetime) -> sa.ColumnElement[bool]:
    """Members who have not signed in since then and may be forgotten by themselves.

    Staff, people of the demo and those whom staff have blocked are for people to
    decide about.
    """
    return sa.and_(
        before > AWAY_SINCE,
        Member.email.is_not(None),
        Member.confirmed_at.is_not(None),
        Member.approved_at.is_not(None),
        Member.blocked_at.is_(None),
        Member.role == Role.MEMBER,
        Member.demo.is_(False),
    )


def away_for_people() -> Sequence[tuple[Member, Any]]:
    """Staff, blocked and waiting people who were away long, the longest away first."""
    rows = session.execute(
        sa.select(Member, AWAY_SINCE)
        .where(
            now() - LONG > AWAY_SINCE,
            Member.email.is_not(None),
            Member.demo.is_(False),
            Member.confirmed_at.is_not(None),
            sa.or_(
                Member.role != Role.MEMBER,
                Member.blocked_at.is_not(None),
                Member.approved_at.is_(None),
            ),
        )
        .order_by(AWAY_SINCE, Member.id)
        .limit(LISTED)
    )
    return [(member, since) for member, since in rows]
