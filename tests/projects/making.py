"""Projects and pictures, made with the services and committed."""

from decimal import Decimal
from functools import lru_cache
from io import BytesIO

import sqlalchemy as sa
from PIL import Image

from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow
from forum.core.db import session, transaction
from forum.core.media import StoredPicture
from forum.core.text import render
from forum.entries.models import Picture, State
from forum.entries.service import publish
from forum.goals import service as goals
from forum.goals.models import Goal
from forum.projects import service, studio
from forum.projects.models import Origin, Project, Status

STORY = "## Der Anlass\n\nIm Sommer war der Teich leer. **27 Kinder** fragten, warum."
SUMMARY = "Unsere Klasse hat den alten Schulgarten umgebaut."
CO2 = service.Figure("co2", Decimal("0.8"), Origin.GESCHAETZT, 2025, "grob gerechnet")
KM = service.Figure("km", Decimal(1200), Origin.GEMESSEN)


def words(
    title: str = "Schulgarten wird Klimagarten",
    summary: str = SUMMARY,
    source: str = STORY,
    field: str = "natur",
    place: str = "gescher",
    status: Status = Status.UMGESETZT,
) -> service.Words:
    """What a project says."""
    return service.Words(title, summary, source, render(source), field, place, status)


def write_up(
    figures: tuple[service.Figure, ...] = (),
    pictures: tuple[service.Hung, ...] = (),
    **told: object,
) -> service.WriteUp:
    """All that the editor sends."""
    return service.WriteUp(words(**told), figures, pictures)  # type: ignore[arg-type]


def project(
    author: Member,
    state: State = State.PUBLISHED,
    figures: tuple[service.Figure, ...] = (),
    **told: object,
) -> Project:
    """A project in this state, however it came there."""
    with transaction():
        made = service.create(write_up(figures, **told), by=author)
        if state is State.PUBLISHED:
            publish(made, by=None)
        else:
            made.state = state
    return made


def goal(title: str, by: Member) -> Goal:
    """An aim of the alliance."""
    plan = goals.Plan(
        title=title,
        summary="",
        source="",
        measure="Anteil",
        unit="%",
        target=Decimal(100),
        target_year=2030,
    )
    with transaction():
        return goals.set_up(plan, 0, by=by)


@lru_cache
def photo(colour: str = "green", kind: str = "JPEG") -> bytes:
    """A picture as somebody sends it."""
    kept = BytesIO()
    Image.new("RGB", (60, 40), colour).save(kept, kind)
    return kept.getvalue()


def picture(owner: Member, name: str = "hecke.jpg", colour: str = "green") -> Picture:
    """A checked picture that waits in a form."""
    with transaction():
        return service.keep_picture(_stored(colour), name, by=owner)


@lru_cache
def _stored(colour: str) -> StoredPicture:
    return studio.take_in(photo(colour))


def file(name: str, content: bytes | None = None) -> tuple[BytesIO, str]:
    """A file as the tests' browser sends it."""
    return BytesIO(photo() if content is None else content), name


def happened() -> list[str]:
    """The names of what was recorded, oldest first."""
    return list(session.scalars(sa.select(ActivityRow.name).order_by(ActivityRow.id)))


def forget() -> None:
    """Begin to watch from here."""
    with transaction():
        session.execute(sa.delete(ActivityRow).where(~ActivityRow.audited))
