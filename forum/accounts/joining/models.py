"""Invitations."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.members.models import EMAIL_KEY_MAX
from forum.core.clock import now
from forum.core.db import Base
from forum.core.mail import ADDRESS_MAX


class Invitation(Base):
    """Staff have invited an address into the alliance; used once, then it is gone."""

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX))
    email_key: Mapped[str] = mapped_column(sa.String(EMAIL_KEY_MAX), unique=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    invited_by: Mapped[int | None] = mapped_column(
        sa.ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    invited_at: Mapped[datetime] = mapped_column(default=now)
