"""What one line of an import means; every line is checked before anything is kept."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from forum.core.text import (
    PROSE_MAX,
    UnreadableText,
    check,
    clean_line,
    clean_prose,
    excerpt,
    render,
)
from forum.discussions.comments.models import COMMENT_MAX
from forum.entries.models import SUMMARY_MAX, TITLE_MAX, URL_MAX
from forum.projects.models import Status
from forum.site.fields import FIELDS
from forum.site.places import PLACES
from forum.web.language import LANGUAGES

KEY_MAX = 120
KINDS = ("project", "thread")
CONTRIBUTION_FIELD = "mobilitaet"  # the three dialogues were about cycling


class WrongLine(ValueError):
    """This line cannot be taken; the message says why."""


@dataclass(frozen=True)
class Said:
    """One reply: rendered already, so that the write is short."""

    author: str
    created: datetime
    source: str
    html: str


@dataclass(frozen=True)
class Item:
    """One entry to be imported, with its replies."""

    external_id: str
    kind: str
    title: str
    summary: str
    source: str
    html: str
    author: str
    created: datetime
    language: str
    place: str
    field: str
    status: str
    url: str
    replies: tuple[Said, ...]


def read_item(line: str) -> Item:
    """One line of our own format; raises WrongLine."""
    return make_item(_mapping(line))


def read_contribution(line: str) -> Item:
    """One line of the citizens' dialogues: a thread about an idea for cycling.

    The dialogues give no author and no day: the dialogue itself is the author, the
    day is made from its year and the number of the contribution.
    """
    told = _mapping(line)
    number = clean_line(str(told.get("id") or ""))
    dialogue = clean_line(str(told.get("source") or "Bürgerdialog"))
    text = clean_prose(str(told.get("text") or "")).strip()
    title = clean_line(str(told.get("title") or "")) or excerpt(text, 80)
    return make_item(
        {
            "id": number,
            "kind": "thread",
            "title": title[:TITLE_MAX],
            "text": text or title,
            "author": dialogue[:60],
            "created": _day_of(dialogue, number).isoformat(),
            "language": "de",
            "place": "ausserhalb",
            "field": CONTRIBUTION_FIELD,
            "url": told.get("url") or "",
        }
    )


def read_topic(line: str) -> Item:
    """One line of the load set: a topic whose first post opens the thread."""
    told = _mapping(line)
    topic = told.get("topic")
    if not isinstance(topic, int | str) or not str(topic).strip():
        raise WrongLine("topic: a number is needed")
    posts = _list(told.get("posts"))
    if not posts or not all(isinstance(post, dict) for post in posts):
        raise WrongLine("posts: a list of objects is needed")
    first, *others = [{**post, "text": post.get("markdown")} for post in posts]
    return make_item(
        {
            "id": f"topic-{topic}",
            "kind": "thread",
            "title": told.get("title"),
            "text": first["text"],
            "author": told.get("author"),
            "created": first.get("created"),
            "language": "de",
            "replies": others,
        }
    )


def make_item(told: Mapping[str, Any]) -> Item:
    """Check a mapping of the import's format; raises WrongLine with the reason."""
    kind = _word(told, "kind", KINDS)
    source = _prose(told.get("text"))
    html = render(source)
    return Item(
        external_id=_line(told, "id", KEY_MAX),
        kind=kind,
        title=_line(told, "title", TITLE_MAX),
        summary=_line(told, "summary", SUMMARY_MAX, excerpt(html, SUMMARY_MAX - 1)),
        source=source,
        html=html,
        author=_line(told, "author", 60),
        created=_moment(told.get("created")),
        language=_word(told, "language", tuple(LANGUAGES)),
        place=_word(told, "place", PLACES.codes, "kreisweit"),
        field=_word(told, "field", FIELDS.codes, "uebergreifend"),
        status=_word(
            told, "status", tuple(str(one.value) for one in Status), "umsetzung"
        ),
        url=_url(told),
        replies=tuple(_reply(one) for one in _list(told.get("replies"))),
    )


def _mapping(line: str) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WrongLine("this is not JSON") from error
    if not isinstance(told, dict):
        raise WrongLine("this is not a JSON object")
    return told


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongLine("replies: a list is needed")
    return value


def _reply(told: object) -> Said:
    if not isinstance(told, dict):
        raise WrongLine("replies: an object is needed")
    source = _prose(told.get("text"), COMMENT_MAX)
    author = _line(told, "author", 60)
    return Said(author, _moment(told.get("created")), source, render(source))


def _line(
    told: Mapping[str, Any], name: str, maximum: int, default: str | None = None
) -> str:
    value = told.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or not clean_line(value):
        raise WrongLine(f"{name}: a text is needed")
    text = clean_line(value)
    if len(text) > maximum:
        raise WrongLine(
            f"{name}: {len(text)} characters, at most {maximum} are allowed"
        )
    return text


def _word(
    told: Mapping[str, Any], name: str, words: tuple[str, ...], default: str = ""
) -> str:
    value = told.get(name) or default
    if value not in words:
        raise WrongLine(f"{name}: {str(value)[:40]!r} is none of {', '.join(words)}")
    return str(value)


def _prose(value: object, most: int = PROSE_MAX) -> str:
    if not isinstance(value, str) or not (text := clean_prose(value).strip()):
        raise WrongLine("text: a text is needed")
    if len(text) > most:
        raise WrongLine(f"text: {len(text)} characters, at most {most} are allowed")
    try:
        check(text)
    except UnreadableText as error:
        raise WrongLine(f"text: {error}") from error
    return text


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise WrongLine(
            "created: a moment like 2026-11-22T10:00:00Z is needed"
        ) from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if not 1990 <= aware.year <= 2100:
        raise WrongLine("created: a year from 1990 to 2100 is needed")
    return aware


def _url(told: Mapping[str, Any]) -> str:
    url = clean_line(str(told.get("url") or ""))
    if (url and not url.startswith(("https://", "http://"))) or len(url) > URL_MAX:
        raise WrongLine(f"url: an address with https of at most {URL_MAX} characters")
    return url


def _day_of(dialogue: str, number: str) -> datetime:
    year = re.search(r"20\d\d", dialogue)
    digits = re.sub(r"\D", "", number)[-6:] or "0"
    first = datetime(int(year.group()) if year else 2017, 9, 1, 8, tzinfo=UTC)
    return first + timedelta(minutes=int(digits) % 60_000)
