"""What happens to addresses."""

from dataclasses import dataclass
from typing import ClassVar

from forum.accounts.members.activities import MemberActivity


@dataclass(frozen=True, kw_only=True)
class AddressWanted(MemberActivity):
    """A member wants letters to go to another address; only a job, no history."""

    address: str


@dataclass(frozen=True, kw_only=True)
class AddressChanged(MemberActivity):
    """Letters go to another address from now on."""


@dataclass(frozen=True, kw_only=True)
class AddressRestored(MemberActivity):
    """The owner of the old address took the change back."""

    audited: ClassVar[bool] = True
