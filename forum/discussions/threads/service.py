"""What members do with conversations."""

import dataclasses
from dataclasses import dataclass

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Invalid, allow
from forum.core.text import excerpt
from forum.core.versions import check_version
from forum.core.words import N_
from forum.discussions.comments.queries import is_new
from forum.discussions.threads.models import TEASER_MAX, Thread, Topic
from forum.discussions.threads.permissions import can_begin, can_choose
from forum.entries import service as entries
from forum.entries.activities import EntrySaved
from forum.entries.licence import licence_of
from forum.entries.models import State
from forum.entries.permissions import can_delete, can_edit
from forum.entries.service import BY_HAND, Sent

ASKED_AGAIN = (State.RETURNED, State.REJECTED)


@dataclass(frozen=True)
class Words:
    """What somebody wants to talk about; `html` is what `source` looks like."""

    topic: Topic
    title: str
    source: str
    html: str = dataclasses.field(compare=False)
    field: str = ""
    place: str = ""
    organisation: int | None = None  # for which it is published


def begin(words: Words, by: Member, sent: Sent = BY_HAND) -> Thread:
    """Begin a conversation; a new member's first one waits until staff have read it.

    The same form sent twice begins it once.
    """
    allow(can_begin(by))
    _check_topic(words.topic, by)
    waits = is_new(by)
    thread = Thread(
        author_id=by.id,
        language=sent.language,
        licence=licence_of(by, sent.agrees),
        created_at=now(),
        form_key=sent.key,
    )
    _set(thread, words, by)
    kept = entries.keep_once(thread, lambda first: current(first) == words)
    if kept is thread:
        _open(thread, by, waits)
    return kept


def _check_topic(topic: Topic, by: Member) -> None:
    if not can_choose(by, topic):
        raise Invalid("topic", N_("Ankündigungen schreibt das Team des Kreises"))


def _set(thread: Thread, words: Words, by: Member) -> None:
    teaser = excerpt(words.html, TEASER_MAX)
    thread.write(words.title, teaser, words.source, words.html)
    thread.topic, thread.field, thread.place = words.topic, words.field, words.place
    entries.publish_for(thread, words.organisation, by=by)


def _open(thread: Thread, by: Member, waits: bool) -> None:
    entries.keep_revision(thread, by)
    if waits:
        entries.submit(thread, by=by)
    else:
        entries.publish(thread, by=by.id)


def edit(thread: Thread, words: Words, by: Member, version: str) -> None:
    """Put it in other words, if nobody was faster; what was given back is handed in."""
    allow(can_edit(by, thread))
    if words.topic is not thread.topic:
        _check_topic(words.topic, by)
    if words != current(thread):
        check_version(thread, version)
        _set(thread, words, by)
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
        organisation=thread.organisation_id,
    )


def delete(thread: Thread, by: Member) -> None:
    """Take one's own conversation away, with all that was said in it."""
    allow(can_delete(by, thread))
    entries.delete(thread, by=by)
