"""How people are let in: by invitation, or by the staff's decision."""

import dataclasses

import sqlalchemy as sa

from forum.accounts.joining.activities import (
    InvitationWithdrawn,
    MemberApproved,
    MemberDeclined,
    MemberInvited,
)
from forum.accounts.joining.models import Invitation
from forum.accounts.joining.permissions import can_admit
from forum.accounts.joining.queries import KEPT, invitation_for
from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.queries import email_key, locked, member_by_email
from forum.accounts.members.service import Registration
from forum.accounts.privacy.activities import AccountDeleted
from forum.core import mail, tokens
from forum.core.activities import follow, record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Missing, Refusal, allow
from forum.core.text import has_visible
from forum.core.words import N_

INVITATION = "invitation"
USED = N_(
    "Diese Einladung gilt nicht mehr: Sie ist schon benutzt oder zurückgenommen. "
    "Sind Sie schon Mitglied, dann melden Sie sich an. "
    "Sonst bitten Sie uns um eine neue."
)


def invite(email: str, language: str, by: Member) -> Invitation:
    """Write to an address that it may join; again renews what was sent before."""
    allow(can_admit(by))
    known = member_by_email(email)
    if known is not None and known.confirmed_at is not None:
        raise Invalid(
            "email", N_("Unter dieser Adresse ist schon jemand Mitglied oder wartet")
        )
    invitation = invitation_for(email) or _new(email, language)
    invitation.language, invitation.invited_by = language, by.id
    invitation.invited_at = now()
    session.flush()
    record(MemberInvited(by=by.id, invitation=invitation.id))
    mail.write("joining/mail/invitation", email, language, token=token(invitation))
    return invitation


def _new(email: str, language: str) -> Invitation:
    """Of two who invite one address at once the second renews it."""
    made = Invitation(email=email, email_key=email_key(email), language=language)
    try:
        with session.begin_nested():
            session.add(made)
    except sa.exc.IntegrityError:
        faster = invitation_for(email)
        if faster is None:
            raise
        return faster
    return made


def token(invitation: Invitation) -> str:
    """What the letter's link ends with."""
    return tokens.sign(INVITATION, invitation.id, invitation.email_key)


def read_invitation(token: str) -> Invitation:
    """The invitation of a letter; a Refusal if it is used or too old."""
    seconds = int(KEPT.total_seconds())
    number, key, *_ = tokens.read(INVITATION, token, seconds)
    found = session.get(Invitation, int(number))
    if found is None or found.email_key != key or found.invited_at <= now() - KEPT:
        raise Refusal(USED)
    return found


def join(token: str, registration: Registration) -> None:
    """Join with an invitation: once, with the address it was sent to.

    The address is still to be confirmed, since a letter may be passed on. Whoever has
    confirmed it already and waits is let in as they are.
    """
    invitation = read_invitation(token)
    number, email, by = invitation.id, invitation.email, invitation.invited_by
    session.expunge(invitation)
    if not _take_away(number):
        raise Refusal(USED)
    known = member_by_email(email)
    if known is not None and known.confirmed_at and known.approved_at is None:
        _let_in(_waiting(known.id), by)
        return
    members.join(dataclasses.replace(registration, email=email), invited=True)


def withdraw(number: int, by: Member) -> None:
    """Take an invitation back; one that is used or gone is no mistake."""
    allow(can_admit(by))
    if _take_away(number):
        record(InvitationWithdrawn(by=by.id, invitation=number))


def _take_away(number: int) -> bool:
    """Whether it was still there: of two at once the database lets one through."""
    gone = sa.delete(Invitation).where(Invitation.id == number)
    return session.scalar(gone.returning(Invitation.id)) is not None


def confirm(number: int, by: Member) -> Member:
    """Staff know who this is; whoever has confirmed the address meanwhile is let in."""
    allow(can_admit(by))
    member = locked(number)
    if member is None:
        raise Missing
    if member.confirmed_at is not None and member.approved_at is None:
        return approve(number, "", by)
    members.confirm_by_hand(member, by=by)
    return member


def approve(number: int, message: str, by: Member) -> Member:
    """Let somebody in who waits, and tell them."""
    allow(can_admit(by))
    member = _waiting(number)
    _let_in(member, by.id, message)
    return member


def _let_in(member: Member, by: int | None, message: str = "") -> None:
    member.approved_at = now()
    record(MemberApproved(by=by, member=member.id))
    _tell("approved", member, message)


def decline(number: int, message: str, by: Member) -> str:
    """Do not let somebody in: they read why, and nothing of them is kept."""
    allow(can_admit(by))
    if not has_visible(message):
        raise Invalid("message", N_("Schreiben Sie, warum"))
    member = _waiting(number)
    record(MemberDeclined(by=by.id, member=member.id))
    _tell("declined", member, message)
    name = member.display_name
    follow(AccountDeleted(by=None, member=member.id, texts_too=False))
    session.delete(member)
    return name


def _waiting(number: int) -> Member:
    """Whoever is second learns that it is decided."""
    member = locked(number)
    if member is None:
        raise Refusal(N_("Diese Anmeldung ist inzwischen abgelehnt und gelöscht."))
    if member.confirmed_at is None:
        raise Missing
    if member.approved_at is not None:
        raise Refusal(N_("Diese Anmeldung hat gerade jemand anderes freigeschaltet."))
    return member


def _tell(letter: str, member: Member, message: str) -> None:
    if member.email:
        mail.write(
            f"joining/mail/{letter}",
            member.email,
            member.language,
            name=member.display_name,
            message=message,
        )
