"""What it takes to be let in."""

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email, member_by_id
from forum.accounts.sessions import service as sessions
from forum.core import mail, tokens
from forum.core.db import session
from forum.core.errors import Refusal
from forum.core.passwords import matches
from forum.core.words import N_

RESET = "reset"
RESET_SECONDS = 3600


def recognise(email: str, password: str) -> Member | None:
    """The member with this address and password; takes equally long for strangers."""
    member = member_by_email(email)
    if not matches(member.password_hash if member else "", password):
        return None
    return member


def keep_better(member: Member, before: str, password_hash: str) -> None:
    """The same password, kept with the parameters of today, if it is still that one."""
    if member.password_hash == before:
        member.password_hash = password_hash


def forget(email: str) -> None:
    """A letter with the link to a new password; strangers get none, and no hint."""
    member = member_by_email(email)
    if member is None or member.email is None:
        return
    token = tokens.sign(RESET, member.id, member.epoch)
    mail.write(
        "signin/mail/reset",
        member.email,
        member.language,
        name=member.display_name,
        token=token,
    )


def read_reset(token: str) -> Member:
    """Whose password a link changes; it is good for one change."""
    number, epoch = tokens.read(RESET, token, RESET_SECONDS)
    member = member_by_id(int(number))
    if member.epoch != int(epoch):
        raise Refusal(N_("Dieser Link ist schon benutzt. Fordern Sie einen neuen an."))
    return member


def reset(token: str, password_hash: str) -> Member:
    """Set a new password; all sessions end, the owner is told."""
    session.refresh(read_reset(token), with_for_update=True)  # of two at once one waits
    member = read_reset(token)
    members.set_password(member, password_hash)
    sessions.end_all(member)
    members.confirm_by_letter(member)
    if member.email:
        name = member.display_name
        mail.write("signin/mail/changed", member.email, member.language, name=name)
    return member
