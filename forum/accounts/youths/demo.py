"""Two children of the demo's school."""

from datetime import datetime

from forum.accounts.members.demo import PASSWORD
from forum.accounts.members.queries import by_demo_key
from forum.accounts.youths import service
from forum.core.clock import BERLIN, at
from forum.core.passwords import hashed

SCHOOL = "klasse4b"
CHILDREN = ("Wühlmaus 4b", "Kiebitz 4b")
BEGAN = datetime(2025, 9, 12, 10, 30, tzinfo=BERLIN)


def demo() -> None:
    """They sign in with their names and the password of the demo."""
    school, password_hash = by_demo_key(SCHOOL), hashed(PASSWORD)
    with at(BEGAN):
        for name in CHILDREN:
            service.make(name, password_hash, by=school)
