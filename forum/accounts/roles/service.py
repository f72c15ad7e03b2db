"""How roles change, and how members are blocked."""

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.queries import is_last_administrator, locked
from forum.accounts.members.rights import Role
from forum.accounts.members.service import EVERYTHING, Scope
from forum.accounts.roles.activities import MemberBlocked, MemberUnblocked
from forum.accounts.roles.models import Suspension
from forum.accounts.roles.permissions import can_have_role, can_look_after
from forum.accounts.roles.queries import suspension_of
from forum.accounts.sessions import service as sessions
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, Missing, Refusal, allow
from forum.core.text import has_visible
from forum.core.words import N_

LAST = N_("Jemand muss die Rolle Verwaltung behalten. Geben Sie sie zuerst weiter.")


def give_role(
    member: Member, role: Role, by: Member, scope: Scope = EVERYTHING
) -> None:
    """Let somebody do more, or less; one's own role is for another to change.

    Of two administrators who take each other's role only one succeeds.
    """
    allow(can_look_after(by, member))
    if not can_have_role(member):
        raise Invalid("role", N_("Dieses Konto kann keine Rolle bekommen"))
    _keep_an_administrator(member, by)
    if (member.role, _scope(member)) != (role, scope):
        members.set_role(member, role, by=by, scope=scope)


def _scope(member: Member) -> Scope:
    return Scope(member.scope_fields, member.scope_places)


def _keep_an_administrator(member: Member, by: Member) -> None:
    """Both are loaded again, locked: what was allowed a moment ago may not be now."""
    last = is_last_administrator(member, settled=True)
    if locked(member.id) is None:
        raise Missing
    session.refresh(by)
    allow(can_look_after(by, member))
    if last:
        raise Refusal(LAST)


def block(member: Member, reason: str, by: Member) -> None:
    """Nobody signs in there any more, from the next request on; they read why."""
    allow(can_look_after(by, member))
    if not has_visible(reason):
        raise Invalid("reason", N_("Schreiben Sie dem Mitglied, warum"))
    _keep_an_administrator(member, by)
    if member.blocked_at is not None:
        return
    member.blocked_at = now()
    made = Suspension(member_id=member.id, reason=reason, blocked_by=by.id)
    session.add(made)
    session.flush()
    sessions.end_all(member)
    record(MemberBlocked(by=by.id, member=member.id, suspension=made.id))


def unblock(member: Member, by: Member) -> None:
    """Let somebody in again; ended accounts of young members stay ended."""
    allow(can_look_after(by, member))
    locked(member.id)
    found = suspension_of(member)
    if found is None:
        return
    found.ended_at, member.blocked_at = now(), None
    record(MemberUnblocked(by=by.id, member=member.id))
