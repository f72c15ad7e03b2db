"""Second factors, and the codes that stand in when one is lost."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base

SECRET_MAX = 64
DIGEST_MAX = 64


class SecondFactor(Base):
    """What a member's device and we both know; `last_step` was used last."""

    __tablename__ = "second_factor"
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    secret: Mapped[str] = mapped_column(sa.String(SECRET_MAX))
    last_step: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime] = mapped_column(default=now)


class RecoveryCode(Base):
    """One code that is still good; a used one is gone."""

    __tablename__ = "recovery_code"
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    digest: Mapped[str] = mapped_column(sa.String(DIGEST_MAX), primary_key=True)
