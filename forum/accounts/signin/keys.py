"""How keys for letters are made, found, used and forgotten."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, cast

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.signin.models import MailKey, Purpose
from forum.core.clock import now
from forum.core.db import delete_due, session
from forum.core.errors import Refusal
from forum.core.words import N_

LASTS = {
    Purpose.RESET: timedelta(hours=1),
    Purpose.LINK: timedelta(minutes=20),
    Purpose.ADDRESS: timedelta(hours=24),
    Purpose.UNDO: timedelta(hours=72),
}
INVALID = N_(
    "Dieser Link gilt nicht mehr oder ist schon benutzt. Fordern Sie einen neuen an."
)


def give(member: Member, purpose: Purpose, address: str = "") -> str:
    """A new key; an older one of this kind holds no longer."""
    session.refresh(member, with_for_update=True)  # of two at once one waits
    if purpose is not Purpose.UNDO:
        _delete(MailKey.member_id == member.id, MailKey.purpose == purpose)
    key = secrets.token_urlsafe(32)
    session.add(
        MailKey(
            digest=_digest(key),
            member_id=member.id,
            purpose=purpose,
            address=address,
            epoch=None if purpose is Purpose.UNDO else member.epoch,
            ends_at=now() + LASTS[purpose],
        )
    )
    session.flush()
    return key


def find(purpose: Purpose, key: str) -> tuple[MailKey, Member]:
    """What a key opens, and whose it is; a Refusal if it does not any more."""
    row = session.execute(
        sa.select(MailKey, Member)
        .join(Member, Member.id == MailKey.member_id)
        .where(
            MailKey.digest == _digest(key),
            MailKey.purpose == purpose,
            MailKey.ends_at > now(),
            sa.or_(MailKey.epoch.is_(None), MailKey.epoch == Member.epoch),
        )
    ).one_or_none()
    if row is None:
        raise Refusal(INVALID)
    return row[0], row[1]


def use(purpose: Purpose, key: str) -> tuple[MailKey, Member]:
    """The same in the open write, for the one time a key works."""
    found, member = find(purpose, key)
    session.expunge(found)
    if not _delete(MailKey.digest == found.digest):
        raise Refusal(INVALID)
    session.refresh(member, with_for_update=True)
    if found.epoch is not None and found.epoch != member.epoch:
        raise Refusal(INVALID)
    return found, member


def forget(member: Member) -> None:
    """No letter opens anything any more."""
    _delete(MailKey.member_id == member.id)


def forget_old() -> int:
    """Delete keys that open nothing any more; returns how many."""
    return delete_due(MailKey, MailKey.ends_at <= now())


def _delete(*which: sa.ColumnElement[bool]) -> int:
    done = session.execute(sa.delete(MailKey).where(*which))
    return cast(sa.CursorResult[Any], done).rowcount


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
