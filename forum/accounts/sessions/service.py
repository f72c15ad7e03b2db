"""How sign-ins begin and end."""

import secrets
from datetime import timedelta
from hashlib import sha256

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.sessions.models import DEVICE_MAX, KnownDevice, SignIn
from forum.core import mail
from forum.core.clock import now
from forum.core.db import session

IDLE = timedelta(hours=12)
STAFF_IDLE = timedelta(minutes=60)
LONGEST = timedelta(days=30)
SURE = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=5)


def begin(member: Member, device: str = "") -> str:
    """Sign a member in; returns the mark for the cookie, which only it holds."""
    member.seen_at = now().replace(hour=0, minute=0, second=0, microsecond=0)
    member.warnings, member.warned_at = 0, None  # the absence is over
    key = secrets.token_urlsafe(32)
    device = device[:DEVICE_MAX]
    session.add(
        SignIn(
            member_id=member.id,
            digest=digest(key),
            epoch=member.epoch,
            device=device,
            sure_at=now(),
        )
    )
    session.flush()
    _know(member, device)
    return f"{member.id}.{key}"


def _know(member: Member, device: str) -> None:
    """Remember the kind of device; a letter if it is new to who had others before."""
    known = sa.select(KnownDevice).where(KnownDevice.member_id == member.id)
    devices = {one.device: one for one in session.scalars(known)}
    if device in devices:
        devices[device].seen_at = now()
        return
    try:
        with session.begin_nested():
            session.add(KnownDevice(member_id=member.id, device=device))
    except sa.exc.IntegrityError:  # from two windows at once
        return
    if devices and member.email:
        mail.write(
            "signin/mail/device",
            member.email,
            member.language,
            name=member.display_name,
            device=device,
        )


def find(mark: str) -> tuple[Member, SignIn] | None:
    """Whose mark this is; None if that sign-in has ended or the member may not in."""
    number, _, key = mark.partition(".")
    if not number.isascii() or not number.isdecimal() or len(number) > 10:
        return None
    row = session.execute(
        sa.select(Member, SignIn)
        .join(SignIn, SignIn.member_id == Member.id)
        .where(
            SignIn.digest == digest(key),
            Member.id == int(number),
            SignIn.epoch == Member.epoch,
            SignIn.began_at > now() - LONGEST,
        )
    ).one_or_none()
    if row is None or not row[0].is_active:
        return None
    member, found = row
    return (member, found) if found.seen_at > now() - idle(member) else None


def idle(member: Member) -> timedelta:
    """How long a sign-in lasts without anything being done."""
    return STAFF_IDLE if member.is_staff else IDLE


def is_sure(sign_in: SignIn) -> bool:
    """Whether the member has proved lately who they are."""
    return sign_in.sure_at is not None and sign_in.sure_at > now() - SURE


def make_sure(sign_in: SignIn) -> None:
    """The member has just proved it again."""
    sign_in.sure_at = now()


def is_due(sign_in: SignIn) -> bool:
    """Whether it is time to note that the member is still here."""
    return sign_in.seen_at < now() - SEEN_EVERY


def end(member: Member, number: int) -> None:
    """End one of a member's own sign-ins; another's number ends nothing."""
    session.execute(
        sa.delete(SignIn).where(SignIn.id == number, SignIn.member_id == member.id)
    )


def end_all(member: Member, but: int | None = None) -> None:
    """End every sign-in of a member, or all but one."""
    query = sa.delete(SignIn).where(SignIn.member_id == member.id)
    session.execute(query.where(SignIn.id != but) if but else query)


def of_member(member: Member) -> list[SignIn]:
    """The sign-ins of a member that still hold, the latest first."""
    return list(
        session.scalars(
            sa.select(SignIn)
            .where(
                SignIn.member_id == member.id,
                SignIn.epoch == member.epoch,
                SignIn.seen_at > now() - idle(member),
                SignIn.began_at > now() - LONGEST,
            )
            .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
        )
    )


def forget(member: Member) -> None:
    """Nothing of where a member is or was signed in remains."""
    for model in (SignIn, KnownDevice):
        session.execute(sa.delete(model).where(model.member_id == member.id))


def digest(key: str) -> str:
    """What is kept of a key: a leaked table opens no account."""
    return sha256(key.encode()).hexdigest()
