"""Keys that letters carry."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Base, choice
from forum.core.mail import ADDRESS_MAX

DIGEST_MAX = 64


class Purpose(StrEnum):
    """What a key in a letter opens."""

    RESET = "reset"  # a new password
    LINK = "link"  # the way in
    ADDRESS = "address"  # the new address is confirmed
    UNDO = "undo"  # the old address comes back


ONE_EACH = sa.column("purpose") != Purpose.UNDO.value


class MailKey(Base):
    """A key that went out in a letter; only its digest is kept, and it works once.

    Of each kind only the newest holds. The ways back to an old address stand side by
    side: who took an account over cannot push the owner's out by changing it again.
    """

    __tablename__ = "mail_key"
    digest: Mapped[str] = mapped_column(sa.String(DIGEST_MAX), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        sa.ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    address: Mapped[str] = mapped_column(sa.String(ADDRESS_MAX), default="")
    epoch: Mapped[int | None]  # of the member then; None: holds whatever happens
    made_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (
        sa.Index(
            "uq_mail_key_newest",
            "member_id",
            "purpose",
            unique=True,
            sqlite_where=ONE_EACH,
            postgresql_where=ONE_EACH,
        ),
    )
