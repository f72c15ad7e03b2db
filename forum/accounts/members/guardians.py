"""Who is under 16 has an adult who answers for them; letters go to the adult."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base, session


class Guardianship(Base):
    """An adult answers for one young member; perhaps another is asked to take over.

    Nobody goes who still answers for somebody; looked at when all is written, so that
    both may go at once.
    """

    __tablename__ = "guardianship"
    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), unique=True
    )
    guardian_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", deferrable=True, initially="DEFERRED"), index=True
    )
    offered_to_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    since: Mapped[datetime] = mapped_column(default=now)
    __table_args__ = (sa.CheckConstraint("youth_id <> guardian_id", name="another"),)


@dataclass(frozen=True)
class Reader:
    """Whom a letter about a member goes to, and how they are called in it."""

    address: str
    language: str
    name: str


def guardian_of(youth: Member) -> Member | None:
    """The adult who answers for a young member."""
    return session.scalar(
        sa.select(Member)
        .join(Guardianship, Guardianship.guardian_id == Member.id)
        .where(Guardianship.youth_id == youth.id)
    )


def youths_of(guardian: Member) -> Sequence[Member]:
    """The young members an adult answers for, by name."""
    return session.scalars(
        sa.select(Member)
        .join(Guardianship, Guardianship.youth_id == Member.id)
        .where(Guardianship.guardian_id == guardian.id)
        .order_by(Member.name_key)
    ).all()


def reader_for(member: Member) -> Reader | None:
    """Who reads letters to this member: themselves, or the adult."""
    if not member.youth:
        return _reader(member, member.display_name)
    adult = guardian_of(member)
    if adult is None:
        return None
    return _reader(adult, f"{adult.display_name} ({member.display_name})")


def _reader(member: Member, name: str) -> Reader | None:
    if not member.email:
        return None
    return Reader(member.email, member.language, name)
