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

ASKERS = ("guest", "youth", "helper", "author", "moderator", "admin")
LONG_AGO = "2001-02-03T04:05:06"
MORE = {
    **{"role": "administrator", "is_admin": "1", "admin": "true", "is_staff": "on"},
    **{"score": "99", "points": "99", "position": "99", "comment_count": "99"},
    **{"_state": "published", "status_code": "published", "visible": "1"},
    **{"__class__": "Member", "__proto__": "x", "constructor": "x", "session": "x"},
}
MADE_UP = (
    *("form_key", "message_id", "digest", "password_hash", "text", "html", "key"),
    "file",
)
NUMBERED = {"by": "member", "entry_id": "entry", "root_id": "comment"}
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
    now_there = snapshot.take(alliance.tables)
    numbers: dict[Any, int] = {}
    found = []
    for table, key, column, _was, value in snapshot.differences(
        alliance.start, now_there
    ):
        if column in MADE_UP or column in snapshot.SEEN.get(table, ()):
            continue
        if isinstance(value, datetime):
            value = _moment(value)
        new = key not in alliance.start[table]
        place = numbers.setdefault((table, key), len(numbers)) if new else key
        found.append((table, str(place), column, _said(value, alliance, table, column)))
    return found


def _moment(value: datetime) -> str:
    """A day that was chosen is told as it is, all else by its distance from now."""
    if value.second == value.microsecond == 0:
        return str(value)
    return f"{round((value - now()).total_seconds() / 3600)} hours from now"


def _said(value: Any, alliance: Alliance, table: str, column: str) -> str:
    """New numbers grow from one try to the next: they all are just new."""
    if (target := _meant(table, column)) and isinstance(value, int):
        return str(value) if (value,) in alliance.start[target] else "new"
    return _without_numbers(value) if isinstance(value, dict) else str(value)


def _meant(table: str, column: str) -> str:
    """The table whose rows a column numbers; empty if it holds no numbers of rows."""
    own = Base.metadata.tables[table].columns[column]
    for key in own.foreign_keys:
        return key.column.table.name
    return table if own.primary_key else NUMBERED.get(column, "")


def _without_numbers(value: dict[str, Any]) -> str:
    return str({name: type(one).__name__ for name, one in value.items()})


def asked(alliance: Alliance) -> Iterator[tuple[str, str, Sent]]:
    """Every form on every page that these come to: who, where it goes, what it says."""
    known = set()
    for who in ASKERS:
        for read in crawl(alliance, who):
            if (
                read.response.status_code != 200
                or read.response.mimetype != "text/html"
            ):
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
            assert not _sends_json(alliance, who, path, sent) or not first[1], path
        if first != second:
            strange = set(second[1]) ^ set(first[1])
            wrong.append(f"{path} as {who}: {first[0]} {second[0]} {strange}")
    assert wrong == [], "\n".join(wrong)
    assert len(done) > 15


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
    return answer.status_code, sorted(found)  # new keys come in any order


def _sends_json(alliance: Alliance, who: str, path: str, sent: Sent) -> bool:
    """Whether a route takes anything but what a form sends."""
    told = {name: values[0] for name, values in sent.items()} | columns()
    told["csrf_token"] = alliance.token(who)
    alliance.open(who, path, "POST", json=told)
    taken = bool(alliance.changes())  # buttons lead back to their page in any case
    alliance.back()
    return taken
