"""A letter to one person about one organisation."""

from typing import Any

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Organisation
from forum.core import mail


def write(letter: str, to: Member, organisation: Organisation, **more: Any) -> None:
    """Put it into the open write; `letter` names its template."""
    mail.write(
        f"organisations/mail/{letter}",
        to.email or "",
        to.language,
        name=to.display_name,
        organisation=organisation.name,
        number=organisation.id,
        **more,
    )
