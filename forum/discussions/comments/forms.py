"""What members fill in to say something."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _

from forum.discussions.comments.models import COMMENT_MAX
from forum.entries.models import Entry
from forum.web.forms import Licensed, Prose


class CommentForm(Licensed):
    """A comment below an entry."""

    text = Prose(
        _("Ihr Kommentar"),
        COMMENT_MAX,
        hint=_(
            "Bitte bleiben Sie freundlich und nennen Sie keine privaten Daten anderer."
        ),
        missing=_("Schreiben Sie Ihren Kommentar"),
    )
    version = wtforms.HiddenField(default="0")


class AnswerForm(CommentForm):
    """An answer, in a thread or to a comment."""

    text = Prose(
        _("Ihre Antwort"),
        COMMENT_MAX,
        hint=_(
            "Bitte bleiben Sie freundlich und nennen Sie keine privaten Daten anderer."
        ),
        missing=_("Schreiben Sie Ihre Antwort"),
    )


def form_below(entry: Entry, **told: Any) -> CommentForm:
    """The form for a word below an entry: an answer, if that asks something."""
    return (AnswerForm if entry.is_question else CommentForm)(**told)
