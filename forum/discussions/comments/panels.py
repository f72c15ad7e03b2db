"""The talk below an entry, as the pages of all kinds show it."""

from functools import partial

from markupsafe import Markup

from forum.accounts.current import viewer
from forum.accounts.members.models import Member, Viewer
from forum.discussions.comments import queries
from forum.discussions.comments.forms import CommentForm, form_below
from forum.discussions.comments.strands import strands
from forum.entries.licence import has_agreed
from forum.entries.models import Entry
from forum.entries.permissions import can_comment
from forum.web.addresses import address
from forum.web.panels import part


def talk(entry: Entry, page: int = 1) -> Markup:
    """What was said below an entry, and the form to join in.

    Guests get no form, and so no cookie.
    """
    reader = viewer()
    found = queries.page_of(entry.id, reader, page)
    return part(
        "comments/_talk.html",
        entry=entry,
        page=found,
        strands=strands(found.items, entry, reader),
        form=_form(entry, reader),
        url=partial(address, entry, _anchor="kommentare"),
        is_new=isinstance(reader, Member) and queries.is_new(reader),
    )


def _form(entry: Entry, reader: Viewer) -> CommentForm | None:
    if not isinstance(reader, Member) or not can_comment(reader, entry):
        return None
    return form_below(entry, agreed=has_agreed(reader))


def waiting(member: Member) -> Markup:
    """What a member said that nobody has read yet, in the account."""
    comments = queries.waiting_of(member)
    return part("comments/_waiting.html", comments=comments) if comments else Markup()
