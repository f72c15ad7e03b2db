"""What Cleo has decided about some of the demo's stories."""

from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import forum.projects
from forum.accounts.members.queries import by_demo_key
from forum.core.clock import at
from forum.core.db import session
from forum.core.frontmatter import split
from forum.entries.models import Entry, State
from forum.moderation.queue import service

STORIES = Path(forum.projects.__path__[0]) / "stories"
DECIDED = {
    "returned": service.ask_back,
    "rejected": service.reject,
    "hidden": service.hide,
}


def demo() -> None:
    """Stories whose head says so are asked back, rejected or hidden."""
    for path in sorted(STORIES.glob("*.md")):
        told, _ = split(path.read_text("utf-8"))
        for word in DECIDED.keys() & told.keys():
            _decide(told["title"], word, told[word])


def _decide(title: str, word: str, told: dict[str, Any]) -> None:
    cleo = by_demo_key("cleo")
    entry = session.scalars(sa.select(Entry).where(Entry.title == title)).one()
    with at(datetime.fromisoformat(told["at"])):
        if word == "hidden" and entry.state is State.SUBMITTED:
            service.approve(entry, cleo)
        DECIDED[word](entry, told["message"], cleo)
