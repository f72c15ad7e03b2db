"""How organisations and their people are found."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.queries import member_by_name
from forum.accounts.members.rights import Right, Role
from forum.accounts.organisations.models import (
    NAME_KEY_MAX,
    Belonging,
    Organisation,
    OrganisationInvitation,
    Part,
    Standing,
)
from forum.accounts.organisations.permissions import visible_to
from forum.core import tokens
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.pages import Page, paginate
from forum.core.text import normal_key

NEAR = 3
ON_DESK = 50  # organisations on one page of the staff's list
INVITATION = "invitation"


def organisation(number: int, viewer: Viewer) -> Organisation:
    """One organisation; Missing if it is not there for this viewer."""
    found = session.scalar(
        sa.select(Organisation).where(Organisation.id == number, visible_to(viewer))
    )
    if found is None:
        raise Missing
    return found


def locked(number: int) -> Organisation:
    """As it is now; whoever changes the same one, or its people, waits until then."""
    return session.scalars(
        sa.select(Organisation)
        .where(Organisation.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


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
        .order_by(Belonging.part != Part.OWNER, Member.name_key)
    ).all()


def shown_people(number: int) -> Sequence[Belonging]:
    """Those who want to be seen on its page."""
    return [one for one in people(number) if one.shown and one.member.is_active]


def heirs(number: int, owner: Member) -> Sequence[Belonging]:
    """To whom an owner can hand over: who else belongs to it and can sign in."""
    others = [one for one in people(number) if one.member_id != owner.id]
    return [one for one in others if one.member.is_active]


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
    """Who answers for it; a blocked member cannot."""
    return owners_of([number])[number]


def owners_of(numbers: Sequence[int]) -> dict[int, list[Member]]:
    """Who answers for each of these organisations: one statement."""
    rows = session.execute(
        sa.select(Belonging.organisation_id, Member)
        .join(Belonging.member)
        .where(Belonging.organisation_id.in_(numbers), answers())
        .order_by(Member.id)
    )
    found: dict[int, list[Member]] = {number: [] for number in numbers}
    for number, owner in rows:
        found[number].append(owner)
    return found


def answers() -> sa.ColumnElement[bool]:
    """Whether whoever belongs to an organisation is an owner who can do something."""
    return sa.and_(Belonging.part == Part.OWNER, Member.blocked_at.is_(None))


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


def invitations(number: int) -> Sequence[OrganisationInvitation]:
    """Who was invited and has not come yet, the latest first."""
    return session.scalars(
        sa.select(OrganisationInvitation)
        .where(OrganisationInvitation.organisation_id == number)
        .order_by(
            OrganisationInvitation.sent_at.desc(), OrganisationInvitation.id.desc()
        )
    ).all()


def invitation(organisation: Organisation, number: int) -> OrganisationInvitation:
    """One of its invitations; Missing if it is gone."""
    found = session.scalar(
        sa.select(OrganisationInvitation).where(
            OrganisationInvitation.id == number,
            OrganisationInvitation.organisation_id == organisation.id,
        )
    )
    if found is None:
        raise Missing
    return found


def invitation_by_token(token: str) -> OrganisationInvitation | None:
    """The invitation that a letter speaks of; None if it is gone."""
    return session.scalar(
        sa.select(OrganisationInvitation)
        .where(OrganisationInvitation.digest == tokens.digest(INVITATION, token))
        .options(joinedload(OrganisationInvitation.organisation))
    )


def invitation_for(member: Member, number: int) -> OrganisationInvitation:
    """One that went to the member's own address; Missing otherwise."""
    for found in invitations_for(member):
        if found.id == number:
            return found
    raise Missing


def invitations_for(member: Member) -> Sequence[OrganisationInvitation]:
    """What a member is invited to, under the address that is confirmed."""
    if member.email_key is None or member.confirmed_at is None:
        return []
    return session.scalars(
        sa.select(OrganisationInvitation)
        .where(OrganisationInvitation.email_key == member.email_key)
        .options(joinedload(OrganisationInvitation.organisation))
        .order_by(OrganisationInvitation.id)
    ).all()


def member_named(name: str) -> Member | None:
    """Whom staff can name as an owner: an active member of 16 or more, by name."""
    found = member_by_name(name)
    return found if found and found.is_active and not found.youth else None


def has_owner() -> sa.ColumnElement[bool]:
    """Whether somebody answers for an organisation."""
    return (
        sa.select(Belonging.id)
        .join(Belonging.member)
        .where(Belonging.organisation_id == Organisation.id, answers())
        .exists()
    )


def for_staff(number: int) -> Page[tuple[Organisation, bool]]:
    """A page of all, with whether there is an owner: what waits or lacks one first."""
    waits_not = Organisation.state != Standing.WAITING
    query = sa.select(Organisation).order_by(
        waits_not, has_owner(), Organisation.name_key
    )
    page: Page[Organisation] = paginate(query, number, ON_DESK)
    owners = owners_of([one.id for one in page.items])
    return page.of([(one, bool(owners[one.id])) for one in page.items])


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
