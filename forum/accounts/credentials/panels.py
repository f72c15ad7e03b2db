"""What the account page says about signing in."""

from markupsafe import Markup

from forum.accounts.members.models import Member
from forum.web.panels import part


def security(member: Member) -> Markup:
    """The ways to all of it, and a clear word to staff without a second factor."""
    return part("signin/_account.html", member=member)
