"""The pictures of an editor: chosen, told of, moved."""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

import wtforms
from flask import request
from flask_babel import lazy_gettext as _

from forum.core.media import StoredPicture
from forum.core.text import clean_line
from forum.entries.models import ALT_MAX, Picture
from forum.projects import models, service, studio
from forum.projects.editor.rows import mistakes, whole_number
from forum.web.forms import Line, Tick, uploads
from forum.web.language import say

MOVES = ("up", "down", "cover", "remove")


class PictureRow(wtforms.Form):
    """What is told of one picture."""

    alt = Line(_("Was ist zu sehen?"), ALT_MAX, optional=True)
    decorative = Tick(_("Nur Schmuck: Das Bild zeigt nichts, was im Text fehlt."))

    def __init__(self, picture: Picture, place: int, data: Any) -> None:
        super().__init__(data, prefix=f"picture-{picture.id}", obj=picture)
        self.picture, self.place = picture, place

    def fits(self, complete: bool) -> bool:
        """Whether the words do; before it is public they also have to say something."""
        if not self.validate():
            return False
        if not complete or self.is_told:
            return True
        self.alt.errors = [_alt_advice(self.alt.data or "", self.place)]
        return False

    @property
    def is_told(self) -> bool:
        """Whether people who cannot see it know what is on it."""
        return bool(self.decorative.data) or service.describes(self.alt.data or "")

    @property
    def step(self) -> str:
        """What the list of what is missing calls it."""
        return say("Beschreibung für Bild %(place)s", place=self.place)

    @property
    def hung(self) -> service.Hung:
        """The picture as the service wants it."""
        return service.Hung(
            self.picture.id, self.alt.data or "", bool(self.decorative.data)
        )


def _alt_advice(alt: str, place: int) -> str:
    if not alt:
        return say(
            "Beschreiben Sie Bild %(place)s für Menschen, die es nicht sehen",
            place=place,
        )
    return say(
        "Schreiben Sie in einem Satz, was auf Bild %(place)s zu sehen ist, zum "
        "Beispiel „Drei Kinder setzen einen Haselstrauch in ein Pflanzloch“",
        place=place,
    )


class Pictures:
    """All pictures of one form in their order, and the files that came with it."""

    def __init__(self, pictures: Sequence[Picture], sent: Any) -> None:
        self.rows = [
            PictureRow(one, place, sent) for place, one in enumerate(pictures, 1)
        ]
        self.received = studio.Received()

    @property
    def any(self) -> bool:
        """Whether there is one, or came one."""
        return bool(self.rows or self.new_files)

    def fits(self, complete: bool) -> bool:
        """Whether all can be taken, those that came with it included."""
        fits = [row.fits(complete) for row in self.rows]
        return all(fits) and not self.received.refused

    def take_files(self) -> None:
        """Check the files that were chosen: good ones are stored, bad ones named."""
        files = [
            (
                clean_line(one.filename or "")[-service.FILE_NAME_MAX :],
                cast(BinaryIO, one.stream),
            )
            for one in uploads("files")
        ]
        self.received = studio.receive(files, len(self.rows))

    @property
    def new_files(self) -> list[tuple[StoredPicture, str]]:
        """What was stored now and hangs in this form not yet, each once."""
        known = {row.picture.digest for row in self.rows}
        fresh = {one.digest: (one, name) for one, name in self.received.stored}
        return [told for digest, told in fresh.items() if digest not in known]

    def hang(self, pictures: Sequence[Picture]) -> None:
        """Put new pictures behind the others."""
        for place, picture in enumerate(pictures, len(self.rows) + 1):
            self.rows.append(PictureRow(picture, place, None))

    def move(self, word: str, number: int) -> None:
        """Up, down, to the front or away, as the button says."""
        rows = self.rows
        at = next((i for i, row in enumerate(rows) if row.picture.id == number), None)
        if at is None:
            return
        row = rows.pop(at)
        places = {"up": max(0, at - 1), "down": at + 1, "cover": 0}
        if word in places:
            rows.insert(places[word], row)
        for place, one in enumerate(rows, 1):
            one.place = place

    @property
    def steps(self) -> list[tuple[str, Any, bool]]:
        """What has to be told of them: where, what, whether."""
        return [(row.alt.id, row.step, row.is_told) for row in self.rows]

    @property
    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Field and message, in the order of the page."""
        yield from (("files", message) for message in self.received.refused)
        yield from mistakes(self.rows)

    @property
    def hung(self) -> tuple[service.Hung, ...]:
        """The pictures as the service wants them."""
        return tuple(row.hung for row in self.rows)


def sent_pictures() -> list[int]:
    """The numbers of the pictures in a form that was sent, in their order."""
    sent = request.form.getlist("picture")[: models.PICTURES_MAX]
    return [number for number in map(whole_number, sent) if number]
