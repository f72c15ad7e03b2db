"""Letters: your role has changed, you are blocked, you can sign in again."""

from typing import Any

from forum.accounts.members.activities import RoleChanged
from forum.accounts.members.guardians import reader_for
from forum.accounts.members.models import Member
from forum.accounts.members.rights import ROLES, Role
from forum.accounts.roles.activities import MemberBlocked, MemberUnblocked
from forum.accounts.roles.models import Suspension
from forum.core import mail
from forum.core.db import session


def tell_role(changed: RoleChanged) -> None:
    """What somebody may do from now on, if that still is so."""
    if changed.role in list(Role):
        role = ROLES[Role(changed.role)] if changed.role != Role.MEMBER else ""
        _write("role", changed.member, role=role)


def tell_blocked(blocked: MemberBlocked) -> None:
    """Why somebody cannot sign in any more."""
    found = session.get(Suspension, blocked.suspension)
    if found is not None:
        _write("blocked", blocked.member, reason=found.reason)


def tell_unblocked(unblocked: MemberUnblocked) -> None:
    """Somebody can sign in again."""
    _write("unblocked", unblocked.member)


def _write(letter: str, number: int, **values: Any) -> None:
    member = session.get(Member, number)
    reader = reader_for(member) if member else None
    if reader is not None:
        mail.write(
            f"roles/mail/{letter}",
            reader.address,
            reader.language,
            name=reader.name,
            **values,
        )
