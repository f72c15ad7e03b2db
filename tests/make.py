"""Makers: one thing each, made with the services, committed, and without surprises."""

from forum.accounts.members import consents
from forum.accounts.members import service as members
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.core.db import transaction
from forum.core.passwords import hashed


def member(
    name: str = "Rita Rahmel",
    *,
    email: str = "rita@example.org",
    role: Role = Role.MEMBER,
    actor: str = "buerger",
    password: str = "",
) -> Member:
    """Somebody who is confirmed and has agreed to the licence.

    Without a password nobody can sign in as them.
    """
    kept = hashed(password) if password else ""
    with transaction():
        registration = members.Registration(name, email, kept, actor)
        made = members.create(registration, role)
        if role is not Role.MEMBER:  # without a second factor a role is worth nothing
            made.second_since = made.joined_at
        consents.give(made, Purpose.LICENCE)
        return made
