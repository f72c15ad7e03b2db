"""What people do with each other in an organisation: there is always an owner left."""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key
from forum.accounts.organisations import letters, queries
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
    Organisation,
    OrganisationInvitation,
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
JUST_NOW = timedelta(minutes=1)  # a second click sends no second letter
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
MEANWHILE = N_("Diese Einladung wurde inzwischen angenommen oder zurückgezogen.")
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
    organisation = queries.locked(organisation.id)
    allow(can_invite(by, organisation))
    found = _asked(OrganisationInvitation.email_key == email_key(email), organisation)
    if found is None:
        found = OrganisationInvitation(
            organisation_id=organisation.id, email_key=email_key(email)
        )
    found.email, found.part = email, part
    _send(found, organisation, by)


def send_again(number: int, organisation: Organisation, by: Member) -> None:
    """Another letter with another link; the older one opens nothing any more."""
    organisation = queries.locked(organisation.id)
    allow(can_invite(by, organisation))
    _send(_still_asked(number, organisation), organisation, by)


def _still_asked(number: int, organisation: Organisation) -> OrganisationInvitation:
    """What nobody has accepted or withdrawn since the page was opened."""
    found = _asked(OrganisationInvitation.id == number, organisation)
    if found is None:
        raise Refusal(MEANWHILE)
    return found


def _asked(
    which: sa.ColumnElement[bool], organisation: Organisation
) -> OrganisationInvitation | None:
    """An invitation as it is now: the organisation is locked."""
    return session.scalar(
        sa.select(OrganisationInvitation)
        .where(which, OrganisationInvitation.organisation_id == organisation.id)
        .execution_options(populate_existing=True)
    )


def _send(
    invitation: OrganisationInvitation, organisation: Organisation, by: Member
) -> None:
    if invitation.sent_at is not None and invitation.sent_at > now() - JUST_NOW:
        return
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
    limits.take(LETTERS, organisation)
    limits.take(TO_ONE, address)


def withdraw(number: int, organisation: Organisation, by: Member) -> None:
    """Ask no longer: the letter opens nothing any more."""
    organisation = queries.locked(organisation.id)
    allow(can_lead(by, organisation))
    session.delete(_still_asked(number, organisation))


def check(invitation: OrganisationInvitation, organisation: Organisation) -> None:
    """A Refusal if it came too late, or the organisation is not to be seen now."""
    if not organisation.is_public:
        raise Refusal(GONE)
    if invitation.has_ended:
        raise Refusal(HAS_ENDED)


def accept(number: int, by: Member) -> Organisation:
    """Belong from now on: once, in time, under the invited address, which is confirmed.

    Who belongs already stays what they are, or becomes owner.
    """
    to = sa.select(OrganisationInvitation.organisation_id)
    where = session.scalar(to.where(OrganisationInvitation.id == number))
    if where is None:
        raise Refusal(GONE)
    organisation = queries.locked(where)
    invitation = _asked(OrganisationInvitation.id == number, organisation)
    if invitation is None:
        raise Refusal(GONE)
    allow(can_accept(by, invitation))
    check(invitation, organisation)
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
    queries.locked(organisation.id)
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
    queries.locked(organisation.id)
    allow(can_lead(by, organisation))
    mine = _belonging(organisation.id, by.id)
    if mine is None or person not in queries.heirs(organisation.id, by):
        raise Invalid("person", NO_OWNER_YET)
    person.part, mine.part = Part.OWNER, Part.EDITOR
    record(
        OrganisationHandedOver(
            by=by.id, organisation=organisation.id, member=person.member_id
        )
    )
    letters.write("handed_over", person.member, organisation, by=by.display_name)


def take_out(organisation: Organisation, person: Belonging, by: Member) -> None:
    """Leave, or take somebody out; what they published for it stays with it."""
    queries.locked(organisation.id)
    allow(can_take_out(by, person))
    _look_again(person)
    if person.is_owner:
        _keep_an_owner(organisation.id, but=person.member_id)
    member = session.get_one(Member, person.member_id)
    session.delete(person)
    session.flush()
    record(PersonLeft(by=by.id, organisation=organisation.id, member=member.id))
    if member.id != by.id:
        letters.write("taken_out", member, organisation)


def name_owner(organisation: Organisation, name: str, by: Member) -> Member:
    """Staff let somebody answer for it: where nobody does, or nobody answers."""
    allow(can_look_after(by))
    queries.locked(organisation.id)
    member = queries.member_named(name)
    if member is None:
        raise Invalid("person", NOBODY_THERE)
    _let_in(organisation, member, Part.OWNER)
    record(OwnerNamed(by=by.id, organisation=organisation.id, member=member.id))
    letters.write("named", member, organisation)
    return member


def forget(member: Member) -> None:
    """A member goes: out of every organisation, even as its last owner."""
    mine = Belonging.member_id == member.id
    to = sa.select(Belonging.organisation_id).where(mine)
    owned = session.scalars(to.where(Belonging.part == Part.OWNER)).all()
    session.execute(
        sa.select(Organisation.id)
        .where(Organisation.id.in_(to))
        .order_by(Organisation.id)
        .with_for_update()
    )
    session.execute(sa.delete(Belonging).where(mine))
    vacant = sa.select(Organisation.id).where(
        Organisation.id.in_(owned), ~queries.has_owner()
    )
    for number in session.scalars(vacant.order_by(Organisation.id)).all():
        record(OrganisationVacated(by=None, organisation=number))


def _keep_an_owner(number: int, but: int) -> None:
    """Refuse if nobody but this one answers for it."""
    if _owners(number, but) == 0:
        raise Refusal(LAST_OWNER)


def _owners(number: int, but: int = 0) -> int:
    return sum(one.id != but for one in queries.owners(number))


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
