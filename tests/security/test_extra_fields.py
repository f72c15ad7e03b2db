"""What a form does not ask for cannot be set by it (T16)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from forum.core.clock import now
from forum.core.db import Base
from tests.security import snapshot
from tests.security.alliance import Alliance
from tests.security.crawl import crawl
from tests.security.filling import Sent, filled, forms

ASKERS = ("guest", "stranger", "author", "moderator", "editor", "admin")
LONG_AGO = "2001-02-03T04:05:06"
MORE = {
    **{"role": "administrator", "is_admin": "1", "admin": "true", "is_staff": "on"},
    **{"score": "99", "points": "99", "position": "99", "comment_count": "99"},
    **{"_state": "published", "status_code": "published", "visible": "1"},
    **{"__class__": "Member", "__proto__": "x", "constructor": "x", "session": "x"},
}
MADE_UP = ("form_key", "message_id", "digest", "password_hash", "text", "html", "key")
Change = tuple[str, Any, str, str]


def columns() -> dict[str, str]:
    """Every column of every table, with something that would be seen in it."""
    found = {}
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kind = column.type.python_type
            value = {bool: "1", int: "1", datetime: LONG_AGO}.get(kind, "published")
            found[column.name] = value
            found[f"{table.name}.{column.name}"] = value
            found[f"{table.name}[{column.name}]"] = value
    return found


def change(alliance: Alliance) -> list[Change]:
    """What one request changed, without what is made up anew each time."""
    now_there = snapshot.take()
    numbers: dict[Any, int] = {}
    found = []
    for table, key, column, _was, value in snapshot.differences(
        alliance.start, now_there
    ):
        if column in MADE_UP or column in snapshot.SEEN.get(table, ()):
            continue
        if isinstance(value, datetime):
            value = "now" if abs((now() - value).total_seconds()) < 600 else value
        new = key not in alliance.start[table]
        place = numbers.setdefault((table, key), len(numbers)) if new else key
        found.append((table, str(place), column, _said(value, alliance, table, column)))
    return found


def _said(value: Any, alliance: Alliance, table: str, column: str) -> str:
    """New numbers grow from one try to the next: they all are just new."""
    own = Base.metadata.tables[table].columns[column]
    new = isinstance(value, int) and not isinstance(value, bool)
    if new and (own.primary_key or own.foreign_keys or column.endswith("_id")):
        known = any((value,) in rows for rows in alliance.start.values())
        return str(value) if known else "new"
    return _without_numbers(value) if isinstance(value, dict) else str(value)


def _without_numbers(value: dict[str, Any]) -> str:
    return str({name: type(one).__name__ for name, one in value.items()})


def asked(alliance: Alliance) -> Iterator[tuple[str, str, Sent]]:
    """Every form on every page that these come to: who, where it goes, what it says."""
    known = set()
    for who in ASKERS:
        for read in crawl(alliance, who):
            if read.response.status_code != 200 or read.response.mimetype != "text/html":
                continue
            for form in forms(read.response.get_data(as_text=True)):
                path = urlsplit(form.get("action") or read.url).path
                endpoint, values = alliance.app.url_map.bind("localhost").match(
                    path, "POST"
                )
                kind = (who, endpoint, len(values))
                if kind not in known and endpoint != "signin.sign_out":
                    known.add(kind)
                    yield who, path, filled(form)


def test_what_a_form_does_not_ask_for_is_not_set(alliance: Alliance) -> None:
    wrong, done = [], set()
    extra = columns() | MORE
    for who, path, sent in list(asked(alliance)):
        alliance.back()
        first = _try(alliance, who, path, sent)
        more = {name: [one] for name, one in extra.items() if name not in sent}
        second = _try(alliance, who, path, {**sent, **more})
        if first[0] < 400:
            done.add(path)
        if first != second:
            strange = set(second[1]) ^ set(first[1])
            wrong.append(f"{path} as {who}: {first[0]} {second[0]} {strange}")
    assert wrong == []
    assert len(done) > 20


def _try(
    alliance: Alliance, who: str, path: str, sent: Sent
) -> tuple[int, list[Change]]:
    """The answer and what changed; with a form of its own each time."""
    alliance.forget(who)
    told = {**sent, "csrf_token": [alliance.token(who)]}
    told.pop("form_key", None)
    answer = alliance.open(who, path, "POST", data=told)
    found = change(alliance) if alliance.touched else []
    alliance.back()
    alliance.forget(who)
    return answer.status_code, found


def test_json_sets_nothing(alliance: Alliance) -> None:
    """A route takes what a form sends, or nothing."""
    for who, path, sent in list(asked(alliance)):
        told = {name: values[0] for name, values in sent.items()} | columns()
        told["csrf_token"] = alliance.token(who)
        answer = alliance.open(who, path, "POST", json=told)
        assert answer.status_code >= 400 or path == "/anmelden", path
        assert alliance.changes() == [], path
        alliance.back()
