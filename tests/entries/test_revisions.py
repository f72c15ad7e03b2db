"""What an entry said is remembered, once each time it changes in public."""

from forum.accounts.members.models import Member
from forum.core.db import transaction
from forum.entries.queries import revisions_of
from forum.entries.service import publish
from forum.projects import service as projects

TOLD = {
    "summary": "62 Anlagen in einem Sommer.",
    "source": "Wir haben gemeinsam bestellt.",
    "html": "<p>Wir haben gemeinsam bestellt.</p>",
    "field": "energie",
    "place": "suedlohn",
}


def _saying(title: str) -> projects.WriteUp:
    return projects.WriteUp(projects.Words(title, **TOLD))  # type: ignore[arg-type]


def test_what_was_public_is_remembered_though_it_was_written_while_it_waited(
    ada: Member, cleo: Member
) -> None:
    with transaction():
        project = projects.create(_saying("Sent in"), by=ada)
        projects.submit(project, by=ada)
        projects.save(project, _saying("Read and approved"), ada, project.version)
        publish(project, by=cleo.id)
        projects.save(project, _saying("Today"), ada, project.version)
    kept = [(one.title, one.by) for one in revisions_of(project.id)]
    assert kept == [
        (title, ada.id) for title in ("Today", "Read and approved", "Sent in")
    ]


def test_what_is_published_as_it_was_sent_in_is_remembered_once(
    ada: Member, cleo: Member
) -> None:
    with transaction():
        project = projects.create(_saying("Sent in"), by=ada)
        projects.submit(project, by=ada)
        publish(project, by=cleo.id)
        publish(project, by=cleo.id)
    assert len(revisions_of(project.id)) == 1
