"""Everything a moderator reads about one case."""

from typing import Any

from forum.core.clock import now
from forum.discussions.comments.models import Comment
from forum.entries.models import Entry
from forum.entries.queries import pictures_of
from forum.moderation.queue import queries, service
from forum.moderation.queue.ages import age
from forum.moderation.queue.hints import Noticed, hints
from forum.projects.queries import results_of


def entry_values(entry: Entry, form: object) -> dict[str, Any]:
    """An entry with its pictures, results, hints and history: six statements."""
    pictures = pictures_of(entry.id)
    contributions = _contributions(entry.author_id)
    noticed = Noticed(
        source=entry.source,
        pictures=len(pictures),
        without_alt=sum(not one.alt and not one.decorative for one in pictures),
        contributions=contributions,
        guessed_co2=queries.guessed_co2([entry.id]).get(entry.id, 0),
    )
    return {
        "entry": entry,
        "comment": None,
        "author": entry.author,
        "pictures": pictures,
        "results": results_of([entry.id]).get(entry.id, []),
        "hints": hints(noticed),
        "contributions": contributions,
        "age": age(entry.submitted_at or entry.created_at, now()),
        "history": queries.history(entry.id),
        "steps": service.steps(entry),
        "form": form,
    }


def comment_values(comment: Comment, form: object) -> dict[str, Any]:
    """A comment with the entry it stands below, its hints and history."""
    contributions = _contributions(comment.author_id)
    noticed = Noticed(source=comment.source, contributions=contributions)
    return {
        "entry": comment.entry,
        "comment": comment,
        "author": comment.author,
        "hints": hints(noticed),
        "contributions": contributions,
        "age": age(comment.created_at, now()),
        "history": queries.history_of_comment(comment.id),
        "steps": service.comment_steps(comment),
        "form": form,
    }


def _contributions(author: int | None) -> int:
    return queries.contributions([author]).get(author or 0, 0)
