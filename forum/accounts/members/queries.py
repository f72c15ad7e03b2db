"""How members are found."""

from collections.abc import Sequence

import sqlalchemy as sa

from forum.accounts.members.models import EMAIL_KEY_MAX, NAME_KEY_MAX, Member
from forum.accounts.members.permissions import belongs
from forum.accounts.members.rights import Role
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


def member_for_sign_in(text: str) -> Member | None:
    """Who signs in with this: an address, or the name of somebody under 16.

    No name has an @ in it, so nobody can be mistaken for another.
    """
    if "@" in text:
        return member_by_email(text)
    found = member_by_name(text)
    return found if found is not None and found.youth else None


def by_demo_key(key: str) -> Member:
    """A member of the demo by the key of cast.toml."""
    return session.scalars(
        sa.select(Member).where(Member.email_key == f"{key}@example.org")
    ).one()


def how_many() -> int:
    """Everybody who belongs to the alliance."""
    query = sa.select(sa.func.count(Member.id)).where(belongs())
    return session.scalar(query) or 0


def unconfirmed() -> Sequence[Member]:
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


def locked(number: int) -> Member | None:
    """A member as it is now; who decides about the same one waits until we are done."""
    return session.scalar(
        sa.select(Member)
        .where(Member.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def is_last_administrator(member: Member, settled: bool = False) -> bool:
    """Whether nobody else could give roles.

    `settled`, in the open write: whoever takes the role of another administrator, or
    leaves, at the same moment waits until we are done.
    """
    if member.role is not Role.ADMINISTRATOR:
        return False
    query = (
        sa.select(Member)
        .where(Member.role == Role.ADMINISTRATOR)
        .order_by(Member.id)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query.with_for_update() if settled else query).all()
    return not any(
        one.id != member.id and one.is_active and one.second_since for one in found
    )
