"""What the account page says about signing in."""

from markupsafe import Markup

from forum.accounts.members.guardians import guardian_of
from forum.accounts.members.models import Member
from forum.web.panels import part


def security(member: Member) -> Markup:
    """The ways to all of it, and a clear word to staff without a second factor.

    The password of somebody under 16 is the adult's to change.
    """
    adult = guardian_of(member) if member.youth else None
    return part("signin/_account.html", member=member, adult=adult)
