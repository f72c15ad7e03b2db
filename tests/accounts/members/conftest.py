"""Who answers for young members in these tests."""

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from tests import make


@pytest.fixture
def school(app: Flask) -> Member:
    return make.member("Schule am Bach", email="schule@example.org", actor="schule")


@pytest.fixture
def club(app: Flask) -> Member:
    return make.member("TuS Weseke", email="tus@example.org", actor="verein")
