"""How organisations and their people are found."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.queries import name_key
from forum.accounts.members.rights import Right, Role
from forum.accounts.organisations.models import (
    NAME_KEY_MAX,
    Belonging,
    Invitation,
    Organisation,
    Part,
    Standing,
)
from forum.accounts.organisations.permissions import visible_to
from forum.core import tokens
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.text import normal_key

NEAR = 3
STAFF_LIST = 200
INVITATION = "invitation"


def organisation(number: int, viewer: Viewer) -> Organisation:
    """One organisation; Missing if it is not there for this viewer."""
    found = session.scalar(
        sa.select(Organisation).where(Organisation.id == number, visible_to(viewer))
    )
    if found is None:
        raise Missing
    return found


def key(name: str) -> str:
    """The same for all spellings of a name."""
    return normal_key(name)[:NAME_KEY_MAX]


def by_slug(slug: str) -> Organisation:
    """An organisation of the demo by its address."""
    return session.scalars(
        sa.select(Organisation).where(Organisation.slug == slug)
    ).one()


def people(number: int) -> Sequence[Belonging]:
    """Everybody who belongs to it, owners first, by name."""
    return session.scalars(
        sa.select(Belonging)
        .join(Belonging.member)
        .where(Belonging.organisation_id == number)
        .options(joinedload(Belonging.member))
        .order_by(Belonging.part != Part.OWNER, Member.display_name, Belonging.id)
    ).all()


def shown_people(number: int) -> Sequence[Belonging]:
    """Those who want to be seen on its page."""
    return [one for one in people(number) if one.shown and one.member.is_active]


def person(organisation: Organisation, number: int) -> Belonging:
    """One of its people; Missing if nobody has this number there."""
    found = session.scalar(
        sa.select(Belonging)
        .where(Belonging.id == number, Belonging.organisation_id == organisation.id)
        .options(joinedload(Belonging.member))
    )
    if found is None:
        raise Missing
    return found


def owners(number: int) -> Sequence[Member]:
    """Who answers for it and can be reached."""
    return session.scalars(
        sa.select(Member)
        .join(Belonging, Belonging.member_id == Member.id)
        .where(
            Belonging.organisation_id == number,
            Belonging.part == Part.OWNER,
            Member.email.is_not(None),
        )
        .order_by(Member.id)
    ).all()


def near(one: Organisation) -> Sequence[Organisation]:
    """Others in the same place."""
    return session.scalars(
        sa.select(Organisation)
        .where(
            Organisation.state == Standing.PUBLIC,
            Organisation.place == one.place,
            Organisation.id != one.id,
        )
        .order_by(Organisation.name_key)
        .limit(NEAR)
    ).all()


def of_member(member: Member) -> Sequence[Belonging]:
    """What somebody belongs to, by name."""
    return session.scalars(
        sa.select(Belonging)
        .join(Belonging.organisation)
        .where(Belonging.member_id == member.id)
        .options(joinedload(Belonging.organisation))
        .order_by(Organisation.name_key)
    ).all()


def speaks_for(member: Member) -> Sequence[Organisation]:
    """For which organisations somebody may publish: those everybody can see."""
    return session.scalars(
        sa.select(Organisation)
        .join(Belonging, Belonging.organisation_id == Organisation.id)
        .where(Belonging.member_id == member.id, Organisation.state == Standing.PUBLIC)
        .order_by(Organisation.name_key)
    ).all()


def invitations(number: int) -> Sequence[Invitation]:
    """Who was invited and has not come yet, the latest first."""
    return session.scalars(
        sa.select(Invitation)
        .where(Invitation.organisation_id == number)
        .order_by(Invitation.sent_at.desc(), Invitation.id.desc())
    ).all()


def invitation(organisation: Organisation, number: int) -> Invitation:
    """One of its invitations; Missing if it is gone."""
    found = session.scalar(
        sa.select(Invitation).where(
            Invitation.id == number, Invitation.organisation_id == organisation.id
        )
    )
    if found is None:
        raise Missing
    return found


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a letter speaks of; None if it is gone."""
    return session.scalar(
        sa.select(Invitation)
        .where(Invitation.digest == tokens.digest(INVITATION, token))
        .options(joinedload(Invitation.organisation))
    )


def invitation_for(member: Member, number: int) -> Invitation:
    """One that went to the member's own address; Missing otherwise."""
    for found in invitations_for(member):
        if found.id == number:
            return found
    raise Missing


def invitations_for(member: Member) -> Sequence[Invitation]:
    """What a member is invited to, under the address that is confirmed."""
    if member.email_key is None or member.confirmed_at is None:
        return []
    return session.scalars(
        sa.select(Invitation)
        .where(Invitation.email_key == member.email_key)
        .options(joinedload(Invitation.organisation))
        .order_by(Invitation.id)
    ).all()


def member_named(name: str) -> Member | None:
    """An active member by display name, for staff who name an owner."""
    found = session.scalar(sa.select(Member).where(Member.name_key == name_key(name)))
    return found if found and found.is_active else None


def has_owner() -> sa.ColumnElement[bool]:
    """Whether somebody answers for an organisation."""
    return (
        sa.select(Belonging.id)
        .where(
            Belonging.organisation_id == Organisation.id,
            Belonging.part == Part.OWNER,
        )
        .exists()
    )


def for_staff() -> Sequence[tuple[Organisation, bool]]:
    """All of them, with whether there is an owner: what waits or lacks one first."""
    cared_for = has_owner()
    rows = session.execute(
        sa.select(Organisation, cared_for)
        .order_by(
            Organisation.state != Standing.WAITING, cared_for, Organisation.name_key
        )
        .limit(STAFF_LIST)
    )
    return [(one, bool(owned)) for one, owned in rows]


def vacant() -> Sequence[str]:
    """Names of public organisations without an owner."""
    return session.scalars(
        sa.select(Organisation.name)
        .where(Organisation.state == Standing.PUBLIC, ~has_owner())
        .order_by(Organisation.name_key)
    ).all()


def staff() -> Sequence[Member]:
    """Who looks after organisations and can be reached."""
    found = session.scalars(
        sa.select(Member)
        .where(Member.role != Role.MEMBER, Member.email.is_not(None))
        .order_by(Member.id)
    )
    return [one for one in found if one.is_active and one.may(Right.ORGANISATIONS)]


def is_logo(digest: str) -> bool:
    """Whether an organisation has this logo."""
    query = sa.select(Organisation.id).where(Organisation.logo == digest).limit(1)
    return session.scalar(query) is not None
