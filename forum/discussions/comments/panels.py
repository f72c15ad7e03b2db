"""The talk below an entry, as the pages of all kinds show it."""

from functools import partial

from markupsafe import Markup

from forum.accounts.current import viewer
from forum.accounts.members.models import Member
from forum.discussions.comments import queries
from forum.discussions.comments.forms import AnswerForm, CommentForm
from forum.discussions.comments.strands import strands
from forum.entries.models import Entry
from forum.entries.permissions import can_comment
from forum.web.addresses import address
from forum.web.panels import part


def talk(entry: Entry, page: int = 1, answers: bool = False) -> Markup:
    """What was said below an entry, and the form to join in.

    `answers` says that the entry itself is a thread. Guests get no form, and so no
    cookie.
    """
    reader = viewer()
    found = queries.page_of(entry.id, reader, page)
    form = None
    if can_comment(reader, entry):
        form = AnswerForm() if answers else CommentForm()
    return part(
        "comments/_talk.html",
        entry=entry,
        page=found,
        strands=strands(found.items, entry, reader),
        answers=answers,
        form=form,
        url=partial(address, entry, _anchor="kommentare"),
        is_new=isinstance(reader, Member) and queries.is_new(reader),
    )


def waiting(member: Member) -> Markup:
    """What a member said that nobody has read yet, in the account."""
    comments = queries.waiting_of(member)
    return part("comments/_waiting.html", comments=comments) if comments else Markup()
