"""How members change what they sign in with, and take a change back."""

from typing import Any

import sqlalchemy as sa

from forum.accounts.credentials.activities import (
    AddressChanged,
    AddressRestored,
    AddressWanted,
)
from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.permissions import can_change, is_own
from forum.accounts.members.queries import email_key, member_by_email, member_by_id
from forum.accounts.second import service as second
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys
from forum.accounts.signin import service as signin
from forum.accounts.signin.models import MailKey, Purpose
from forum.core import limits, mail
from forum.core.activities import follow, record
from forum.core.db import session
from forum.core.errors import Missing, Refusal, allow
from forum.core.words import N_

TAKEN = N_(
    "Mit dieser Adresse gibt es inzwischen ein anderes Konto. Schreiben Sie uns, dann "
    "klären wir das."
)


def change_password(member: Member, password_hash: str, by: Member) -> None:
    """A new password of one's own; every sign-in ends, every older letter too."""
    allow(can_change(by, member))
    signin.change_password(member, password_hash)


def end_sign_in(member: Member, number: int, by: Member) -> None:
    """Sign out on another device."""
    allow(is_own(by, member))
    sessions.end(member, number)


def end_other_sign_ins(member: Member, this: int, by: Member) -> None:
    """Sign out everywhere but here."""
    allow(is_own(by, member))
    sessions.end_all(member, but=this)


def want_address(member: Member, address: str, by: Member) -> None:
    """Ask for letters to go elsewhere: what follows is the same for any address."""
    allow(can_change(by, member))
    follow(AddressWanted(by=by.id, member=member.id, address=address))


def send_address(wanted: AddressWanted) -> None:
    """A letter to the new address: with a link, or to whom it belongs already."""
    try:
        member = member_by_id(wanted.member)
    except Missing:
        return
    key = email_key(wanted.address)
    if not limits.passes(limits.LETTERS_TO_ONE, key):
        return
    other = member_by_email(wanted.address)
    if other is None or other.confirmed_at is None:
        token = keys.give(member, Purpose.ADDRESS, wanted.address)
        _write("address", wanted.address, member, token=token)
    elif other.id != member.id and other.email:
        _write("address_taken", other.email, other)


def read_address(token: str) -> tuple[MailKey, Member]:
    """Which address a link confirms, and whose; opening the page uses nothing up."""
    return keys.find(Purpose.ADDRESS, token)


def confirm_address(token: str) -> Member:
    """Letters go to the new address; the old one gets a way back."""
    key, member = keys.use(Purpose.ADDRESS, token)
    before = member.email
    _move(member, key.address)
    if before:
        back = keys.give(member, Purpose.UNDO, before)
        _write("address_changed", before, member, token=back, new=key.address)
    record(AddressChanged(by=member.id, member=member.id))
    return member


def read_undo(token: str) -> tuple[MailKey, Member]:
    """Which address comes back, and whose."""
    return keys.find(Purpose.UNDO, token)


def undo(token: str) -> str:
    """The old address comes back, and whoever changed it is out.

    The password is known to somebody else: it holds no longer. Returns the key to a
    new one.
    """
    key, member = keys.use(Purpose.UNDO, token)
    _move(member, key.address)
    member.password_hash = ""
    if member.second_since is not None and member.second_since >= key.made_at:
        second.drop(member)  # set up by whoever took the account over
    keys.forget(member)
    sessions.end_all(member)
    record(AddressRestored(by=member.id, member=member.id))
    return keys.give(member, Purpose.RESET)


def _move(member: Member, address: str) -> None:
    """Older letters and every sign-in end; the database decides who was first."""
    members.make_room(address)
    try:
        with session.begin_nested():
            member.email, member.email_key = address, email_key(address)
            member.epoch += 1
    except sa.exc.IntegrityError as error:
        raise Refusal(TAKEN) from error


def _write(letter: str, to: str, member: Member, **more: Any) -> None:
    mail.write(
        f"signin/mail/{letter}",
        to,
        member.language,
        name=member.display_name,
        **more,
    )
