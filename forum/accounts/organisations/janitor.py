"""What the worker does about organisations: asks once a year, forgets invitations."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.organisations import letters, queries
from forum.accounts.organisations.models import (
    Organisation,
    OrganisationInvitation,
    Standing,
)
from forum.core.clock import now
from forum.core.db import delete_due, session, transaction

CONFIRMED_FOR = timedelta(days=365)
ENDED_KEPT = timedelta(days=30)  # so that owners see who did not come
AT_ONCE = 50


def ask_to_confirm() -> None:
    """A year after its people last said that all is true, one letter to its owners."""
    due = sa.and_(
        Organisation.state == Standing.PUBLIC,
        Organisation.confirmed_at < now() - CONFIRMED_FOR,
        sa.or_(
            Organisation.asked_at.is_(None),
            Organisation.asked_at < Organisation.confirmed_at,
        ),
    )
    waiting = session.scalar(sa.select(Organisation.id).where(due).limit(1)) is not None
    session.rollback()
    if not waiting:
        return
    with transaction():
        found = session.scalars(
            sa.select(Organisation)
            .where(due)
            .order_by(Organisation.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        owners = queries.owners_of([one.id for one in found])
        for one in found:
            one.asked_at, last = now(), one.confirmed_at
            for owner in owners[one.id]:
                letters.write("still_true", owner, one, confirmed_at=last)


def forget_invitations() -> int:
    """Delete invitations that nobody accepted, some time after they ended."""
    return delete_due(
        OrganisationInvitation, OrganisationInvitation.ends_at < now() - ENDED_KEPT
    )
