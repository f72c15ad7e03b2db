"""Letters to staff about organisations."""

from forum.accounts.organisations import queries
from forum.accounts.organisations.activities import OrganisationVacated
from forum.accounts.organisations.models import Organisation
from forum.core import mail
from forum.core.db import session


def tell_staff(activity: OrganisationVacated) -> None:
    """Nobody answers for it any more: staff name somebody."""
    found = session.get(Organisation, activity.organisation)
    if found is None:
        return
    for one in queries.staff():
        mail.write(
            "organisations/mail/vacant",
            one.email or "",
            one.language,
            name=one.display_name,
            organisation=found.name,
            number=found.id,
        )
