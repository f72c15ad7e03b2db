"""Who signs in here."""

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.second import service, totp
from forum.core.db import session, transaction
from tests import make
from tests.accounts.signin.doing import EMAIL, PASSWORD, SECRET


@pytest.fixture
def rita(app: Flask) -> Member:
    """A member with a password."""
    return make.member(email=EMAIL, password=PASSWORD)


@pytest.fixture
def codes(rita: Member) -> list[str]:
    """Rita has a second factor, set up with an earlier code: her recovery codes."""
    with transaction():
        return service.set_up(rita, SECRET, totp.code(SECRET, -1), by=rita)


@pytest.fixture
def nora(app: Flask) -> Member:
    """An administrator who has not set up a second factor yet."""
    nora = make.member(
        "Nora Nienhaus",
        email="nora@example.org",
        role=Role.ADMINISTRATOR,
        password=PASSWORD,
    )
    with transaction():
        nora.second_since = None
    session.rollback()
    return nora
