"""The journal of deletions: whoever has left stays away, whatever backup comes back.

One line for each account: its number, the moment, and whether its contributions went
along. It lies in the instance folder, apart from the database; `forum backup` takes it
along beside the archive. The worker looks every minute, so that it also holds for a
database that was brought back in another way.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.queries import locked
from forum.accounts.privacy.activities import AccountDeleted
from forum.accounts.privacy.registry import registry
from forum.accounts.privacy.service import forget
from forum.core.clock import now
from forum.core.db import session, transaction

AT_ONCE = 500  # numbers in one question to the database


@dataclass(frozen=True)
class Deletion:
    """One account that was deleted; who joined later with its number is another."""

    member: int
    at: str  # ISO 8601, in UTC
    texts_too: bool

    @property
    def moment(self) -> datetime:
        """When it was deleted."""
        return datetime.fromisoformat(self.at)


def note(deleted: Sequence[AccountDeleted]) -> None:
    """Write down which accounts were just deleted; safe to repeat."""
    at = now().isoformat()
    keep(registry.journal, [Deletion(one.member, at, one.texts_too) for one in deleted])


def keep(file: Path, deletions: Iterable[Deletion]) -> None:
    """Add what the file does not say yet; it is on the disk when this returns."""
    known = read(file)
    new = [one for one in dict.fromkeys(deletions) if one not in known]
    if not new:
        return
    text = "".join(f"{json.dumps(asdict(one))}\n" for one in new)
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as opened:
        opened.write(text if _is_whole(file) else f"\n{text}")
        opened.flush()
        os.fsync(opened.fileno())


def read(file: Path) -> list[Deletion]:
    """What the file says, the oldest first; half a line of a crash says nothing."""
    if not file.exists():
        return []
    return [one for line in file.read_text("utf-8").splitlines() for one in _read(line)]


def _read(line: str) -> list[Deletion]:
    try:
        told = Deletion(**json.loads(line))
        return [told] if told.moment.tzinfo else []
    except (ValueError, TypeError):
        return []


def _is_whole(file: Path) -> bool:
    """Whether a new line can follow what is there."""
    content = file.read_bytes()
    return not content or content.endswith(b"\n")


def replay() -> int:
    """Forget again who is back although they had left; returns how many.

    They had their last letter then and get no other one.
    """
    deletions = read(registry.journal)
    back = _there(deletions)
    return sum(_again(one) for one in deletions if one.member in back)


def _there(deletions: Sequence[Deletion]) -> set[int]:
    numbers = [one.member for one in deletions]
    found: set[int] = set()
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found |= set(session.scalars(sa.select(Member.id).where(Member.id.in_(some))))
    session.rollback()
    return found


def _again(one: Deletion) -> bool:
    with transaction():
        member = locked(one.member)
        if member is None or not _is_back(member, one):
            return False
        forget(member, one.texts_too)
        return True


def _is_back(member: Member, one: Deletion) -> bool:
    """Not another one, nobody of a demo, and not what stays of a young member."""
    is_ended = member.email is None and not member.password_hash
    return member.joined_at < one.moment and not member.demo and not is_ended
