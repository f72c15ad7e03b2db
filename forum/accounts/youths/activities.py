"""What happens to accounts of young members."""

from dataclasses import dataclass

from forum.accounts.members.activities import MemberActivity


@dataclass(frozen=True, kw_only=True)
class YouthJoined(MemberActivity):
    """An adult made an account for somebody under 16."""


@dataclass(frozen=True, kw_only=True)
class YouthOffered(MemberActivity):
    """An adult asked another one to take over; that one gets a letter."""

    to: int


@dataclass(frozen=True, kw_only=True)
class YouthHandedOver(MemberActivity):
    """Another adult answers from now on; the one before gets a letter."""

    before: int


@dataclass(frozen=True, kw_only=True)
class YouthDeclined(MemberActivity):
    """Whoever was asked to take over does not; who asked gets a letter."""


@dataclass(frozen=True, kw_only=True)
class YouthEnded(MemberActivity):
    """The account is ended: nobody signs in there, and the name is gone."""
