"""Pictures: looked into by a process apart, turned upright, without place and camera.

Of a picture that somebody sends we keep three of our own making, named after what was
sent: WebP in two sizes, JPEG for previews elsewhere. The file itself is not kept.
"""

import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import IO, Any, BinaryIO

from forum.core.errors import Refusal
from forum.core.words import N_

log = logging.getLogger("forum.media")

MEGABYTE = 1024 * 1024
PICTURE_BYTES = 12 * MEGABYTE
PICTURE_PIXELS = 64_000_000  # the largest photos of telephones
CHECK_SECONDS = 30  # of the clock; its computing time is limited too
VARIANTS = ((480, "webp"), (1200, "webp"), (1200, "jpg"))

_CHECK = Path(__file__).with_name("picture_check.py")
_NAME = re.compile(r"([0-9a-f]{64})\.(480|1200)\.(webp|jpg)")
_PHONE_FORMAT = re.compile(rb"....ftyp(?:heic|heix|hevc|mif1|msf1|avif)", re.DOTALL)
_KNOWN_START = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP", re.DOTALL)
_one_at_a_time = threading.Lock()  # each may need much memory for a second or two


class PictureRefused(Refusal):
    """This file is not shown; the message says why and what to do instead."""


@dataclass(frozen=True)
class StoredPicture:
    """A picture in the store; width and height are those of its largest variant."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class Variant:
    """One of the three files of a picture."""

    digest: str
    size: int
    kind: str


def name(digest: str, size: int, kind: str = "webp") -> str:
    """What a variant is called, in the store and in its address."""
    return f"{digest}.{size}.{kind}"


def parse(text: str) -> Variant | None:
    """The variant that a name means, or None if it means none."""
    parts = _NAME.fullmatch(text)
    if parts is None or (int(parts[2]), parts[3]) not in VARIANTS:
        return None
    return Variant(parts[1], int(parts[2]), parts[3])


def variants(digest: str) -> tuple[str, ...]:
    """The names of all files of a picture."""
    return tuple(name(digest, size, kind) for size, kind in VARIANTS)


class MediaStore:
    """A folder of files by name. Whatever else may keep them has the same methods."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, content: bytes) -> None:
        """Keep a file: afterwards it is there as a whole, or not at all."""
        path = self.path(name)
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)  # made with mode 0600
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _keep_names(path.parent)

    def open(self, name: str) -> BinaryIO:
        """Read a file; FileNotFoundError if there is none."""
        return self.path(name).open("rb")

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return parse(name) is not None and self.path(name).is_file()

    def delete(self, digest: str) -> None:
        """Remove a picture with all its files; what is gone already is no mistake."""
        for path in self.paths(digest):
            path.unlink(missing_ok=True)

    def paths(self, digest: str) -> tuple[Path, ...]:
        """Where the files of a picture lie."""
        return tuple(self.path(name) for name in variants(digest))

    def path(self, name: str) -> Path:
        """Where a file lies; only names of variants lead anywhere."""
        if parse(name) is None:
            raise FileNotFoundError(name)
        return self.root / name[:2] / name

    def all(self) -> Iterator[str]:
        """The names of all files, in order: for the backup and for the tidying up."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if parse(path.name):
                yield path.name


def check_and_store(
    store: MediaStore, sent: IO[bytes] | bytes, apart: str = ""
) -> StoredPicture:
    """Take in a picture; PictureRefused if it is too large, broken or none at all.

    Takes up to a few seconds: call it before the write lock is taken. `apart` goes into
    its name: whoever gives a word of their own shares the files with nobody, and may
    delete them.
    """
    file = BytesIO(sent) if isinstance(sent, bytes) else sent
    with TemporaryDirectory(prefix="picture-") as folder:
        source = Path(folder, "sent")
        digest = _receive(file, source, apart)
        said = _look_into(source, Path(folder))
        if "refused" in said:
            raise _refusal(str(said["refused"]), int(said.get("most", 0)))
        for size, kind in VARIANTS:
            finished = Path(folder, f"{size}.{kind}").read_bytes()
            store.put(name(digest, size, kind), finished)
    return StoredPicture(digest, int(said["width"]), int(said["height"]))


def _receive(file: IO[bytes], source: Path, apart: str) -> str:
    """Write what was sent into a file, and tell its digest."""
    digest, size = sha256(apart.encode()), 0
    start = b""
    with source.open("wb") as copy:
        while piece := file.read(MEGABYTE):
            start = start or piece[:16]
            size += len(piece)
            if size <= PICTURE_BYTES:
                copy.write(piece)
                digest.update(piece)
    if size > PICTURE_BYTES:
        raise PictureRefused(
            N_("Das Bild ist %(size)s MB groß. Wählen Sie ein Bild bis %(most)s MB."),
            size=-(-size // MEGABYTE),
            most=PICTURE_BYTES // MEGABYTE,
        )
    if _PHONE_FORMAT.match(start):
        raise _refusal("phone")
    if not _KNOWN_START.match(start):
        raise _refusal("kind")
    return digest.hexdigest()


def _look_into(source: Path, folder: Path) -> dict[str, Any]:
    """What the process apart says; a process that died says the picture is broken."""
    command = [sys.executable, "-I", str(_CHECK), str(source), str(folder)]
    try:
        with _one_at_a_time:
            done = subprocess.run(  # noqa: S603 - our own program, our own names
                [*command, str(PICTURE_PIXELS)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                cwd=folder,
                env={},
                timeout=CHECK_SECONDS,
                check=True,
            )
    except subprocess.SubprocessError as error:
        log.warning("A picture could not be checked: %s", error)
        return {"refused": "broken"}
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _refusal(why: str, most: int = 0) -> PictureRefused:
    """Why a file is no picture of ours, and what to do."""
    words = {
        "phone": N_(
            "Dieses Bildformat zeigen viele Browser nicht. Speichern Sie das Bild als "
            "JPG und wählen Sie es noch einmal."
        ),
        "kind": N_("Diese Datei ist kein Bild. Wählen Sie JPG, PNG oder WebP."),
        "pixels": N_(
            "Das Bild hat zu viele Bildpunkte. Verkleinern Sie es auf höchstens "
            "%(most)s Megapixel."
        ),
        "broken": N_(
            "Das Bild ist beschädigt. Öffnen Sie es, speichern Sie es neu und wählen "
            "Sie es noch einmal."
        ),
    }
    values = {"most": most // 1_000_000} if why == "pixels" else {}
    return PictureRefused(words[why], **values)


def _keep_names(folder: Path) -> None:
    """Make sure that the names of new files survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
