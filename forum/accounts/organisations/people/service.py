"""What people do with each other in an organisation: there is always an owner left."""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.accounts.organisations import queries
from forum.accounts.organisations.activities import (
    OrganisationHandedOver,
    OrganisationVacated,
    OwnerNamed,
    PersonChanged,
    PersonInvited,
    PersonJoined,
    PersonLeft,
)
from forum.accounts.organisations.models import (
    Belonging,
    Invitation,
    Organisation,
    Part,
)
from forum.accounts.organisations.permissions import (
    can_accept,
    can_change_person,
    can_invite,
    can_lead,
    can_look_after,
    can_take_out,
)
from forum.core import limits, mail, tokens
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Missing, Refusal, allow
from forum.core.limits import Limit
from forum.core.words import N_

VALID = timedelta(days=14)
LETTERS = Limit(  # of one organisation
    "invitations",
    free=20,
    first_wait=timedelta(minutes=1),
    longest_wait=timedelta(hours=6),
    forgotten_after=timedelta(days=1),
)
TO_ONE = Limit(  # to one address, from whichever organisation
    "invitations to one",
    free=3,
    first_wait=timedelta(minutes=10),
    longest_wait=timedelta(days=1),
    forgotten_after=timedelta(days=1),
)
LAST_OWNER = N_(
    "Jemand muss zuständig bleiben. Übergeben Sie die Organisation zuerst an jemand "
    "anderen."
)
NOBODY_THERE = N_(
    "Niemand Aktives hat diesen Anzeigenamen. Schreiben Sie ihn genau so, wie er im "
    "Profil steht"
)
HAS_ENDED = N_(
    "Diese Einladung ist abgelaufen. Bitten Sie die Organisation um eine neue."
)
GONE = N_(
    "Diese Einladung gilt nicht mehr: Sie wurde schon angenommen oder zurückgezogen. "
    "Bitten Sie die Organisation um eine neue."
)
NO_OWNER_YET = N_("Wählen Sie jemanden aus der Organisation")


def invite(organisation: Organisation, email: str, part: Part, by: Member) -> None:
    """Ask somebody by mail to belong. Nobody learns whether the address is known.

    Who is invited already gets another letter; the older one opens nothing any more.
    """
    allow(can_invite(by, organisation))
    _lock(organisation.id)
    found = session.scalar(
        sa.select(Invitation).where(
            Invitation.organisation_id == organisation.id,
            Invitation.email_key == email_key(email),
        )
    )
    if found is None:
        found = Invitation(organisation_id=organisation.id, email_key=email_key(email))
    found.email, found.part = email, part
    _send(found, organisation, by)


def send_again(invitation: Invitation, organisation: Organisation, by: Member) -> None:
    """Another letter with another link; the older one opens nothing any more."""
    allow(can_invite(by, organisation))
    _send(invitation, organisation, by)


def _send(invitation: Invitation, organisation: Organisation, by: Member) -> None:
    _count(organisation.id, invitation.email_key)
    token = secrets.token_urlsafe(24)
    invitation.digest = tokens.digest(queries.INVITATION, token)
    invitation.invited_by = by.id
    invitation.sent_at, invitation.ends_at = now(), now() + VALID
    session.add(invitation)
    session.flush()
    record(PersonInvited(by=by.id, organisation=organisation.id))
    mail.write(
        "organisations/mail/invitation",
        invitation.email,
        by.language,
        organisation=organisation.name,
        inviting=by.display_name,
        token=token,
        ends_at=invitation.ends_at,
    )


def _count(organisation: int, address: str) -> None:
    """So many letters are free; then waiting grows."""
    for limit, who in ((LETTERS, organisation), (TO_ONE, address)):
        limits.check(limit, who)
        limits.count(limit, who)


def withdraw(invitation: Invitation, organisation: Organisation, by: Member) -> None:
    """Ask no longer: the letter opens nothing any more."""
    allow(can_lead(by, organisation))
    session.delete(invitation)


def accept(number: int, by: Member) -> Organisation:
    """Belong from now on: once, in time, under the invited address, which is confirmed.

    Who belongs already stays what they are, or becomes owner.
    """
    wanted = sa.select(Invitation).where(Invitation.id == number)
    found = session.scalar(wanted)
    if found is None:
        raise Refusal(GONE)
    organisation = _lock(found.organisation_id)
    invitation = session.scalar(wanted.execution_options(populate_existing=True))
    if invitation is None:
        raise Refusal(GONE)
    allow(can_accept(by, invitation))
    if invitation.has_ended:
        raise Refusal(HAS_ENDED)
    _let_in(organisation, by, invitation.part)
    session.delete(invitation)
    record(PersonJoined(by=by.id, organisation=organisation.id, member=by.id))
    return organisation


