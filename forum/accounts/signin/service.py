"""What it takes to be let in."""

from collections.abc import Callable

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.queries import (
    locked,
    member_by_email,
    member_for_sign_in,
)
from forum.accounts.second import service as second
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys
from forum.accounts.signin.activities import LinkWanted, ResetWanted
from forum.accounts.signin.models import Purpose
from forum.core import limits, mail, tokens
from forum.core.activities import follow
from forum.core.db import session
from forum.core.errors import Refusal
from forum.core.passwords import matches
from forum.core.words import N_

HALF = "half"
HALF_SECONDS = 600
MANY_CODES = 10  # wrong ones: somebody knows the password
AGAIN = N_("Melden Sie sich bitte noch einmal an.")


def recognise(name: str, password: str) -> Member | None:
    """The member with this address and password; takes equally long for strangers.

    Somebody under 16 has no address and gives the display name.
    """
    member = member_for_sign_in(name)
    if not matches(member.password_hash if member else "", password):
        return None
    return member


def let_in(member: Member, checked: str, better: str = "") -> None:
    """In the open write: the password that was checked must still be the one.

    It may have been changed while it was looked at; `better` is the same password, kept
    with the parameters of today.
    """
    session.refresh(member, with_for_update=True)
    if member.password_hash != checked:
        raise Refusal(AGAIN)
    member.password_hash = better or checked


def half(member: Member) -> str:
    """What the cookie keeps between the password and the code: no sign-in yet."""
    return tokens.sign(HALF, member.id, member.epoch)


def read_half(token: str) -> Member:
    """Who still owes the code; a Refusal if it was too long ago."""
    return _half(token, lambda number: session.get(Member, number))


def use_half(token: str) -> Member:
    """The same in the open write: nothing has ended it meanwhile, and nothing will."""
    return _half(token, locked)


def _half(token: str, find: Callable[[int], Member | None]) -> Member:
    number, epoch = tokens.read(HALF, token, HALF_SECONDS)
    member = find(int(number))
    if member is None or member.epoch != int(epoch) or not member.is_active:
        raise Refusal(AGAIN)
    return member


def is_right_code(member: Member, code: str) -> bool:
    """Whether the second factor is proved; each code works once."""
    return second.is_right(member, code)


def warn_of_codes(member: Member, failed: int) -> None:
    """Who fails at the code knows the password: tell the owner, once."""
    if failed == MANY_CODES and member.email:
        name = member.display_name
        mail.write("signin/mail/codes", member.email, member.language, name=name)


def forget(email: str) -> None:
    """Somebody forgot the password: the letter is written later, if there is whom to.

    The same is done for everybody, so that nobody learns whether an address is known.
    """
    follow(ResetWanted(by=None, address=email))


def want_link(email: str) -> None:
    """Somebody wants to come in by letter; the same holds."""
    follow(LinkWanted(by=None, address=email))


def send_reset(wanted: ResetWanted) -> None:
    """A letter with the link to a new password; strangers get none."""
    member = member_by_email(wanted.address)
    if member is not None and _may_write_to(member):
        _send(member, "reset", Purpose.RESET)


def send_link(wanted: LinkWanted) -> None:
    """A letter with the way in; who never confirmed the address is asked to do so."""
    member = member_by_email(wanted.address)
    if member is None or member.blocked_at is not None:
        return
    if member.confirmed_at is None:
        members.send_confirmation(member)
    elif member.is_active and _may_write_to(member):
        _send(member, "link", Purpose.LINK)


def _send(member: Member, letter: str, purpose: Purpose) -> None:
    token = keys.give(member, purpose)
    mail.write(
        f"signin/mail/{letter}",
        str(member.email),
        member.language,
        name=member.display_name,
        token=token,
    )


def _may_write_to(member: Member) -> bool:
    known = member.email is not None
    return known and limits.passes(limits.LETTERS_TO_ONE, member.email_key)


def read_link(token: str) -> Member:
    """Whom a letter lets in; opening the page uses nothing up."""
    return _active(keys.find(Purpose.LINK, token)[1])


def use_link(token: str) -> Member:
    """Let in by letter, once."""
    return _active(keys.use(Purpose.LINK, token)[1])


def _active(member: Member) -> Member:
    """Who was blocked since the letter does not come in by it."""
    if not member.is_active:
        raise Refusal(keys.INVALID)
    return member


def read_reset(token: str) -> Member:
    """Whose password a link changes; it is good for one change."""
    return keys.find(Purpose.RESET, token)[1]


def reset(token: str, password_hash: str) -> Member:
    """Set a new password; all sessions end, the owner is told."""
    member = keys.use(Purpose.RESET, token)[1]
    change_password(member, password_hash)
    members.confirm_by_letter(member)
    return member


def change_password(member: Member, password_hash: str) -> None:
    """A new password ends every sign-in and every older letter; the owner is told."""
    members.set_password(member, password_hash)
    sessions.end_all(member)
    if member.email:
        name = member.display_name
        mail.write("signin/mail/changed", member.email, member.language, name=name)
