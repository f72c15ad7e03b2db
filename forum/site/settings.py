"""What staff set for this alliance in the site itself."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from forum.core.db import Base, session
from forum.core.mail import ADDRESS_MAX

VALUE_MAX = 300
NAME_MAX = 60
REGION_MAX = 60
KEPT = "site settings"


class Joining(StrEnum):
    """Who may become a member."""

    OPEN = "open"  # whoever confirms an address
    APPROVAL = "approval"  # whoever staff let in
    INVITATION = "invitation"  # whoever was invited


@dataclass(frozen=True)
class Site:
    """The alliance's own words and rules."""

    name: str = "Allianz für Klimaschutz"
    region: str = "Kreis Borken"
    contact: str = "klimaschutz@example.org"
    joining: Joining = Joining.OPEN


KINDS: dict[str, type[str]] = {
    "name": str,
    "region": str,
    "contact": str,
    "joining": Joining,
}


class Setting(Base):
    """One thing that staff have set; what is not here is as the program has it."""

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(VALUE_MAX))

    __table_args__ = (
        sa.CheckConstraint(
            f"name <> 'name' OR length(value) BETWEEN 1 AND {NAME_MAX}", name="names"
        ),
        sa.CheckConstraint(
            f"name <> 'region' OR length(value) BETWEEN 1 AND {REGION_MAX}",
            name="region",
        ),
        sa.CheckConstraint(
            f"name <> 'contact' OR length(value) BETWEEN 3 AND {ADDRESS_MAX}",
            name="contact",
        ),
        sa.CheckConstraint(
            "name <> 'joining' OR value IN ('open', 'approval', 'invitation')",
            name="joining",
        ),
    )


def site() -> Site:
    """As it is set now; read once for each transaction."""
    known: Site | None = session.info.get(KEPT)
    if known is None:
        rows = session.execute(sa.select(Setting.name, Setting.value))
        told: dict[str, Any] = {name: KINDS[name](value) for name, value in rows}
        known = session.info[KEPT] = Site(**told)
    return known


def contact() -> str:
    """The address letters come from."""
    return site().contact


def change(new: Site) -> None:
    """Set everything anew, in the open write."""
    for name, value in asdict(new).items():
        session.merge(Setting(name=name, value=str(value)))
    session.info.pop(KEPT, None)


@event.listens_for(Session, "after_transaction_end")
def _look_again(current: Session, ended: SessionTransaction) -> None:
    """What others set, or what was taken back, is seen from the next one on."""
    if ended.parent is None:
        current.info.pop(KEPT, None)
