"""Who may do what with organisations; the rule about seeing with its SQL twin."""

import sqlalchemy as sa

from forum.accounts.members.models import Member, Viewer
from forum.accounts.members.rights import Right
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    OrganisationInvitation,
    Part,
    Standing,
)
from forum.core.db import session


def belongs(viewer: Viewer, number: int | None) -> bool:
    """Whether the viewer is one of the people of this organisation."""
    return part_in(viewer, number) is not None


def part_in(viewer: Viewer, number: int | None) -> Part | None:
    """What the viewer may do for this organisation: asked of the database."""
    if viewer.id is None or number is None:
        return None
    return session.scalar(
        sa.select(Belonging.part).where(
            Belonging.organisation_id == number, Belonging.member_id == viewer.id
        )
    )


def of_viewer(viewer: Viewer) -> sa.Select[int]:
    """The twin of `belongs`: the numbers of the organisations somebody belongs to."""
    return sa.select(Belonging.organisation_id).where(Belonging.member_id == viewer.id)


def can_see(viewer: Viewer, organisation: Organisation) -> bool:
    """Everybody sees what is public; its people and staff the rest."""
    return (
        organisation.is_public
        or can_look_after(viewer)
        or belongs(viewer, organisation.id)
    )


def visible_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The twin of `can_see`."""
    if can_look_after(viewer):
        return sa.true()
    public = Organisation.state == Standing.PUBLIC
    if viewer.id is None:
        return public
    return sa.or_(public, Organisation.id.in_(of_viewer(viewer)))


def can_found(viewer: Viewer) -> bool:
    """Every member who is 16 or older may enter an organisation."""
    return viewer.is_member and not viewer.youth


def can_edit(viewer: Viewer, organisation: Organisation) -> bool:
    """Its people write its page, as long as it takes part."""
    takes_part = organisation.state is not Standing.CLOSED
    return takes_part and belongs(viewer, organisation.id)


def can_lead(viewer: Viewer, organisation: Organisation) -> bool:
    """Owners decide about its people."""
    return part_in(viewer, organisation.id) is Part.OWNER


def can_invite(viewer: Viewer, organisation: Organisation) -> bool:
    """Owners, once staff have looked: nobody gets letters from invented ones."""
    return organisation.is_public and can_lead(viewer, organisation)


def can_look_after(viewer: Viewer) -> bool:
    """Staff let organisations in, hide them, and name owners."""
    return viewer.may(Right.ORGANISATIONS)


def can_write_to(organisation: Organisation) -> bool:
    """Everybody may write to an organisation that is public."""
    return organisation.is_public


def can_change_person(viewer: Viewer, person: Belonging) -> bool:
    """Each says how one is called and shown."""
    return viewer.id is not None and person.member_id == viewer.id


def can_take_out(viewer: Viewer, person: Belonging) -> bool:
    """Everybody may leave; owners take out others."""
    if can_change_person(viewer, person):
        return True
    return part_in(viewer, person.organisation_id) is Part.OWNER


def can_accept(member: Member, invitation: OrganisationInvitation) -> bool:
    """The invitation went to this member's own address, which is confirmed."""
    return member.confirmed_at is not None and member.email_key == invitation.email_key
