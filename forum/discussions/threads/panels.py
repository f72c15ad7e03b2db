"""Conversations on pages of other features."""

from markupsafe import Markup

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import Organisation
from forum.discussions.comments.queries import last_of
from forum.discussions.threads import queries
from forum.discussions.threads.models import TOPICS
from forum.web.panels import part

ON_FRONT = 5


def in_talk() -> Markup:
    """What people talk about right now, for the first page."""
    found = queries.latest(ON_FRONT)
    last = last_of([one.id for one in found])
    return part("threads/_latest.html", threads=found, last=last, topics=TOPICS)


def of_organisation(organisation: Organisation) -> Markup:
    """What an organisation has begun; nothing if there is nothing."""
    found = queries.published_for(organisation.id)
    return part("threads/_published.html", threads=found) if found else Markup()


def own(member: Member) -> Markup:
    """What a member has begun, in the account."""
    found = queries.written_by(member)
    return part("threads/_own.html", threads=found) if found else Markup()
