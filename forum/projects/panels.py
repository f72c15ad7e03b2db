"""What projects show on pages of lower features."""

from markupsafe import Markup

from forum.accounts.members.models import Member, Viewer
from forum.accounts.organisations.models import Organisation
from forum.entries.models import Entry
from forum.projects import queries
from forum.web.panels import part


def own(member: Member) -> Markup:
    """A member's own projects, for their account."""
    return part("projects/_mine.html", projects=queries.own_projects(member))


def contributing(goal: Entry, viewer: Viewer) -> Markup:
    """The projects that contribute to a goal."""
    found = queries.contributing(goal.id, viewer)
    return part("projects/_contributing.html", page=found, goal=goal)


def of_organisation(organisation: Organisation) -> Markup:
    """What an organisation has shown so far; nothing if there is nothing."""
    found = queries.published_for(organisation.id)
    return part("projects/_published.html", projects=found) if found else Markup()


def published(member: Member, viewer: Viewer) -> Markup:
    """What a member has shown so far; nothing if there is nothing."""
    found = queries.published_by(member.id, viewer)
    return part("projects/_published.html", projects=found) if found else Markup()
