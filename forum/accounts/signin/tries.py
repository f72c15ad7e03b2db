"""How often somebody may try to sign in: it grows slow, and locks nobody out.

Counted are tries of one account from one network, of one network, and of one account
from anywhere. The last says only how many tries a network that is new to the account
has for free: so the owner, who knows the password, always comes in at once from a
network that has not failed.

A try is counted before the password is looked at, so that a hundred at once are not
all free, and given back when it was right.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from forum.core import limits
from forum.core.db import transaction
from forum.core.limits import Limit

HERE = Limit("sign-in", free=5)  # one account from one network
HERE_STRICT = replace(HERE, free=1)  # when the account has seen many failures
NETWORK = Limit("sign-ins of a network", free=20)
ANYWHERE = Limit("sign-ins to an account", free=20)
CODE = Limit("code", free=5)
CODE_STRICT = replace(CODE, free=1)
CODES_ANYWHERE = Limit("codes to an account", free=10)
CODES_IN_ALL = Limit(
    "codes in all", free=100, forgotten_after=timedelta(days=1)
)  # a million codes are not many: from a hundred networks it grows slow too


@dataclass(frozen=True)
class Tries:
    """Tries to get into one account from one network."""

    who: str  # the key of the address, known or not
    network: str
    here: Limit = HERE
    strict: Limit = HERE_STRICT
    anywhere: Limit = ANYWHERE

    def take(self) -> int:
        """Count one more, in a write of its own; TooOften if it is too early.

        Returns how many failed lately from anywhere, this one among them.
        """
        with transaction():
            limits.take(NETWORK, self.network)
            many = limits.is_used_up(self.anywhere, self.who)
            limits.take(self.strict if many else self.here, self.who, self.network)
            if self.anywhere is CODES_ANYWHERE:
                limits.take(CODES_IN_ALL, self.who)
            return limits.count(self.anywhere, self.who)

    def succeeded(self) -> None:
        """It was right: this network is trusted again, in the open write."""
        limits.give_back(NETWORK, self.network)
        limits.clear(self.here, self.who, self.network)
        if self.anywhere is CODES_ANYWHERE:
            limits.give_back(CODES_IN_ALL, self.who)
        limits.give_back(self.anywhere, self.who)


def of_codes(who: str, network: str) -> Tries:
    """Tries to guess a code of the second factor."""
    return Tries(who, network, CODE, CODE_STRICT, CODES_ANYWHERE)
