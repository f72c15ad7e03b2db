"""What members do with conversations."""

from dataclasses import dataclass

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import names_constraint, session
from forum.core.errors import Invalid, allow
from forum.core.text import excerpt
from forum.core.words import N_
from forum.discussions.comments.queries import is_new
from forum.discussions.threads.models import TEASER_MAX, Thread, Topic
from forum.discussions.threads.permissions import can_begin, can_choose
from forum.discussions.threads.queries import with_key
from forum.entries import service as entries
from forum.entries.activities import EntrySaved
from forum.entries.models import State
from forum.entries.permissions import can_delete, can_edit

ASKED_AGAIN = (State.RETURNED, State.REJECTED)


@dataclass(frozen=True)
class Words:
    """What somebody wants to talk about; `html` is what `source` looks like."""

    topic: Topic
    title: str
    source: str
    html: str
    field: str = ""
    place: str = ""


def begin(words: Words, by: Member, key: str | None = None) -> Thread:
    """Begin a conversation; a new member's first one waits until staff have read it.

    `key` is that of the form: sent twice, it is begun once.
    """
    allow(can_begin(by))
    _check_topic(words.topic, by)
    if key and (first := with_key(key)):
        if isinstance(first, Thread) and first.author_id == by.id:
            return first
        key = None  # somebody else's; it says nothing about this one
    waits = is_new(by)
    thread = Thread(
        author_id=by.id, language=by.language, created_at=now(), form_key=key
    )
    _set(thread, words)
    try:
        with session.begin_nested():
            session.add(thread)
    except sa.exc.IntegrityError as error:
        return _sent_at_once(error, key)
    _open(thread, by, waits)
    return thread


def _check_topic(topic: Topic, by: Member) -> None:
    if not can_choose(by, topic):
        raise Invalid("topic", N_("Ankündigungen schreibt das Team des Kreises"))


def _set(thread: Thread, words: Words) -> None:
    teaser = excerpt(words.html, TEASER_MAX)
    thread.write(words.title, teaser, words.source, words.html)
    thread.topic, thread.field, thread.place = words.topic, words.field, words.place


def _sent_at_once(error: sa.exc.IntegrityError, key: str | None) -> Thread:
    """The same form came twice at this very moment: both mean the faster one."""
    first = with_key(key or "")
    if not isinstance(first, Thread) or not names_constraint(error, "entry.form_key"):
        raise error
    return first


def _open(thread: Thread, by: Member, waits: bool) -> None:
    entries.keep_revision(thread, by)
    if waits:
        entries.submit(thread, by=by)
    else:
        entries.publish(thread, by=by.id)


def edit(thread: Thread, words: Words, by: Member) -> None:
    """Put it in other words; what was given back is handed in again."""
    allow(can_edit(by, thread))
    if words.topic is not thread.topic:
        _check_topic(words.topic, by)
    if words != current(thread):
        _set(thread, words)
        thread.edited_at = now()
        session.flush()
        entries.keep_revision(thread, by)
        record(EntrySaved(by=by.id, entry=thread.id))
    if thread.state in ASKED_AGAIN:
        entries.submit(thread, by=by)


def current(thread: Thread) -> Words:
    """What the thread says now."""
    return Words(
        topic=thread.topic,
        title=thread.title,
        source=thread.source,
        html=thread.html,
        field=thread.field,
        place=thread.place,
    )


def delete(thread: Thread, by: Member) -> None:
    """Take one's own conversation away, with all that was said in it."""
    allow(can_delete(by, thread))
    entries.delete(thread, by=by)
