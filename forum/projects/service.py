"""What authors do with their projects."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.core.activities import record
from forum.core.clock import now
from forum.core.db import session
from forum.core.errors import Refusal, allow
from forum.core.media import StoredPicture
from forum.core.text import clean_line, has_visible
from forum.core.versions import check_version
from forum.core.words import N_
from forum.entries import service as entries
from forum.entries.activities import EntrySaved
from forum.entries.models import Picture, State
from forum.entries.permissions import can_delete, can_edit, can_use_picture
from forum.entries.service import BY_HAND, Sent
from forum.projects import queries
from forum.projects.models import PLACES_KEPT, Origin, Project, Result, Status
from forum.projects.permissions import can_create

FILE_NAME_MAX = 120
ALT_WORDS_MIN = 2
FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|webp|gif|heic|tiff?)$"
    r"|^(?:img|dsc[fn]?|pxl|image|bild|foto|photo|screenshot|wa)[\s_-]*\d[\w\s()-]*$",
    re.IGNORECASE,
)
UNFINISHED = N_("Es fehlt noch etwas. Öffnen Sie den Entwurf und ergänzen Sie es.")


@dataclass(frozen=True)
class Words:
    """What a project says; the HTML follows from the source."""

    title: str
    summary: str = ""
    source: str = ""
    html: str = dataclasses.field(default="", compare=False)
    field: str = ""
    place: str = ""
    status: Status = Status.UMSETZUNG
    seeks: tuple[str, ...] = ()
    organisation: int | None = None  # for which it is published


@dataclass(frozen=True)
class Figure:
    """A figure as the group states it."""

    indicator: str
    value: Decimal
    origin: Origin
    year: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Hung:
    """A picture in its place, with what it shows."""

    picture: int
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class WriteUp:
    """All that the editor sends: words, figures, pictures in their order."""

    words: Words
    figures: tuple[Figure, ...] = ()
    pictures: tuple[Hung, ...] = ()


def create(write_up: WriteUp, by: Member, sent: Sent = BY_HAND) -> Project:
    """A new draft; the same form sent twice makes one."""
    allow(can_create(by))
    project = Project(author_id=by.id, form_key=sent.key, language=sent.language)
    kept = entries.keep_once(project, lambda first: _says(first, write_up))
    if kept is project:
        _put(project, write_up, by)
        record(EntrySaved(by=by.id, entry=project.id))
    return kept


def _says(project: Project, write_up: WriteUp) -> bool:
    """The same words and figures; pictures that came with it get new numbers."""
    said = current(project)
    return (said.words, said.figures) == (write_up.words, write_up.figures)


def save(project: Project, write_up: WriteUp, by: Member, version: str) -> None:
    """Write what the form says, if nobody was faster; nothing new changes nothing."""
    allow(can_edit(by, project))
    if write_up == current(project):
        return
    check_version(project, version)
    _put(project, write_up, by)
    project.edited_at = now()
    session.flush()
    if project.is_public:
        entries.keep_revision(project, by)
    record(EntrySaved(by=by.id, entry=project.id))


def current(project: Project) -> WriteUp:
    """What the project says now, as a form would send it."""
    words = Words(
        title=project.title,
        summary=project.summary,
        source=project.source,
        html=project.html,
        field=project.field,
        place=project.place,
        status=project.status,
        seeks=tuple(project.seeks),
        organisation=project.organisation_id,
    )
    figures = [
        Figure(one.indicator, _kept(one.value), one.origin, one.year, one.note)
        for one in queries.results(project)
    ]
    pictures = [
        Hung(one.id, one.alt, one.decorative) for one in queries.pictures(project)
    ]
    return WriteUp(words, tuple(figures), tuple(pictures))


def submit(project: Project, by: Member, agrees: bool = True) -> None:
    """Hand it in to be read and published; once is enough."""
    allow(can_edit(by, project))
    if project.state is State.SUBMITTED:
        return
    if missing(current(project)):
        raise Refusal(UNFINISHED)
    if not project.is_public:
        entries.keep_revision(project, by)
    entries.submit(project, by, agrees)


def delete(project: Project, by: Member) -> None:
    """Take one's own project away."""
    allow(can_delete(by, project))
    entries.delete(project, by=by)


def missing(write_up: WriteUp) -> list[str]:
    """The names of what has to be there before the Kreis can read it."""
    words = write_up.words
    needed = {
        "title": words.title,
        "summary": words.summary,
        "field": words.field,
        "place": words.place,
        "source": words.source,
    }
    lacking = [name for name, text in needed.items() if not has_visible(text)]
    if any(not one.decorative and not describes(one.alt) for one in write_up.pictures):
        lacking.append("pictures")
    return lacking


def describes(alt: str) -> bool:
    """Whether these words tell somebody who cannot see a picture what is on it."""
    if FILE_NAME.search(alt.strip()):
        return False
    return len([word for word in alt.split() if has_visible(word)]) >= ALT_WORDS_MIN


def keep_picture(stored: StoredPicture, file_name: str, by: Member) -> Picture:
    """Remember a checked picture for the form it came with."""
    allow(can_create(by))
    picture = Picture(
        owner_id=by.id,
        digest=stored.digest,
        width=stored.width,
        height=stored.height,
        file_name=clean_line(file_name)[-FILE_NAME_MAX:],
    )
    session.add(picture)
    session.flush()
    return picture


def set_results(project: Project, figures: Sequence[Figure], by: Member) -> None:
    """State these figures and no others."""
    allow(can_edit(by, project))
    session.execute(sa.delete(Result).where(Result.entry_id == project.id))
    for one in figures:
        session.add(
            Result(
                entry_id=project.id,
                indicator=one.indicator,
                value=_kept(one.value),
                origin=one.origin,
                year=one.year,
                note=one.note,
            )
        )


def arrange(project: Project, pictures: Sequence[Hung], by: Member) -> None:
    """Show these pictures in this order; what is left out is taken down."""
    allow(can_edit(by, project))
    numbers = [one.picture for one in pictures]
    hung = queries.usable_pictures(numbers, project, by)
    told = {one.picture: one for one in pictures}
    for picture in queries.pictures(project):
        if picture.id not in told:
            picture.entry_id = None  # the janitor takes it, with its files
    for picture in hung:
        allow(can_use_picture(by, picture, project))
        picture.alt = told[picture.id].alt
        picture.decorative = told[picture.id].decorative
    entries.arrange(project, hung)


def _put(project: Project, write_up: WriteUp, by: Member) -> None:
    words = write_up.words
    project.write(words.title, words.summary, words.source, words.html)
    project.field, project.place = words.field, words.place
    project.status, project.seeks = words.status, list(words.seeks)
    entries.publish_for(project, words.organisation, by=by)
    set_results(project, write_up.figures, by)
    arrange(project, write_up.pictures, by)
    session.flush()


def _kept(value: Decimal) -> Decimal:
    """A figure as exactly as the database keeps it."""
    return value.quantize(PLACES_KEPT)
