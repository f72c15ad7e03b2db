"""What members have agreed to: a record for each, never changed but to be ended.

Agreeing to a newer version ends the older record and begins another, so the history
says at any time what held when.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.members.models import Member
from forum.core.clock import now
from forum.core.db import Base, choice, session
from forum.core.words import N_


class Purpose(StrEnum):
    """What somebody agrees to."""

    RULES = "rules"
    AGE = "age"
    LICENCE = "licence"
    PROFILE = "profile"


PURPOSES = {
    Purpose.RULES: N_("Die Spielregeln"),
    Purpose.AGE: N_("Mindestens 16 Jahre alt"),
    Purpose.LICENCE: N_("Andere dürfen meine Beiträge weiter verwenden"),
    Purpose.PROFILE: N_("Mein Profil ist zu sehen"),
}
VERSIONS = {  # rises when the wording changes what somebody agrees to
    Purpose.RULES: "2026-11",
    Purpose.AGE: "2026-11",
    Purpose.LICENCE: "CC-BY-4.0",
    Purpose.PROFILE: "2026-11",
}


IN_FORCE = sa.column("withdrawn_at").is_(None)


class Consent(Base):
    """Somebody agreed to something; ended when withdrawn or agreed to anew."""

    __tablename__ = "consent"
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    version: Mapped[str] = mapped_column(sa.String(20))
    given_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    __table_args__ = (
        sa.Index(
            "uq_consent_in_force",
            "member_id",
            "purpose",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )


def in_force(member: Member, purpose: Purpose) -> Consent | None:
    """What the member agrees to now, in the version of then."""
    return session.scalar(
        sa.select(Consent).where(
            Consent.member_id == member.id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
    )


def agrees(member: Member, purpose: Purpose) -> bool:
    """Whether the member agrees to the version of today."""
    found = in_force(member, purpose)
    return found is not None and found.version == VERSIONS[purpose]


def history(member: Member) -> Sequence[Consent]:
    """Everything the member ever agreed to, the latest first."""
    return session.scalars(
        sa.select(Consent)
        .where(Consent.member_id == member.id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()


def give(member: Member, *purposes: Purpose) -> None:
    """Agree to the version of today; what was agreed to already stays as it is."""
    for purpose in purposes:
        found = in_force(member, purpose)
        if found is not None and found.version == VERSIONS[purpose]:
            continue
        if found is not None:
            found.withdrawn_at = now()
            session.flush()
        session.add(
            Consent(member_id=member.id, purpose=purpose, version=VERSIONS[purpose])
        )
    session.flush()


def withdraw(member: Member, purpose: Purpose) -> None:
    """Agree no longer."""
    found = in_force(member, purpose)
    if found is not None:
        found.withdrawn_at = now()
