"""What adults do with the accounts they answer for."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members import service as members
from forum.accounts.members.activities import PasswordChanged
from forum.accounts.members.guardians import Guardianship, youths_of
from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_name, name_key
from forum.accounts.privacy.service import empty
from forum.accounts.sessions import service as sessions
from forum.accounts.youths.activities import (
    YouthDeclined,
    YouthEnded,
    YouthHandedOver,
    YouthJoined,
    YouthOffered,
)
from forum.accounts.youths.permissions import can_guide, is_asked, is_guardian
from forum.accounts.youths.queries import locked
from forum.core import limits
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, allow
from forum.core.limits import Limit
from forum.core.words import N_

ENDED = "Ehemaliges Jugendkonto"
ACCOUNTS = Limit(  # of one adult: a class or two at once, not a crowd of pseudonyms
    "young members",
    free=60,
    first_wait=timedelta(minutes=1),
    longest_wait=timedelta(hours=6),
    forgotten_after=timedelta(days=1),
)
OFFERS = Limit(  # to one adult, who gets a letter each time
    "young members offered",
    free=30,
    first_wait=timedelta(minutes=10),
    longest_wait=timedelta(days=1),
    forgotten_after=timedelta(days=1),
)


def make(name: str, password_hash: str, by: Member) -> Member:
    """An account for somebody under 16; whoever makes it answers for it."""
    allow(can_guide(by))
    limits.take(ACCOUNTS, by.id)
    youth = members.new_youth(name, password_hash, by)
    session.add(Guardianship(youth_id=youth.id, guardian_id=by.id))
    record(YouthJoined(by=by.id, member=youth.id))
    return youth


def rename(held: Guardianship, youth: Member, name: str, by: Member) -> None:
    """Another pseudonym."""
    allow(is_guardian(by, locked(held)))
    members.rename(youth, name)


def set_password(
    held: Guardianship, youth: Member, password_hash: str, by: Member
) -> None:
    """A new password; whoever is signed in with the old one is signed out."""
    allow(is_guardian(by, locked(held)))
    youth.password_hash = password_hash
    youth.epoch += 1
    sessions.end_all(youth)
    record(PasswordChanged(by=by.id, member=youth.id))


def offer(held: Guardianship, name: str, by: Member) -> Member:
    """Ask another school or club to take over; they answer for it once they agree."""
    held = locked(held)
    allow(is_guardian(by, held))
    other = member_by_name(name)
    if other is None or not other.is_active or not can_guide(other):
        raise Invalid("name", N_("Eine Schule oder ein Verein heißt hier nicht so"))
    if other.id == by.id:
        raise Invalid(
            "name", N_("Verantwortlich sind Sie schon. Nennen Sie jemand anderen")
        )
    limits.take(OFFERS, other.id)
    held.offered_to_id = other.id
    record(YouthOffered(by=by.id, member=held.youth_id, to=other.id))
    return other


def keep(held: Guardianship, by: Member) -> None:
    """Ask nobody any more; or, for who is asked, say no."""
    held = locked(held)
    asked = is_asked(by, held)
    allow(asked or is_guardian(by, held))
    held.offered_to_id = None
    if asked:
        record(YouthDeclined(by=by.id, member=held.youth_id))


def take_over(held: Guardianship, by: Member) -> None:
    """Answer for a youth from now on."""
    held = locked(held)
    allow(is_asked(by, held))
    before, held.guardian_id = held.guardian_id, by.id
    held.offered_to_id, held.since = None, now()
    record(YouthHandedOver(by=by.id, member=held.youth_id, before=before))


def end(held: Guardianship, youth: Member, by: Member) -> None:
    """End the account: nobody signs in there, and nothing but a number stays."""
    allow(is_guardian(by, locked(held)))
    _end(youth, by.id)


def end_all(guardian: Member) -> None:
    """Whoever answers for them goes: nobody stays without an adult."""
    for youth in youths_of(guardian):
        _end(youth, guardian.id)
    mine = Guardianship.offered_to_id == guardian.id
    session.execute(sa.update(Guardianship).where(mine).values(offered_to_id=None))


def _end(youth: Member, by: int) -> None:
    empty(youth)
    name = f"{ENDED} {youth.id}"
    youth.display_name, youth.name_key = name, name_key(name)
    youth.password_hash, youth.place = "", ""
    youth.blocked_at, youth.epoch = now(), youth.epoch + 1
    held = Guardianship.youth_id == youth.id
    session.execute(sa.delete(Guardianship).where(held))
    record(YouthEnded(by=by, member=youth.id))
