"""The projects of the demo: one file each in `stories/`."""

import tomllib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from forum.accounts.members.models import Member
from forum.accounts.members.queries import by_demo_key
from forum.accounts.organisations.queries import by_slug
from forum.core.clock import at
from forum.core.frontmatter import split
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.service import publish
from forum.goals import service as goals
from forum.goals.queries import by_external_id
from forum.projects import service, studio
from forum.projects.models import Origin, Project, Status

STORIES = Path(__file__).with_name("stories")
SCENES = Path(__file__).with_name("scenes")
MODERATOR = "cleo"


def demo() -> None:
    """Every project at its time: handed in, published, linked, talked about."""
    scenes = tomllib.loads((SCENES / "scenes.toml").read_text("utf-8"))
    for path in sorted(STORIES.glob("*.md")):
        head, body = split(path.read_text("utf-8"))
        project = _hand_in(head, body.strip(), scenes.get(path.stem, ()))
        if "published" in head:
            _publish(project, head)
            _talk(project, head.get("comment", ()))


def _hand_in(
    head: dict[str, Any], body: str, scenes: Sequence[dict[str, str]]
) -> Project:
    author = by_demo_key(head["author"])
    with at(datetime.fromisoformat(head["created"])):
        write_up = service.WriteUp(
            _words(head, body),
            tuple(map(_figure, head.get("results", ()))),
            tuple(_hung(scene, author) for scene in scenes),
        )
        project = service.create(write_up, by=author)
        project.demo = True
        service.submit(project, by=author)
    return project


def _words(head: dict[str, Any], body: str) -> service.Words:
    return service.Words(
        title=head["title"],
        summary=head["summary"],
        source=body,
        html=render(body),
        field=head["field"],
        place=head["place"],
        status=Status(head["status"]),
        seeks=tuple(head.get("seeks", ())),
        organisation=_publisher(head),
    )


def _publisher(head: dict[str, Any]) -> int | None:
    slug = head.get("organisation")
    return by_slug(slug).id if slug else None


def _figure(told: dict[str, Any]) -> service.Figure:
    return service.Figure(
        indicator=told["indicator"],
        value=Decimal(str(told["value"])),
        origin=Origin(told["origin"]),
        year=told.get("year"),
        note=told.get("note", ""),
    )


def _hung(scene: dict[str, str], author: Member) -> service.Hung:
    """A drawing on its way through the same check as everybody's pictures."""
    name = f"{scene['file']}.webp"
    stored = studio.take_in((SCENES / name).read_bytes())
    picture = service.keep_picture(stored, name, by=author)
    return service.Hung(picture.id, scene["alt"])


def _publish(project: Project, head: dict[str, Any]) -> None:
    cleo = by_demo_key(MODERATOR)
    with at(datetime.fromisoformat(head["published"])):
        publish(project, by=cleo.id)
        for key in head.get("goals", ()):
            goals.link(by_external_id(key), project, by=cleo)


def _talk(project: Project, told: Sequence[dict[str, Any]]) -> None:
    said: list[Comment] = []
    for one in told:
        parent = said[one["reply_to"]] if "reply_to" in one else None
        said.append(_say(project, one, parent))


def _say(project: Project, told: dict[str, Any], parent: Comment | None) -> Comment:
    text = told["text"].strip()
    with at(datetime.fromisoformat(told["at"])):
        comment = comments.write(
            project, text, render(text), by_demo_key(told["by"]), parent
        )
        if comment.state is CommentState.HELD:
            comments.release(comment, by=by_demo_key(MODERATOR))
    comment.demo = True
    return comment
