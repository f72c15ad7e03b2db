"""The licence of contributions: agreed to at the first one, and kept with each."""

from forum.accounts.members import consents
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Member
from forum.core.errors import Invalid
from forum.core.words import N_


def licence_of(by: Member, agrees: bool) -> str:
    """Under which licence this member posts; Invalid if they agreed to none."""
    if agrees:
        consents.give(by, Purpose.LICENCE)
    found = consents.in_force(by, Purpose.LICENCE)
    if found is None:
        raise Invalid(
            "licence", N_("Stimmen Sie zu, damit wir Ihren Beitrag zeigen dürfen")
        )
    return found.version


def has_agreed(by: Member) -> bool:
    """Whether the member need not be asked again."""
    return consents.in_force(by, Purpose.LICENCE) is not None
