"""How members are found."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.members.models import EMAIL_KEY_MAX, NAME_KEY_MAX, Member
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.text import normal_key


def member_by_id(number: int) -> Member:
    """One member; Missing if there is none."""
    found = session.get(Member, number)
    if found is None:
        raise Missing
    return found


def email_key(email: str) -> str:
    """The same for all spellings of an address; a few letters unfold into many."""
    return normal_key(email)[:EMAIL_KEY_MAX]


def name_key(name: str) -> str:
    """The same for all spellings of a name; a few letters unfold into many."""
    return normal_key(name)[:NAME_KEY_MAX]


def member_by_email(email: str) -> Member | None:
    """Whoever has this address, however it is spelled."""
    return session.scalar(sa.select(Member).where(Member.email_key == email_key(email)))


def member_by_name(name: str) -> Member | None:
    """Whoever has this display name, however it is spelled."""
    return session.scalar(sa.select(Member).where(Member.name_key == name_key(name)))


def by_demo_key(key: str) -> Member:
    """A member of the demo by the key of cast.toml."""
    return session.scalars(
        sa.select(Member).where(Member.email_key == f"{key}@example.org")
    ).one()


def how_many() -> int:
    """Everybody who has confirmed an address."""
    query = sa.select(sa.func.count(Member.id)).where(Member.confirmed_at.is_not(None))
    return session.scalar(query) or 0


def waiting() -> Sequence[Member]:
    """Who registered and has not confirmed the address yet, oldest first."""
    return session.scalars(
        sa.select(Member)
        .where(Member.confirmed_at.is_(None), Member.email.is_not(None))
        .order_by(Member.joined_at)
        .limit(100)
    ).all()


def staff() -> Sequence[Member]:
    """Everybody with a role."""
    return session.scalars(
        sa.select(Member).where(Member.role != "member").order_by(Member.display_name)
    ).all()
