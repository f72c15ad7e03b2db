"""The second factor of the demo's staff: one for all, printed at its start."""

from forum.accounts.members.queries import staff
from forum.accounts.second import service
from forum.core.clock import at


def demo() -> None:
    """Whoever has a role got it with a second factor, when joining."""
    for member in staff():
        with at(member.joined_at):
            service.give(member, service.DEMO_SECRET)
