"""Three languages: German without a prefix, `/sv` and `/en` before the same path."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext

from forum.core.clock import BERLIN, now
from forum.core.errors import Refusal
from forum.core.lists import Option, Options

LANGUAGES = {"de": "Deutsch", "sv": "Svenska", "en": "English"}
TONGUES = Options(*(Option(code, name) for code, name in LANGUAGES.items()))
DATES = {"de": "d. MMMM y", "sv": "d MMMM y", "en": "d MMMM y"}
TIMES = {"de": "H.mm 'Uhr'", "sv": "'kl.' H.mm", "en": "h.mm a"}
PLAIN = "/!$&'()*+,;=:@"  # stands in a path as it is
NO_BREAK = "\N{NO-BREAK SPACE}"

StartResponse = Callable[..., Any]
WsgiApp = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class LanguagePrefix:
    """Move a language prefix from the path to SCRIPT_NAME, so url_for keeps it."""

    def __init__(self, app: WsgiApp) -> None:
        self.app = app

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """Pass the request on."""
        path = environ.get("PATH_INFO", "")
        code = path[1:3]
        if code in LANGUAGES and code != "de" and path[3:4] in ("", "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + path[:3]
            environ["PATH_INFO"] = path[3:] or "/"
            environ["forum.language"] = code
        return self.app(environ, start_response)


def language() -> str:
    """The language of this request, or of the letter being written."""
    locale = get_locale()
    code = locale.language if locale else "de"
    return code if code in LANGUAGES else "de"


def select() -> str:
    """What the address says; German otherwise."""
    if not has_request_context():
        return "de"
    return str(request.environ.get("forum.language", "de"))


def twin(code: str) -> str:
    """The address of this very page in another language."""
    query = request.query_string.decode("latin-1")
    root = request.script_root.removesuffix(f"/{select()}")
    prefix = "" if code == "de" else f"/{code}"
    path = quote(request.path.lstrip("/"), safe=PLAIN)  # two slashes lead elsewhere
    return f"{root}{prefix}/{path}" + (f"?{query}" if query else "")


def say(message: str, **values: object) -> str:
    """A text of the catalogue in the reader's language, filled in."""
    return str(gettext(message, **values))


def speaking(code: str) -> AbstractContextManager[None]:
    """Say everything in this language: for what the worker writes for one reader."""
    speaking_so: AbstractContextManager[None] = force_locale(code)
    return speaking_so


def told(refusal: Refusal) -> str:
    """What a refusal says to this reader."""
    values = {
        key: number(value) if isinstance(value, float | int | Decimal) else value
        for key, value in refusal.values.items()
    }
    return say(refusal.message, **values)


def day(value: date | datetime | None, form: str = "") -> str:
    """A date in words: 3. Dezember 2026. Moments are shown as in Berlin."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(BERLIN).date()
    return str(format_date(value, form or DATES[language()], locale=language()))


def moment(value: datetime) -> str:
    """Date and time in words: 3. Dezember 2026, 18.30 Uhr."""
    return f"{day(value)}, {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """The time alone: 14.32 Uhr."""
    here = value.astimezone(BERLIN)
    time = str(format_datetime(here, TIMES[language()], locale=language()))
    return time.lower() if language() == "en" else time


def ago(value: datetime) -> str:
    """Relative up to one day („vor 2 Stunden"), then the date."""
    minutes = int((now() - value).total_seconds() // 60)
    if minutes < 1:
        return say("gerade eben")
    if minutes < 60:
        return say("vor %(count)s Min.", count=minutes)
    if minutes < 24 * 60:
        return say("vor %(count)s Std.", count=minutes // 60)
    return day(value)


def number(value: Any, places: int = 2) -> str:
    """A number as people write it here: 1.150,5 – 1 150,5 – 1,150.5."""
    if value is None:
        return ""
    form = f"#,##0.{'#' * places}"
    text = format_decimal(round(value, places), format=form, locale=language())
    return str(text).replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK)


babel = Babel()


def connect(app: Any) -> None:
    """Let Flask-Babel find the catalogues and the language."""
    babel.init_app(
        app,
        default_locale="de",
        default_translation_directories=str(app.config["TRANSLATIONS"]),
        locale_selector=select,
        default_timezone="Europe/Berlin",
    )
    app.wsgi_app = LanguagePrefix(app.wsgi_app)
