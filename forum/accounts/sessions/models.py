"""Sign-ins."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base

DEVICE_MAX = 60


class SignIn(Base):
    """One browser in which a member is signed in; the cookie holds its key."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)  # of the key
    epoch: Mapped[int]  # of the member then: a new password or role ends it
    device: Mapped[str] = mapped_column(sa.String(DEVICE_MAX), default="")
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    sure_at: Mapped[datetime | None]


class KnownDevice(Base):
    """A kind of device a member has used; another one is worth a letter."""

    __tablename__ = "known_device"
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), primary_key=True
    )
    device: Mapped[str] = mapped_column(sa.String(DEVICE_MAX), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)
