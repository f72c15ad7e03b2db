"""What differs between two installations: read once from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SECRET_BYTES = 48
SHORTEST_SECRET = 32
DEMO_WORDS = ("", "0", "1", "public")


class WrongSetting(Exception):
    """A setting is missing or cannot be used; the message names it."""


@dataclass(frozen=True)
class Settings:
    """One installation. Times are stored in UTC and shown in Europe/Berlin."""

    instance: Path
    database_url: str
    base_url: str
    secret_key: str
    port: int = 8000
    trusted_proxies: int = 0
    mail_url: str = ""
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
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
        raise WrongSetting(
            "BASE_URL: write the address people use, such as "
            f"https://forum.example.org, not {url!r}."
        )
    return url.rstrip("/")


def _database(environ: Mapping[str, str], instance: Path) -> str:
    url = _value(environ, "DATABASE_URL")
    if not url:
        return f"sqlite:///{instance / 'forum.db'}"
    scheme = url.split(":", 1)[0].split("+", 1)[0]
    if scheme not in ("sqlite", "postgresql", "postgres") or "://" not in url:
        raise WrongSetting(
            "DATABASE_URL: write sqlite:///… or postgresql://user:password@host/name."
        )
    return url.replace("postgres://", "postgresql://", 1)


def _mail(url: str) -> str:
    if url and urlsplit(url).scheme not in ("smtp", "smtps"):
        raise WrongSetting(
            "MAIL_URL: write smtp://user:password@host:587 or smtps://…."
        )
    return url


def _secret(environ: Mapping[str, str], instance: Path) -> str:
    secret = _value(environ, "SECRET_KEY") or _kept_secret(instance / "secret_key")
    if len(secret) < SHORTEST_SECRET:
        raise WrongSetting(
            f"SECRET_KEY: at least {SHORTEST_SECRET} characters are needed; leave it "
            "out and one is made in the instance folder."
        )
    return secret


def _kept_secret(path: Path) -> str:
    """The key of this installation, made at the first run, readable by us alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    return path.read_text("ascii").strip()


def _demo(word: str) -> str:
    if word not in DEMO_WORDS:
        raise WrongSetting("DEMO: write 0, 1 or public, or leave it out.")
    return word
