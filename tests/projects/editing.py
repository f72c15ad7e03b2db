"""What tests of the editor share: a form that is filled in, and what it says."""

import sqlalchemy as sa

from forum.core.db import session
from forum.entries.models import Picture
from forum.projects.models import Project
from tests.pages import Page
from tests.projects import making

NEW = "/projekte/neu"
WHOLE = {
    "title": "Schulgarten wird Klimagarten",
    "summary": making.SUMMARY,
    "field": "natur",
    "place": "gescher",
    "source": making.STORY,
}
SAVE, SUBMIT = ("do", "save"), ("do", "submit")
ALT = "Drei Kinder setzen einen Haselstrauch"


def projects() -> list[Project]:
    return list(session.scalars(sa.select(Project).order_by(Project.id)))


def pictures() -> list[Picture]:
    return list(session.scalars(sa.select(Picture).order_by(Picture.id)))


def errors(page: Page) -> list[str]:
    """What the summary above the form says."""
    box = page.tree.find(".//div[@id='fehler']")
    assert box is not None
    return ["".join(item.itertext()).strip() for item in box.iterfind(".//li")]
