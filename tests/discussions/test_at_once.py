"""What happens when several forms arrive at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import release, session, transaction
from forum.core.text import render
from forum.discussions.comments import service
from forum.discussions.comments.models import Comment
from forum.discussions.threads.models import Thread
from forum.entries.models import Entry
from forum.entries.service import Sent
from tests.discussions import making

AT_ONCE = 6


def _say(app: Flask, below: int, by: int, key: str) -> int:
    """One request of its own: a session, a transaction, a thread."""
    with app.app_context(), transaction():
        entry, member = session.get_one(Entry, below), session.get_one(Member, by)
        text, sent = f"Zugleich {key}", Sent(key)
        return service.write(entry, text, render(text), by=member, sent=sent).id


@pytest.mark.parametrize("several_keys", [False, True])
def test_all_are_counted_and_none_twice(
    app: Flask, ada: Member, ben: Member, several_keys: bool
) -> None:
    making.known(ben)
    talk = making.thread(ada)
    below, by = talk.id, ben.id
    release()
    keys = [f"key{number if several_keys else 0}" for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = set(pool.map(lambda key: _say(app, below, by, key), keys))
    wanted = AT_ONCE if several_keys else 1
    rows = session.scalar(sa.select(sa.func.count(Comment.id)))
    counted = session.get_one(Thread, below).comment_count
    assert (len(said), rows, counted) == (wanted, wanted, wanted)
