"""Letters to staff about organisations."""

from datetime import timedelta

from forum.accounts.organisations import letters, queries
from forum.accounts.organisations.activities import (
    ContactLost,
    OrganisationActivity,
    OrganisationFounded,
    OrganisationVacated,
)
from forum.accounts.organisations.models import Organisation, Standing
from forum.core import limits
from forum.core.db import session
from forum.core.limits import Limit

NEW = Limit(  # of one member: more stand on the staff's list without a letter
    "new organisations",
    free=3,
    first_wait=timedelta(hours=1),
    longest_wait=timedelta(days=1),
    forgotten_after=timedelta(days=1),
)


def tell_new(activity: OrganisationFounded) -> None:
    """Somebody entered one: staff look at it, unless they have done so already."""
    found = session.get(Organisation, activity.organisation)
    waits = found is not None and found.state is Standing.WAITING
    if waits and limits.passes(NEW, activity.by):
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
