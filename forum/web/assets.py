"""Stylesheets and scripts: many small files to edit, few to send.

At start the CSS files are joined into one stylesheet in the layers that `order.txt`
names; every file gets a name with its hash, is compressed once and kept in memory.
"""

import gzip
import mimetypes
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

LAYERS = (
    "reset",
    "tokens",
    "base",
    "layout",
    "components",
    "features",
    "utilities",
)
STYLESHEET = "forum.css"
SCRIPTS = "js"
PREFIX = "/static/"
FOREVER = "public, max-age=31536000, immutable"
HASH_LENGTH = 12

_TOKENS = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s+""", re.S)
_TIGHT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')| ?([{};,>]) ?|(:) """)
_IMPORT = re.compile(r"""(?<=["'])\./([\w-]+\.js)(?=["'])""")
_BEHAVIOUR = re.compile(rb'data-behaviour="([\w-]+)"')


class File(NamedTuple):
    """A file as it is sent: plain, compressed (empty if not worth it), its type."""

    body: bytes
    packed: bytes
    mimetype: str

    @property
    def weight(self) -> int:
        """Bytes on the way to the reader."""
        return len(self.packed or self.body)


class Assets:
    """Everything under `static/`, read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._urls: dict[str, str] = {}
        self._files: dict[str, File] = {}
        self._add(STYLESHEET, stylesheet(root / "css").encode())
        for path in sorted((root / SCRIPTS).glob("*.js")):
            self._add_script(path, ())
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not name.startswith(("css/", f"{SCRIPTS}/")):
                self._add(name, path.read_bytes())

    def url(self, name: str) -> str:
        """The address of a file: forum.css, js/main.js; KeyError if there is none."""
        return self._urls[name]

    def get(self, path: str) -> File | None:
        """The file of this hashed name."""
        return self._files.get(path)

    def weight(self, html: bytes) -> int:
        """How many bytes of ours a page loads, modules of its behaviours included."""
        modules = {
            f"{SCRIPTS}/{name.decode()}.js"
            for name in _BEHAVIOUR.findall(html)
            if self._urls.get(f"{SCRIPTS}/main.js", "-").encode() in html
        }
        return sum(
            self._files[url.removeprefix(PREFIX)].weight
            for name, url in self._urls.items()
            if url.encode() in html or name in modules
        )

    def _add(self, name: str, body: bytes) -> None:
        stem, dot, ending = name.rpartition(".")
        mark = sha256(body).hexdigest()[:HASH_LENGTH]
        hashed = f"{stem}.{mark}{dot}{ending}" if stem else f"{name}.{mark}"
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        packed = gzip.compress(body, 9, mtime=0)
        worth = len(packed) < len(body)
        self._files[hashed] = File(body, packed if worth else b"", mimetype)
        self._urls[name] = PREFIX + hashed

    def _add_script(self, path: Path, above: tuple[str, ...]) -> None:
        """Add a module after those it imports, so that it can name them."""
        name = f"{SCRIPTS}/{path.name}"
        if name in self._urls:
            return
        if path.name in above:
            raise ValueError(f"modules import each other: {(*above, path.name)}")
        source = path.read_text("utf-8")
        for wanted in _IMPORT.findall(source):
            self._add_script(path.with_name(wanted), (*above, path.name))
        self._add(name, _IMPORT.sub(self._hashed, source).encode())

    def _hashed(self, found: re.Match[str]) -> str:
        url = self._urls[f"{SCRIPTS}/{found[1]}"]
        return "./" + url.rpartition("/")[2]


def stylesheet(folder: Path) -> str:
    """All files of `order.txt`, each in its layer, without comments and blanks."""
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer, paths in ordered(folder):
        joined = "\n".join(path.read_text("utf-8") for path in paths)
        parts.append(f"@layer {layer}{{{smaller(joined)}}}")
    return "".join(parts)


def ordered(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Layer and files, line after line of `order.txt`; a star takes a whole folder."""
    for line in (folder / "order.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        layer, pattern = line.split()
        if layer not in LAYERS:
            raise ValueError(f"order.txt: there is no layer {layer}")
        paths = sorted(folder.glob(pattern))
        if not paths and "*" not in pattern:
            raise FileNotFoundError(folder / pattern)
        yield layer, paths


def smaller(css: str) -> str:
    """The same rules without comments and needless blanks; strings stay as they are."""
    css = _TOKENS.sub(lambda found: found[1] or " ", css)
    css = _TIGHT.sub(lambda found: found[1] or found[2] or found[3], css)
    return css.replace(";}", "}").strip()


bp = Blueprint("assets", __name__)


@bp.get(f"{PREFIX}<path:path>")
def serve(path: str) -> ResponseReturnValue:
    """Send a file; its name says what is in it, so it may be kept forever."""
    assets: Assets = current_app.extensions["assets"]
    file = assets.get(path)
    if file is None:
        abort(404)
    packs = bool(file.packed) and bool(request.accept_encodings["gzip"])
    response = Response(file.packed if packs else file.body, mimetype=file.mimetype)
    response.headers["Cache-Control"] = FOREVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Vary"] = "Accept-Encoding"
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(sha256(response.get_data()).hexdigest()[:HASH_LENGTH])
    return response.make_conditional(request)
