"""What members do with their membership."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count

import sqlalchemy as sa

from forum.accounts.members import consents
from forum.accounts.members.activities import (
    MemberConfirmed,
    MemberJoined,
    PasswordChanged,
    RoleChanged,
)
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import NAME_MAX, Audience, Member
from forum.accounts.members.permissions import can_confirm, can_give_roles
from forum.accounts.members.queries import (
    email_key,
    member_by_email,
    member_by_name,
    name_key,
)
from forum.accounts.members.rights import Role
from forum.core import limits, mail, tokens
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Missing, Refusal, allow
from forum.core.words import N_
from forum.site.settings import Joining, site

CONFIRM_SECONDS = 7 * 24 * 3600
CONFIRM = "confirm"
BY_INVITATION = N_(
    "Mitglied wird hier nur, wer eingeladen ist. Schreiben Sie uns, wenn Sie eine "
    "Einladung möchten."
)
OVERTAKEN = N_(
    "Inzwischen hat sich jemand noch einmal mit dieser Adresse angemeldet. "
    "Wählen Sie mit „Passwort vergessen“ ein neues Passwort."
)


@dataclass(frozen=True)
class Registration:
    """What somebody who joins tells us; the password is hashed already."""

    display_name: str
    email: str
    password_hash: str
    actor: str
    language: str = "de"
    back: str = ""  # the page they came from: the letter leads there in the end


@dataclass(frozen=True)
class Scope:
    """What a moderator looks after; nothing named is everything."""

    fields: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


EVERYTHING = Scope()


def join(registration: Registration, invited: bool = False) -> None:
    """Become a member. Nobody learns from the answer whether an address is known.

    Nor from the next one: a name is held by who has confirmed, not by who only asks.
    Whoever was invited is let in by that; else the rule of today decides.
    """
    if site().joining is Joining.INVITATION and not invited:
        raise Refusal(BY_INVITATION)
    if member_by_name(registration.display_name) is not None:
        raise name_taken()
    known = member_by_email(registration.email)
    if known is not None:  # of joining and confirming at once one waits
        session.refresh(known, with_for_update=True)
        if known.confirmed_at is None:
            _take_over(known, registration, invited)
        _tell_owner(known, registration.back)
        return
    member = _new(registration, invited)
    member.name_key = tokens.digest("no name yet", member.email_key)
    try:
        with session.begin_nested():
            session.add(member)
    except sa.exc.IntegrityError:  # somebody was faster by a moment
        faster = member_by_email(registration.email)
        if faster is None:
            raise
        _tell_owner(faster, registration.back)
        return
    consents.give(member, Purpose.RULES, Purpose.AGE)
    record(MemberJoined(by=member.id, member=member.id))
    send_confirmation(member, registration.back)


def _is_let_in(invited: bool) -> bool:
    return invited or site().joining is Joining.OPEN


def _new(registration: Registration, invited: bool = False) -> Member:
    return Member(
        display_name=registration.display_name,
        name_key=name_key(registration.display_name),
        email=registration.email,
        email_key=email_key(registration.email),
        password_hash=registration.password_hash,
        actor=registration.actor,
        language=registration.language,
        joined_at=now(),
        approved_at=now() if _is_let_in(invited) else None,
        role=Role.MEMBER,
        profile_for=Audience.NOBODY,
        scope_fields=[],
        scope_places=[],
        fields=[],
        forms=[],
        epoch=0,
    )


def _take_over(waiting: Member, registration: Registration, invited: bool) -> None:
    """Whoever registers last with an address waits for the letter, with this password.

    Only both together confirm: who has the password of a registration under a
    stranger's address lacks the letter, and the stranger lacks that password.
    """
    waiting.display_name = registration.display_name
    waiting.password_hash = registration.password_hash
    waiting.actor, waiting.language = registration.actor, registration.language
    waiting.joined_at = now()
    if waiting.approved_at is None and _is_let_in(invited):
        waiting.approved_at = now()
    consents.give(waiting, Purpose.RULES, Purpose.AGE)


def create(registration: Registration, role: Role = Role.MEMBER) -> Member:
    """A member made by hand: confirmed at once, told nothing."""
    member = _new(registration)
    member.role = role
    member.confirmed_at = member.approved_at = now()
    session.add(member)
    session.flush()
    return member


def new_youth(name: str, password_hash: str, guardian: Member) -> Member:
    """Somebody under 16, without an address: an adult answers for them."""
    told = Registration(name, "", password_hash, guardian.actor, guardian.language)
    youth = _new(told)
    youth.email = youth.email_key = None
    youth.youth, youth.place, youth.demo = True, guardian.place, guardian.demo
    youth.confirmed_at = youth.approved_at = now()
    session.add(youth)
    flush_name(youth)
    return youth


def author(name: str) -> Member:
    """The imported author of this name: without an address, never signed in.

    Who has an address is somebody else, and keeps the name: the author gets another.
    """
    return next(filter(None, map(_author, _spellings(name, "Import"))))


def _spellings(name: str, word: str = "") -> Iterator[str]:
    """Anna Schmidt, Anna Schmidt (2), …; with a word (Import), (Import 2), …"""
    marks = (f" ({word} {number})".replace("( ", "(") for number in count(2))
    yield name
    for mark in chain([f" ({word})"] if word else [], marks):
        yield name[: NAME_MAX - len(mark)].rstrip() + mark


def _author(name: str) -> Member | None:
    """The imported author of exactly this name; None if somebody else has it."""
    found = member_by_name(name)
    if found is None:
        found = _new(Registration(name, "", "", "buerger"))
        found.email = found.email_key = found.approved_at = None
        session.add(found)
        session.flush()
    return found if found.email is None and not found.youth else None


def send_confirmation(member: Member, back: str = "") -> None:
    """A letter with the link that confirms the address, and then leads back."""
    if member.email and member.confirmed_at is None and _may_write_to(member):
        token = tokens.sign(CONFIRM, member.id, member.email)
        mail.write(
            "members/mail/confirm",
            member.email,
            member.language,
            name=member.display_name,
            token=token,
            back=back or None,
        )


def read_confirmation(token: str) -> Member:
    """Whose address a link confirms; a Refusal if it is too old."""
    number, email, *_ = tokens.read(CONFIRM, token, CONFIRM_SECONDS)
    member = session.get(Member, int(number))
    if member is None or member.email != email:
        raise Missing
    return member


def confirm(token: str, password_hash: str) -> Member:
    """Confirm one's own address by the letter and the password of the registration.

    `password_hash` is what the password was compared with: a registration that came
    in between is not confirmed. A second time changes nothing.
    """
    member = read_confirmation(token)
    session.refresh(member, with_for_update=True)
    if member.password_hash != password_hash:
        raise Refusal(OVERTAKEN)
    confirm_by_letter(member)
    return member


def confirm_by_letter(member: Member) -> None:
    """Whoever opened the link in a letter has the address."""
    _confirm(member, by=member.id)


def confirm_by_hand(member: Member, by: Member) -> None:
    """Staff confirm somebody they know, and let them in by that.

    Imported authors are nobody who could come in; whoever has confirmed the address
    already waits for a decision, which stands in the log.
    """
    allow(can_confirm(by))
    if member.email is None and not member.youth:
        raise Missing
    if member.confirmed_at is None:
        _let_in(member)
        _confirm(member, by=by.id)


def confirm_unseen(member: Member) -> None:
    """The operator confirms somebody from the command line, and lets them in."""
    _let_in(member)
    _confirm(member, by=None)


def _let_in(member: Member) -> None:
    if member.approved_at is None:
        member.approved_at = now()


def _confirm(member: Member, by: int | None) -> None:
    if member.confirmed_at is None:
        member.confirmed_at = now()
        _take_name(member)
        record(MemberConfirmed(by=by, member=member.id))


def _take_name(member: Member) -> None:
    """Of two who asked for one name the first to confirm has it, the other a number."""
    for name in _spellings(member.display_name):
        other = member_by_name(name)
        if other is not None and other.id != member.id:
            continue
        try:
            with session.begin_nested():
                member.display_name, member.name_key = name, name_key(name)
            return
        except sa.exc.IntegrityError:  # somebody was faster by a moment
            continue


def make_room(address: str) -> None:
    """Who proves to have an address comes before who only asked to join with it."""
    asked = sa.and_(
        Member.email_key == email_key(address), Member.confirmed_at.is_(None)
    )
    session.execute(sa.delete(Member).where(asked))


def rename(member: Member, name: str) -> None:
    """Another name, if nobody has it."""
    other = member_by_name(name)
    if other is not None and other.id != member.id:
        raise name_taken()
    member.display_name, member.name_key = name, name_key(name)
    flush_name(member)


def set_password(member: Member, password_hash: str) -> None:
    """A new password ends every session and every older link."""
    member.password_hash = password_hash
    member.epoch += 1
    record(PasswordChanged(by=member.id, member=member.id))


def set_role(
    member: Member, role: Role, by: Member | None, scope: Scope = EVERYTHING
) -> None:
    """Let a member do more, or less, from the next sign-in; the command line may.

    Only moderators can be there for some fields or places alone.
    """
    allow(by is None or can_give_roles(by))
    if role is not Role.MODERATOR:
        scope = EVERYTHING
    member.role = role
    member.epoch += 1
    member.scope_fields, member.scope_places = list(scope.fields), list(scope.places)
    record(
        RoleChanged(
            by=by.id if by else None,
            member=member.id,
            role=str(role),
            fields=list(scope.fields),
            places=list(scope.places),
        )
    )


def _tell_owner(member: Member, back: str) -> None:
    """Somebody registered with an address that is known: tell its owner alone."""
    if member.confirmed_at is None:
        send_confirmation(member, back)
    elif member.email and _may_write_to(member):
        letter = "waits" if member.approved_at is None else "known"
        mail.write(
            f"members/mail/{letter}",
            member.email,
            member.language,
            name=member.display_name,
            back=back or None,
        )


def _may_write_to(member: Member) -> bool:
    """Whether not too many letters went to this address lately."""
    return limits.passes(limits.LETTERS_TO_ONE, member.email_key)


def flush_name(member: Member) -> None:
    """Two people choosing one name at once: the second is asked for another."""
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise name_taken() from error


def name_taken() -> Invalid:
    """What is said at the field of a name that somebody has."""
    return Invalid(
        "display_name",
        N_("Diesen Namen hat schon ein anderes Mitglied. Wählen Sie einen anderen"),
    )
