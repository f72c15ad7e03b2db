"""What privacy shows on the pages of others."""

from markupsafe import Markup

from forum.accounts.members.models import Member
from forum.accounts.privacy.registry import registry
from forum.web.panels import part


def own(member: Member) -> Markup:
    """In the account: take one's data along, or leave."""
    return part("privacy/_own.html", me=member)


def rules() -> Markup:
    """On the page about privacy: what is kept, how long, and why."""
    return part("privacy/_rules.html", rules=registry.rules, reports=None)
