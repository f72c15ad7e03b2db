"""Two children of the demo's school."""

from datetime import datetime

from forum.accounts.members.queries import by_demo_key
from forum.accounts.youths import service
from forum.core.clock import BERLIN, at

SCHOOL = "klasse4b"
CHILDREN = ("Wühlmaus 4b", "Kiebitz 4b")
BEGAN = datetime(2025, 9, 12, 10, 30, tzinfo=BERLIN)


def demo() -> None:
    """They sign in with their names and the password of the demo."""
    school = by_demo_key(SCHOOL)
    with at(BEGAN):
        for name in CHILDREN:
            service.make(name, school.password_hash, by=school)
