"""What the tests of conversations share."""

import pytest

from forum.accounts.members.models import Member
from forum.discussions.threads.models import Thread
from tests.discussions import making


@pytest.fixture
def talk(ada: Member, ben: Member) -> Thread:
    """A conversation of Ada's; she and Ben are known."""
    making.known(ben)
    return making.thread(ada)
