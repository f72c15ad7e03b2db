"""Where pictures of projects are checked and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from forum.core.media import MediaStore, PictureRefused, StoredPicture, check_and_store
from forum.projects.models import PICTURES_MAX
from forum.web.language import say, told

AT_ONCE = 6  # each is looked into for a second or two

_stores: list[MediaStore] = []


@dataclass
class Received:
    """Good pictures with the names of their files, and why others were refused."""

    stored: list[tuple[StoredPicture, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def connect(store: MediaStore) -> None:
    """Use the store of this installation from now on."""
    _stores[:] = [store]


def take_in(sent: BinaryIO | bytes) -> StoredPicture:
    """Check and store a picture, in a second or two; PictureRefused says why not."""
    return check_and_store(_stores[0], sent)


def receive(files: Sequence[tuple[str, BinaryIO]], hanging: int) -> Received:
    """Look into the files of a form in which some pictures hang already."""
    room = min(AT_ONCE, PICTURES_MAX - hanging)
    received = Received(refused=[_no_room(name) for name, _stream in files[room:]])
    for name, stream in files[:room]:
        try:
            received.stored.append((take_in(stream), name))
        except PictureRefused as refusal:
            received.refused.append(f"„{name}“: {told(refusal)}")
    return received


def _no_room(name: str) -> str:
    return say(
        "„%(name)s“: Höchstens %(most)s Bilder auf einmal und %(all)s im Ganzen.",
        name=name,
        most=AT_ONCE,
        all=PICTURES_MAX,
    )
