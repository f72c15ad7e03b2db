"""What organisations know of members: for their copy, and when they go."""

from typing import Any

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.organisations import janitor, queries
from forum.accounts.organisations.activities import ContactLost
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    OrganisationInvitation,
)
from forum.accounts.organisations.people import service
from forum.core.activities import record
from forum.core.db import session
from forum.core.text import normal_key
from forum.core.words import N_
from forum.web.manifest import Kept, Rule


def _to_them(member: int) -> Any:
    """Invitations they sent, and those that went to their address."""
    address = sa.select(Member.email_key).where(Member.id == member).scalar_subquery()
    return sa.or_(
        OrganisationInvitation.invited_by == member,
        OrganisationInvitation.email_key == address,
    )


OF_OTHERS = N_("Das gehört der Person, die eingeladen ist.")
KEPT = (
    Kept(
        N_("Organisationen, zu denen Sie gehören"),
        Belonging,
        lambda member: Belonging.member_id == member,
    ),
    Kept(
        N_("Einladungen in Organisationen"),
        OrganisationInvitation,
        _to_them,
        without={
            "digest": N_("Prüfwert eines Schlüssels, der nur im Brief steht."),
            "email": OF_OTHERS,
            "email_key": OF_OTHERS,
            "invited_by": N_("Das sind Nummern, auch von anderen."),
        },
    ),
)
RULES = (
    Rule(
        N_("Einladungen in eine Organisation, die niemand angenommen hat"),
        N_("30 Tage nach ihrem Ablauf"),
        N_("Damit die Organisation sieht, wer nicht gekommen ist."),
        janitor.forget_invitations,
    ),
)


def forget(member: Member) -> None:
    """Leave every organisation; nothing names them there any more."""
    service.forget(member)
    if member.email_key is not None:
        session.execute(
            sa.delete(OrganisationInvitation).where(
                OrganisationInvitation.email_key == member.email_key
            )
        )
    session.execute(
        sa.update(OrganisationInvitation)
        .where(OrganisationInvitation.invited_by == member.id)
        .values(invited_by=None)
    )
    _forget_contact(member)


def _forget_contact(member: Member) -> None:
    """Where they were named as the contact, the office alone is left.

    Letters go to the owners then, and staff ask for another address; where there is
    no owner any more, they ask for one anyway.
    """
    named = sa.or_(
        Organisation.contact_person != "",  # however it is spelled
        sa.func.lower(Organisation.contact_email) == (member.email or "").lower(),
    )
    lost = []
    for one in session.scalars(sa.select(Organisation).where(named)):
        if normal_key(one.contact_person) == member.name_key:
            one.contact_person = ""
        if member.email and one.contact_email.lower() == member.email.lower():
            one.contact_email = ""
            lost.append(one.id)
    for number, owners in queries.owners_of(lost).items():
        if owners:
            record(ContactLost(by=None, organisation=number))
