"""Passwords: kept as Argon2id, the parameters OWASP names as the least.

A check costs 50 ms and 19 MB, so that few are made at once: whoever comes when all are
in use is asked to come back, and the other threads go on answering.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.core import guesses
from forum.core.errors import Busy

PASSWORD_MIN = 10
PASSWORD_MAX = 256
AT_ONCE = 2  # checks in one process
IN_ALL = 3  # with who waits for one: fewer than a process has threads
PATIENCE = 5.0  # seconds of waiting
SHORTEST_WORD = 3  # of a name that must not be most of a password
ENOUGH = 8  # letters and digits that remain when everything known is left out

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = _hasher.hash("nobody has this password")
_running = BoundedSemaphore(AT_ONCE)
_present = BoundedSemaphore(IN_ALL)
_known: list[Callable[[], Iterable[str]]] = []


def connect(known_words: Callable[[], Iterable[str]]) -> None:
    """Refuse passwords made of these words, which everybody here knows."""
    _known[:] = [known_words]


def hashed(password: str) -> str:
    """What is kept of a password; about 50 ms of work, never inside a write."""
    with _turn():
        return _hasher.hash(normalize("NFKC", password))


def matches(kept: str, password: str) -> bool:
    """Whether this is the password; takes as long for members who do not exist."""
    with _turn():
        try:
            _hasher.verify(kept or _nobody, normalize("NFKC", password))
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether it was made with weaker parameters."""
    return _hasher.check_needs_rehash(kept)


@contextmanager
def _turn() -> Iterator[None]:
    if not _present.acquire(blocking=False):
        raise Busy
    try:
        if not _running.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _running.release()
    finally:
        _present.release()


def length(password: str) -> int:
    """How many characters count: after the spelling is made one."""
    return len(normalize("NFKC", password))


def is_common(password: str) -> bool:
    """Whether it is among what is tried first: lists, keyboard walks, repetitions."""
    plain = normalize("NFKC", password).casefold()
    return any(
        guesses.is_repeated(spelled) or guesses.substance(spelled) < ENOUGH
        for spelled in (plain, guesses.unmasked(plain))
    )


def guessable_word(password: str, own: Iterable[str] = ()) -> str:
    """The name that is most of it: the site's, the region's, one's own; or nothing."""
    plain = normalize("NFKC", password).casefold()
    words = [*own, *(word for known in _known for word in known())]
    found = [word for word in _parts(words) if word in plain]
    rest = plain
    for word in sorted(found, key=len, reverse=True):
        rest = rest.replace(word, " ")
    if found and guesses.substance(rest) < ENOUGH:
        return found[0]
    return ""


def _parts(words: Iterable[str]) -> list[str]:
    """Each word, and what it is made of: names and addresses too."""
    spelled = [normalize("NFKC", word).casefold() for word in words]
    parts = [part for word in spelled for part in re.findall(r"[^\W_]+", word)]
    found = [*spelled, *parts]
    return [one for one in dict.fromkeys(found) if len(one) >= SHORTEST_WORD]
