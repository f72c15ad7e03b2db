"""The post of the tests: who was written to, and where the link leads."""

import re
from urllib.parse import urlsplit

from forum.core.activities import run_jobs
from forum.core.db import session
from forum.core.mail import Letter


def _written() -> None:
    """What was asked for, the worker writes."""
    session.rollback()
    while run_jobs():
        pass


def letters() -> list[tuple[str, str]]:
    """Address and template of each letter, in order."""
    _written()
    found = session.query(Letter).order_by(Letter.id)
    return [(one.address, one.template.rpartition("/")[2]) for one in found]


def link() -> str:
    """The path of the first link in the last letter."""
    _written()
    letter = session.query(Letter).order_by(Letter.id.desc()).first()
    assert letter is not None
    found = re.search(r"http://localhost/\S+", letter.text)
    assert found is not None
    return urlsplit(found.group()).path
