"""Who may do what with what: the rows of matrix.toml, and what really happens.

    python -m tests.security.matrix            how many checks there are
    python -m tests.security.matrix --measure  rows for routes that have none

A row is [endpoint], or [endpoint / word] for another thing or another form of it:

    of = "project"                which things of the world, in which states
    send = {text = "Hallo"}       what its form sends, beside a right token
    GET."draft hidden" = "all 404, author 200"

    late."closed" = "tickets 422"  who is told, without a token, that the page was open
                                  for long, before it looks at the state of the thing

Groups and roles are read from left to right, the last one counts; `all` of the row
comes first. A state without a line has the row's `GET.all` alone.
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing.exceptions import BuildError
from werkzeug.test import TestResponse

from tests.security.alliance import Alliance
from tests.security.world import World, fields

TABLE = Path(__file__).with_name("matrix.toml")
SAFE, UNSAFE = ("GET",), ("POST", "PUT", "PATCH", "DELETE")
ROLES = (
    *("guest", "unconfirmed", "waiting", "blocked"),
    *("stranger", "helper", "youth", "author", "moderator", "inside", "outside"),
    *("editor", "fund", "jury", "admin", "bare"),
)
GROUPS = {
    "all": ROLES,
    "nobody": ROLES[:4],  # their cookies are dead
    "members": ROLES[4:],
    "people": ("author", "helper"),  # of the organisations
    "deciders": ("moderator", "inside", "admin"),  # about what lies in `inside`
    "moderators": ("moderator", "inside", "outside", "admin"),
    "desk": ("moderator", "inside", "outside", "editor", "fund", "admin"),
    "readers": ("outside", "editor", "fund"),  # at the desk, without deciding
    "strangers": (
        *("stranger", "helper", "youth"),
        *("outside", "editor", "fund", "jury", "bare"),
    ),
    "plain": (  # no rights beyond a member's
        *("stranger", "helper", "youth", "author", "jury", "bare"),
    ),
    "outsiders": ("stranger", "youth", "editor", "fund", "jury", "bare"),
    "pages": ("editor", "admin"),
    "tickets": ("moderator", "inside", "outside", "editor", "admin"),
}
REFUSED = ("sign-in", "400", "403", "404", "405", "410", "429")
DONE = ("done", "200")  # what a form is answered with once it is taken
UNKNOWN = "?"  # instead of a line: to be measured
BARE = "-"  # the state of a route that is about nothing in particular


@dataclass(frozen=True)
class Row:
    """One route, one method, what it is about, and the answer for everybody."""

    endpoint: str
    method: str
    of: str
    send: dict[str, str]
    expected: dict[str, dict[str, str]]  # state: role: answer
    free: bool = False  # needs no token
    late: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_unknown(self) -> bool:
        """Whether nobody has said yet what is right."""
        return not any(self.expected.values())

    @property
    def checks(self) -> int:
        return sum(len(roles) for roles in self.expected.values())


@dataclass
class Check:
    """One question to the application."""

    row: Row
    state: str
    role: str
    wanted: str
    values: dict[str, object] = field(default_factory=dict)


def rows() -> list[Row]:
    """The whole table; a mistake in it is an error."""
    told = tomllib.loads(TABLE.read_text("utf-8"))
    return [row for name, one in told.items() for row in _rows(name, one)]


def _rows(name: str, told: dict[str, Any]) -> Iterator[Row]:
    endpoint = name.partition(" / ")[0]
    free = told.pop("free", False)
    of, send = told.pop("of", ""), told.pop("send", {})
    late = {
        state: _parts(f"{name} late", line)
        for states, line in told.pop("late", {}).items()
        for state in states.split()
    }
    for method, lines in told.items():
        assert method in (*SAFE, *UNSAFE), f"{name}: {method} is no method"
        usual = lines.pop("all", "") if isinstance(lines, dict) else lines
        states = lines if isinstance(lines, dict) else {}
        expected = {
            state: _answers(f"{name} {method}", usual, line)
            for names, line in (states or {BARE: ""}).items()
            for state in names.split()
        }
        yield Row(endpoint, method, of, send, expected, free, late)


def _answers(name: str, *lines: str) -> dict[str, str]:
    if UNKNOWN in lines:
        return {}
    found = _parts(name, ", ".join(line for line in lines if line))
    assert set(found) == set(ROLES), f"{name}: {set(found) ^ set(ROLES)}"
    return found


def _parts(name: str, line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in line.split(", "):
        *who, answer = part.split()
        assert who, f"{name}: who is {part!r} about?"
        for one in who:
            found |= dict.fromkeys(GROUPS.get(one, (one,)), answer)
    return found


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every endpoint with each of its methods, as the URL map has them."""
    return {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }


