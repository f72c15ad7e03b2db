"""What accounts of schools and clubs show on other pages."""

from markupsafe import Markup

from forum.accounts.members.guardians import youths_of
from forum.accounts.members.models import Member
from forum.accounts.youths.permissions import can_guide
from forum.web.panels import part


def link(member: Member) -> Markup:
    """The way to the accounts one answers for."""
    if can_guide(member) or youths_of(member):
        return part("youths/_link.html")
    return Markup()
