"""Passwords: kept as Argon2id, the parameters OWASP names as the least."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PASSWORD_MIN = 10
PASSWORD_MAX = 256
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password; about 50 ms of work, never inside a write."""
    return _hasher.hash(normalize("NFKC", password))


def matches(kept: str, password: str) -> bool:
    """Whether this is the password; takes as long for members who do not exist."""
    try:
        _hasher.verify(kept or _nobody, normalize("NFKC", password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether it was made with weaker parameters."""
    return _hasher.check_needs_rehash(kept)
