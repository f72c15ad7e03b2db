"""Organisations on pages of others."""

from markupsafe import Markup

from forum.accounts.members.models import Member
from forum.accounts.organisations import queries
from forum.accounts.organisations.models import KINDS, PART_NAMES
from forum.web.panels import part


def own(member: Member) -> Markup:
    """What a member belongs to or is invited to, for their account; not the young."""
    if member.youth:
        return Markup()
    return part(
        "organisations/_own.html",
        belongings=queries.of_member(member),
        invitations=[
            one
            for one in queries.invitations_for(member)
            if one.organisation.is_public and not one.has_ended
        ],
        kinds_of=KINDS,
        parts=PART_NAMES,
    )
