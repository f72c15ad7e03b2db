"""Cases for the desk, made with the services and committed."""

from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import session, transaction
from forum.core.mail import Letter
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment
from forum.entries.models import State
from forum.moderation.queue import service
from forum.projects import service as projects
from forum.projects.models import Project

REASON = "Bitte entfernen Sie die Telefonnummer in Absatz 3."
STORY = "Wir haben gemeinsam bestellt.\n\nEine Elektrikerin hat alles geprüft."


def project(
    author: Member,
    title: str = "Balkonsolar im Viertel",
    source: str = STORY,
    state: State = State.SUBMITTED,
    by: Member | None = None,
) -> Project:
    """A project that was sent in, and that `by` decided about if there is somebody."""
    with transaction():
        words = projects.Words(
            title=title,
            summary="62 Anlagen in einem Sommer.",
            source=source,
            html=render(source),
            field="energie",
            place="suedlohn",
        )
        made = projects.create(projects.WriteUp(words), by=author)
        if state is not State.DRAFT:
            projects.submit(made, by=author)
        if by is not None:
            _decide(made, state, by)
    return made


def _decide(made: Project, state: State, by: Member) -> None:
    if state is State.RETURNED:
        service.ask_back(made, REASON, by)
    elif state is State.REJECTED:
        service.reject(made, REASON, by)
    elif state is not State.SUBMITTED:
        service.approve(made, by)
    if state is State.HIDDEN:
        service.hide(made, REASON, by)


def comment(below: Project, author: Member, source: str = "Sehr schön!") -> Comment:
    """Something said below an entry: held if its author is new."""
    with transaction():
        return comments.write(below, source, render(source), by=author)


def acts() -> list[str]:
    """The names of what was recorded in the log."""
    rows = session.scalars(
        ActivityRow.__table__.select()
        .with_only_columns(ActivityRow.name)
        .where(ActivityRow.audited)
        .order_by(ActivityRow.id)
    )
    return list(rows)


def letters() -> list[tuple[str, str, str]]:
    """Address, subject and text of each letter that follows from what happened."""
    run_jobs()
    found = session.query(Letter).order_by(Letter.id)
    return [(one.address, one.subject, one.text) for one in found]
