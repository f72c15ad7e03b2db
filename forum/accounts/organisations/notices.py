"""Letters to staff about organisations."""

from forum.accounts.organisations import letters, queries
from forum.accounts.organisations.activities import (
    ContactLost,
    OrganisationActivity,
    OrganisationFounded,
    OrganisationVacated,
)
from forum.accounts.organisations.models import Organisation, Standing
from forum.core.db import session


def tell_new(activity: OrganisationFounded) -> None:
    """Somebody entered one: staff look at it, unless they have done so already."""
    found = session.get(Organisation, activity.organisation)
    if found is not None and found.state is Standing.WAITING:
        _tell(activity, "new")


def tell_vacant(activity: OrganisationVacated) -> None:
    """Nobody answers for it any more: staff name somebody."""
    _tell(activity, "vacant")


def tell_contact(activity: ContactLost) -> None:
    """Its address for letters is gone: staff ask for another."""
    _tell(activity, "no_contact")


def _tell(activity: OrganisationActivity, letter: str) -> None:
    found = session.get(Organisation, activity.organisation)
    if found is None:
        return
    for one in queries.staff():
        letters.write(letter, one, found)
