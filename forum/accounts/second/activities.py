"""What happens to second factors."""

from dataclasses import dataclass
from typing import ClassVar

from forum.accounts.members.activities import MemberActivity


@dataclass(frozen=True, kw_only=True)
class SecondFactorSet(MemberActivity):
    """From now on a code is asked for."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnded(MemberActivity):
    """The member asks for no code any more."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorForgotten(MemberActivity):
    """An administrator took it away, because the device is lost."""

    audited: ClassVar[bool] = True
