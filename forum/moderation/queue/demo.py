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
from forum.entries.models import Entry
from forum.moderation.queue import service

STORIES = Path(forum.projects.__path__[0]) / "stories"
DECISIONS = {
    "returned": service.ask_back,
    "rejected": service.reject,
    "hidden": service.hide,
}


def demo() -> None:
    """Stories whose head says so are asked back, rejected or hidden."""
    for path in sorted(STORIES.glob("*.md")):
        head, _ = split(path.read_text("utf-8"))
        for word in DECISIONS.keys() & head.keys():
            _decide(head["title"], word, head[word])


def _decide(title: str, word: str, told: dict[str, Any]) -> None:
    entry = session.scalars(sa.select(Entry).where(Entry.title == title)).one()
    message = told.get("message") or told["reason"]
    with at(datetime.fromisoformat(told["at"])):
        DECISIONS[word](entry, message.strip(), by_demo_key(told["by"]))
