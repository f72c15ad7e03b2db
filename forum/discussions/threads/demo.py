"""The conversations of the demo: one file each in `talks/`."""

from datetime import datetime
from pathlib import Path
from typing import Any

from forum.accounts.members.queries import by_demo_key
from forum.core.clock import at
from forum.core.frontmatter import split
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment, CommentState
from forum.discussions.threads import service
from forum.discussions.threads.models import Thread, Topic
from forum.entries.models import State
from forum.entries.service import publish

TALKS = Path(__file__).parent.parent / "talks"
MODERATOR = "cleo"


def demo() -> None:
    """Every conversation at its time, and what was said in it."""
    for path in sorted(TALKS.glob("*.md")):
        head, body = split(path.read_text("utf-8"))
        thread = _begin(head, body)
        said: list[Comment] = []
        for reply in head.get("reply", ()):
            said.append(_say(thread, reply, said))


def _begin(head: dict[str, Any], body: str) -> Thread:
    words = service.Words(
        topic=Topic(head["kind"]),
        title=head["title"],
        source=body.strip(),
        html=render(body.strip()),
        field=head["field"],
        place=head["place"],
    )
    with at(datetime.fromisoformat(head["created"])):
        thread = service.begin(words, by=by_demo_key(head["author"]))
        if thread.state is State.SUBMITTED:
            publish(thread, by=by_demo_key(MODERATOR).id)
    thread.demo = True
    return thread


def _say(thread: Thread, reply: dict[str, Any], said: list[Comment]) -> Comment:
    parent = said[reply["reply_to"]] if "reply_to" in reply else None
    text = reply["text"].strip()
    with at(datetime.fromisoformat(reply["at"])):
        comment = comments.write(
            thread, text, render(text), by_demo_key(reply["by"]), parent
        )
        if comment.state is CommentState.HELD:
            comments.release(comment, by=by_demo_key(MODERATOR))
    comment.demo = True
    return comment
