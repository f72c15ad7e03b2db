"""Accounts nobody uses: two letters, then they go. Contributions stay without a name.

A letter counts once it has really left (Member.warnings, Member.warned_at). One that
cannot be delivered is tried again after it was given up; until then nothing is deleted.
"""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.privacy.queries import AWAY_SINCE, LONG, away
from forum.accounts.privacy.service import erase
from forum.core import mail
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.mail import Letter

LETTERS = ("privacy/mail/away_first", "privacy/mail/away_last")
AFTER = (LONG, LONG + timedelta(days=31))  # without signing in
GOES_AFTER = LONG + timedelta(days=61)
BETWEEN = timedelta(days=28)  # from a letter that left to what follows
AT_ONCE = 50


def see_to_absent() -> int:
    """Count letters that have left, write those that are due, forget who stays away."""
    for step, template in enumerate(LETTERS):
        _count(step, template)
        _write(step, template)
    return _forget()


def _left(template: str) -> sa.ColumnElement[bool]:
    """A letter of this absence to the member, whether it has left yet or not."""
    return sa.and_(
        Letter.address == Member.email,
        Letter.template == template,
        Letter.created_at > AWAY_SINCE,
    )


def _ready(step: int) -> sa.ColumnElement[bool]:
    """Members who have got this many letters, the last one some weeks ago."""
    waited = Member.warned_at < now() - BETWEEN
    rested = waited if step else sa.true()
    return sa.and_(Member.warnings == step, rested)


def _count(step: int, template: str) -> None:
    """Note which letters have left."""
    query = (
        sa.select(Member.id, sa.func.max(Letter.sent_at))
        .join(Letter, _left(template))
        .where(Member.warnings == step, Letter.sent_at.is_not(None), away(now() - LONG))
        .group_by(Member.id)
        .limit(AT_ONCE)
    )
    rows = session.execute(query).all()
    session.rollback()
    if not rows:
        return
    with transaction():
        for number, sent_at in rows:
            session.execute(
                sa.update(Member)
                .where(Member.id == number, Member.warnings == step)
                .values(warnings=step + 1, warned_at=sent_at)
            )


def _write(step: int, template: str) -> None:
    """Write to who has been away so long, unless such a letter is there already."""
    due = sa.and_(
        away(now() - AFTER[step]), _ready(step), ~sa.exists().where(_left(template))
    )
    query = sa.select(Member).where(due).order_by(Member.id).limit(AT_ONCE)
    waiting = session.scalar(query.with_only_columns(Member.id)) is not None
    session.rollback()
    if not waiting:
        return
    with transaction():
        for member in session.scalars(query):
            if member.email:
                mail.write(
                    template, member.email, member.language, name=member.display_name
                )


def _forget() -> int:
    """Forget who has got both letters and stayed away, one at a time."""
    due = sa.and_(away(now() - GOES_AFTER), _ready(len(LETTERS)))
    numbers = session.scalars(sa.select(Member.id).where(due).limit(AT_ONCE)).all()
    session.rollback()
    gone = 0
    for number in numbers:
        with transaction():
            still = sa.select(Member).where(Member.id == number, due)
            member = session.scalar(still.with_for_update())
            if member is not None:  # back at the last moment
                erase(member)
                gone += 1
    return gone