def _let_in(organisation: Organisation, member: Member, part: Part) -> None:
    found = _belonging(organisation.id, member.id)
    if found is None:
        session.add(
            Belonging(organisation_id=organisation.id, member_id=member.id, part=part)
        )
    elif part is Part.OWNER:
        found.part = part
    session.flush()


def show(person: Belonging, title: str, shown: bool, by: Member) -> None:
    """Say how one is called in the organisation, and whether others see it."""
    allow(can_change_person(by, person))
    person.title, person.shown = title, shown
    _tell_change(person, by)


def set_part(
    organisation: Organisation, person: Belonging, part: Part, by: Member
) -> None:
    """Let somebody do more or less; the last owner stays one."""
    _lock(organisation.id)
    allow(can_lead(by, organisation))
    _look_again(person)
    if person.is_owner and part is not Part.OWNER:
        _keep_an_owner(organisation.id, but=person.member_id)
    person.part = part
    _tell_change(person, by)


def _tell_change(person: Belonging, by: Member) -> None:
    number, member = person.organisation_id, person.member_id
    record(PersonChanged(by=by.id, organisation=number, member=member))


def hand_over(organisation: Organisation, person: Belonging, by: Member) -> None:
    """Somebody else of it answers for it; one writes on for it oneself."""
    _lock(organisation.id)
    allow(can_lead(by, organisation))
    mine = _belonging(organisation.id, by.id)
    if mine is None or person.member_id == by.id:
        raise Invalid("person", NO_OWNER_YET)
    _look_again(person)
    person.part, mine.part = Part.OWNER, Part.EDITOR
    record(
        OrganisationHandedOver(
            by=by.id, organisation=organisation.id, member=person.member_id
        )
    )


def take_out(organisation: Organisation, person: Belonging, by: Member) -> None:
    """Leave, or take somebody out; what they published for it stays with it."""
    _lock(organisation.id)
    allow(can_take_out(by, person))
    _look_again(person)
    if person.is_owner:
        _keep_an_owner(organisation.id, but=person.member_id)
    member = person.member_id
    session.delete(person)
    session.flush()
    record(PersonLeft(by=by.id, organisation=organisation.id, member=member))


def name_owner(organisation: Organisation, name: str, by: Member) -> Member:
    """Staff let somebody answer for it: where nobody does, or nobody answers."""
    allow(can_look_after(by))
    _lock(organisation.id)
    member = queries.member_named(name)
    if member is None:
        raise Invalid("person", NOBODY_THERE)
    _let_in(organisation, member, Part.OWNER)
    record(OwnerNamed(by=by.id, organisation=organisation.id, member=member.id))
    if member.email:
        mail.write(
            "organisations/mail/named",
            member.email,
            member.language,
            name=member.display_name,
            organisation=organisation.name,
            number=organisation.id,
        )
    return member


def forget(member: Member) -> None:
    """A member goes: out of every organisation, even as its last owner."""
    mine = sa.select(Belonging.organisation_id, Belonging.part).where(
        Belonging.member_id == member.id
    )
    parts = dict(session.execute(mine.order_by(Belonging.organisation_id)).all())
    for number in parts:
        _lock(number)
    session.execute(sa.delete(Belonging).where(Belonging.member_id == member.id))
    for number, part in parts.items():
        if part is Part.OWNER and _owners(number) == 0:
            record(OrganisationVacated(by=None, organisation=number))


def _lock(number: int) -> Organisation:
    """Of two who change the people of one organisation, the second waits and looks."""
    return session.scalars(
        sa.select(Organisation)
        .where(Organisation.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _keep_an_owner(number: int, but: int) -> None:
    """Refuse if nobody but this one answers for it."""
    if _owners(number, but) == 0:
        raise Refusal(LAST_OWNER)


def _owners(number: int, but: int = 0) -> int:
    query = sa.select(sa.func.count(Belonging.id)).where(
        Belonging.organisation_id == number,
        Belonging.part == Part.OWNER,
        Belonging.member_id != but,
    )
    return session.scalar(query) or 0


def _look_again(person: Belonging) -> None:
    """What is true once the others have waited; Missing if somebody has just left."""
    if _belonging(person.organisation_id, person.member_id) is None:
        raise Missing


def _belonging(number: int, member: int) -> Belonging | None:
    return session.scalar(
        sa.select(Belonging)
        .where(Belonging.organisation_id == number, Belonging.member_id == member)
        .execution_options(populate_existing=True)
    )