def states(world: World, of: str) -> dict[str, dict[str, object]]:
    """The things a row is about."""
    return world.things[of] if of else {BARE: {}}


def checks(world: World, table: list[Row]) -> Iterator[Check]:
    """Every question of the table, those about one thing together."""
    for row in table:
        things = states(world, row.of)
        for state, roles in row.expected.items():
            for role, wanted in roles.items():
                yield Check(row, state, role, wanted, things[state])


def ask(alliance: Alliance, check: Check) -> str:
    """What the application answers; afterwards all is as it was."""
    url = alliance.path(check.row.endpoint, check.values)
    if check.row.method in SAFE:
        return answer(alliance.open(check.role, url))
    sent = send(alliance, check, token=alliance.token(check.role))
    return answer(sent, unsafe=True)


def send(alliance: Alliance, check: Check, token: str = "") -> TestResponse:
    """The form of a row, with or without a token."""
    url = alliance.path(check.row.endpoint, check.values)
    told = fields(alliance.world, check.row.send)
    if token:
        told["csrf_token"] = token
    return alliance.open(check.role, url, check.row.method, data=told)


def answer(response: TestResponse, unsafe: bool = False) -> str:
    """The class of an answer."""
    if response.status_code in (302, 303):
        target = urlsplit(response.location)
        if target.path.endswith("/anmelden") and target.query.startswith("weiter="):
            return "sign-in"
        return "done" if unsafe else "302"
    return str(response.status_code)


def size(table: list[Row]) -> str:
    """How large it is, in words."""
    total = sum(row.checks for row in table)
    again = sum(row.checks for row in table if row.method in UNSAFE)
    kinds = {(row.endpoint, row.method) for row in table}
    about = {(row.of, state) for row in table for state in row.expected if row.of}
    return (
        f"authorisation matrix: {len(kinds)} routes with methods × {len(ROLES)} roles, "
        f"{len(about)} states of things = {total} checks, "
        f"and {again} again without a token"
    )


def measure(alliance: Alliance, row: Row) -> Iterator[str]:
    """A row as the application answers now: to be judged by a person, then kept."""
    found: dict[str, list[str]] = {}
    for state, values in states(alliance.world, row.of).items():
        heard: dict[str, list[str]] = {}
        for role in ROLES:
            said = ask(alliance, Check(row, state, role, "", values))
            if alliance.touched or said == "done":
                alliance.back()
                alliance.forget(role)
            heard.setdefault(said, []).append(role)
        most = max(heard, key=lambda one: len(heard[one]))
        rest = [(one, who) for one, who in heard.items() if one != most]
        line = [f"all {most}", *(f"{' '.join(who)} {one}" for one, who in rest)]
        found.setdefault(", ".join(line), []).append(state)
    for line, names in found.items():
        yield f'{row.method}."{" ".join(names)}" = "{line}"'


def main() -> None:
    """Print the size, or what the rows of new routes might be."""
    table = rows()
    print(size(table))  # noqa: T201
    if "--measure" not in sys.argv:
        return
    from tests.security.making import alone  # noqa: PLC0415 - only where it is asked

    with tempfile.TemporaryDirectory() as folder, alone(Path(folder)) as alliance:
        known = {(row.endpoint, row.method) for row in table}
        new = [
            Row(endpoint, method, _guess(alliance, endpoint), {}, {})
            for endpoint, method in sorted(routes(alliance.app) - known)
        ]
        for row in [*(row for row in table if row.is_unknown), *new]:
            print(f'["{row.endpoint}"]  # of = "{row.of}"')  # noqa: T201
            try:
                print("\n".join(measure(alliance, row)))  # noqa: T201
            except BuildError:
                print("# make something in world.py that its address names")  # noqa: T201


def _guess(alliance: Alliance, endpoint: str) -> str:
    """What a route may be about: something its address can be made of."""
    rule = next(alliance.app.url_map.iter_rules(endpoint))
    fits = [
        kind
        for kind, things in alliance.world.things.items()
        if rule.arguments and all(rule.arguments <= set(one) for one in things.values())
    ]
    feature = endpoint.split(".")[0].removesuffix("s")
    return feature if feature in fits else next(iter(fits), "")


if __name__ == "__main__":
    main()
