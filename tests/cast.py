"""The people of the tests, who are the people of the demo.

Ada writes, Ben is her colleague, Cleo moderates, Dan edits, Fay sits on the jury, Gil
administrates, Eve is a stranger, and a guest only reads.
"""

import tomllib

import pytest
from flask import Flask

from forum.accounts.members.demo import CAST
from forum.accounts.members.models import Guest, Member
from forum.accounts.members.rights import Role
from tests import make

PEOPLE = {one["key"]: one for one in tomllib.loads(CAST.read_text("utf-8"))["member"]}


def _join(key: str) -> Member:
    person = PEOPLE[key]
    return make.member(
        person["name"],
        email=f"{key}@example.org",
        role=Role(person["role"]),
        actor=person["actor"],
    )


@pytest.fixture
def ada(app: Flask) -> Member:
    return _join("ada")


@pytest.fixture
def ben(app: Flask) -> Member:
    return _join("ben")


@pytest.fixture
def cleo(app: Flask) -> Member:
    return _join("cleo")


@pytest.fixture
def dan(app: Flask) -> Member:
    return _join("dan")


@pytest.fixture
def eve(app: Flask) -> Member:
    return _join("eve")


@pytest.fixture
def fay(app: Flask) -> Member:
    return _join("fay")


@pytest.fixture
def gil(app: Flask) -> Member:
    return _join("gil")


@pytest.fixture
def guest() -> Guest:
    return Guest()
