"""What differs between two installations: read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SECRET_BYTES = 48
SHORTEST_SECRET = 32
DRIVERS = {  # what people write: what SQLAlchemy calls it
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgres+psycopg": "postgresql+psycopg",
}
DEMO_WORDS = ("", "0", "1", "public")


class WrongSetting(Exception):
    """A setting is missing or cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    """One installation. Times are stored in UTC and shown in Europe/Berlin."""

    instance: Path
    database_url: str = field(repr=False)
    base_url: str
    secret_key: str = field(repr=False)
    secret_keys_before: tuple[str, ...] = field(default=(), repr=False)
    port: int = 8000
    trusted_proxies: int = 0
    mail_url: str = field(default="", repr=False)
    demo: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether people reach the site over https."""
        return self.base_url.startswith("https://")

    @property
    def media(self) -> Path:
        """Where pictures lie."""
        return self.instance / "media"

    @property
    def index(self) -> Path:
        """Where the search index lies."""
        return self.instance / "index"

    @property
    def exports(self) -> Path:
        """Where copies lie that members asked for."""
        return self.instance / "exports"

    @property
    def journal(self) -> Path:
        """The file that says which accounts were deleted."""
        return self.instance / "deletions.jsonl"

    @property
    def outbox(self) -> Path:
        """Where letters lie while no mail server is set."""
        return self.instance / "outbox"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; raise WrongSetting with the name of the first bad one."""
        instance = _folder(environ.get("FORUM_INSTANCE", "instance"))
        port = _number(environ, "PORT", 8000, 1, 65535)
        return cls(
            instance=instance,
            port=port,
            base_url=_address(environ.get("BASE_URL") or f"http://127.0.0.1:{port}"),
            trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, 0, 9),
            database_url=_database(environ, instance),
            mail_url=_mail(_value(environ, "MAIL_URL")),
            secret_key=_secret(environ, instance),
            secret_keys_before=_secrets_before(environ),
            demo=_demo(environ.get("DEMO", "")),
        )


def _folder(name: str) -> Path:
    folder = Path(name).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"FORUM_INSTANCE: the folder {folder} cannot be made ({error.strerror})."
        ) from error
    if not os.access(folder, os.W_OK):
        raise WrongSetting(f"FORUM_INSTANCE: the folder {folder} cannot be written.")
    return folder


def _value(environ: Mapping[str, str], name: str) -> str:
    """A setting, or the content of the file that <name>_FILE points to."""
    if f"{name}_FILE" not in environ:
        return environ.get(name, "")
    try:
        return Path(environ[f"{name}_FILE"]).read_text("utf-8").strip()
    except OSError as error:
        raise WrongSetting(
            f"{name}_FILE: the file cannot be read ({error.strerror})."
        ) from error
    except UnicodeDecodeError as error:
        raise WrongSetting(f"{name}_FILE: the file is no text in UTF-8.") from error


def _number(
    environ: Mapping[str, str], name: str, default: int, low: int, high: int
) -> int:
    text = environ.get(name, "") or str(default)
    if not text.isdecimal() or not low <= int(text) <= high:
        raise WrongSetting(
            f"{name}: write a number from {low} to {high}, not {text!r}."
        )
    return int(text)


def _address(url: str) -> str:
    parts = _parts(url)
    more = parts is None or parts.query or parts.fragment or parts.username
    if parts is None or more or parts.scheme not in ("http", "https"):
        raise WrongSetting(
            "BASE_URL: write the address people use, such as "
            f"https://forum.example.org, not {url!r}."
        )
    if parts.path.strip("/"):
        raise WrongSetting(
            f"BASE_URL: the forum needs a host of its own; leave out {parts.path!r}."
        )
    return url.rstrip("/")


def _parts(url: str) -> SplitResult | None:
    """The parts of an address with a host, or None if it is none."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if usable else None


def _database(environ: Mapping[str, str], instance: Path) -> str:
    url = _value(environ, "DATABASE_URL")
    if not url:
        return f"sqlite:///{instance / 'forum.db'}"
    scheme, _, rest = url.partition("://")
    url = f"{DRIVERS.get(scheme, '')}://{rest}"
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        raise WrongSetting(
            "DATABASE_URL: write sqlite:///… or postgresql://user:password@host/name."
        ) from None
    return url


def _mail(url: str) -> str:
    parts = _parts(url)
    if url and (parts is None or parts.scheme not in ("smtp", "smtps")):
        raise WrongSetting(
            "MAIL_URL: write smtp://user:password@host:587 or smtps://…."
        )
    return url


def _secret(environ: Mapping[str, str], instance: Path) -> str:
    path = instance / "secret_key"
    given = _value(environ, "SECRET_KEY")
    secret = given or _kept_secret(path)
    if len(secret) >= SHORTEST_SECRET:
        return secret
    if given:
        raise WrongSetting(
            f"SECRET_KEY: at least {SHORTEST_SECRET} characters are needed; leave it "
            "out and one is made in the instance folder."
        )
    raise WrongSetting(
        f"SECRET_KEY: the file {path} is empty or cut off. Restore it, or remove it: "
        "then a new one is made, and everybody has to sign in again."
    )


def _secrets_before(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of before, the latest first: what they signed is still read."""
    found = tuple(_value(environ, "SECRET_KEY_FALLBACKS").split())
    if any(len(one) < SHORTEST_SECRET for one in found):
        raise WrongSetting(
            "SECRET_KEY_FALLBACKS: write whole keys of before, with spaces between "
            f"them; each has at least {SHORTEST_SECRET} characters."
        )
    return found


def _kept_secret(path: Path) -> str:
    """The key of this installation, made at the first run, readable by us alone."""
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text("ascii").strip()
    except OSError as error:
        raise WrongSetting(
            f"SECRET_KEY: the file {path} cannot be used ({error.strerror})."
        ) from error
    except UnicodeDecodeError:
        return ""


def _make_secret(path: Path) -> None:
    """Written aside, it is there whole or not at all; who comes second takes it."""
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}-") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES).encode())
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def _demo(word: str) -> str:
    if word not in DEMO_WORDS:
        raise WrongSetting("DEMO: write 0, 1 or public, or leave it out.")
    return word
