"""Letters about projects. Those about decisions are written where they are made."""

from forum.accounts.members.guardians import reader_for
from forum.accounts.members.models import Member
from forum.core import mail
from forum.core.db import session
from forum.entries.activities import EntrySubmitted
from forum.projects.models import Project


def receipt(activity: EntrySubmitted) -> None:
    """Tell the author that it has arrived, and what happens next."""
    project = session.get(Project, activity.entry)
    author = session.get(Member, activity.by) if project else None
    reader = reader_for(author) if author else None
    if project is None or reader is None:
        return
    mail.write(
        "projects/mail/submitted",
        reader.address,
        reader.language,
        name=reader.name,
        title=project.title,
        number=project.id,
    )
