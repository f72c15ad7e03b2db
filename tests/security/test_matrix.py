"""The authorisation matrix: nobody may do more with a thing than its row says (T13)."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.security import matrix
from tests.security.alliance import Alliance
from tests.security.matrix import DONE, REFUSED, UNSAFE, Check, Row

TABLE = matrix.rows()
EVERYBODY = set(matrix.ROLES)


def about(method: tuple[str, ...], of: str) -> list[Row]:
    return [row for row in TABLE if row.method in method and row.of == of]


READ = {
    (row.endpoint, row.of, state): roles
    for row in TABLE
    if row.method == "GET"
    for state, roles in row.expected.items()
}
KINDS = sorted({row.of for row in TABLE})


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    known = {(row.endpoint, row.method) for row in TABLE}
    assert known - matrix.routes(app) == set(), "rows without a route"
    assert matrix.routes(app) - known == set(), (
        "routes without a row in tests/security/matrix.toml; "
        "python -m tests.security.matrix --measure proposes some"
    )


def test_every_row_says_what_is_right_for_every_state(alliance: Alliance) -> None:
    for row in TABLE:
        assert not row.is_unknown, f"{row.endpoint} {row.method} is only measured"
        things = set(matrix.states(alliance.world, row.of))
        assert set(row.expected) == things, (row.endpoint, row.method)
        for state, roles in row.expected.items():
            assert set(roles) == EVERYBODY, (row.endpoint, state)


def test_everything_that_can_be_sent_is_done_by_somebody() -> None:
    """Otherwise it would not be seen if nobody was asked who they are."""
    done = {
        row.endpoint
        for row in TABLE
        if row.method in UNSAFE
        and any(set(DONE) & set(roles.values()) for roles in row.expected.values())
    }
    assert {row.endpoint for row in TABLE if row.method in UNSAFE} - done == set()


@pytest.mark.parametrize("of", KINDS)
def test_everybody_reads_what_the_matrix_says(alliance: Alliance, of: str) -> None:
    wrong = []
    for check in matrix.checks(alliance.world, about(("GET",), of)):
        said = matrix.ask(alliance, check)
        wrong += _told(check, said)
        if alliance.touched:
            wrong += _told(check, "a write")
            alliance.back()
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("of", KINDS)
def test_everybody_does_what_the_matrix_says(alliance: Alliance, of: str) -> None:
    wrong = []
    for check in matrix.checks(alliance.world, about(UNSAFE, of)):
        said = matrix.ask(alliance, check)
        wrong += _told(check, said)
        if said not in DONE and (changed := _changed(alliance)):
            wrong += _told(check, f"{said}, yet {changed[:3]}")
        if alliance.touched or said == "done":
            alliance.back()
            alliance.forget(check.role)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("of", KINDS)
def test_without_a_token_nobody_does_anything(alliance: Alliance, of: str) -> None:
    """And it is told no more to whoever may not than with one."""
    wrong = []
    for check in matrix.checks(alliance.world, about(UNSAFE, of)):
        if check.row.free:
            continue
        said = matrix.answer(matrix.send(alliance, check), unsafe=True)
        if said not in _without_a_token(check) or alliance.changes():
            wrong += _told(check, f"{said} without a token")
        if alliance.touched:
            alliance.back()
            alliance.forget(check.role)
    assert wrong == [], "\n".join(wrong)


def _without_a_token(check: Check) -> tuple[str, ...]:
    """Who reads the page is told to send its form again, others what they always are.

    Whose page leads elsewhere, as signing in does for members, is sent there.
    """
    if told := check.row.late.get(check.state, {}).get(check.role):
        return (told,)
    read = READ.get((check.row.endpoint, check.row.of, check.state), {})
    seen = read.get(check.role, "")
    if check.wanted in REFUSED and seen != "200":
        return (check.wanted,)
    away = seen == "302" or not read  # a button without a page of its own
    return ("done", "422", "409", "403") if away else ("422", "409", "403")


def test_what_must_stay_secret_is_not_there(alliance: Alliance) -> None:
    """404, not 403, for a stranger who guesses an address: it may be a draft."""
    secret = {
        "project": ("draft", "submitted", "returned", "rejected", "hidden", "closed"),
        "thread": ("submitted", "returned", "rejected", "hidden"),
        "comment": ("held", "rejected"),
        "picture": ("draft", "submitted", "returned", "rejected", "hidden", "waiting"),
        "organisation": ("waiting", "hidden", "closed"),
        "logo": ("waiting", "hidden", "closed"),
        "asked": ("hidden", "closed"),
        "youth": ("youth", "other"),
    }
    for row in TABLE:
        for state in secret.get(row.of, ()):
            for role in ("stranger", "bare"):
                told = row.expected[state][role]
                desk = ("queue.", "organisation_staff.")  # closed as a whole
                is_desk = row.endpoint.startswith(desk)
                assert told == "404" or (is_desk and told == "403"), (row, state)


def test_the_matrix_says_how_large_it_is(say_size: Callable[[str], None]) -> None:
    say_size(matrix.size(TABLE))
    assert sum(row.checks for row in TABLE) > 1000


def _changed(alliance: Alliance) -> list[str]:
    """What was changed, but for how often something was tried."""
    return [one for one in alliance.changes() if not one.startswith("attempt ")]


def _told(check: Check, said: str) -> Iterator[str]:
    if said != check.wanted:
        what = f"{check.row.method} {check.row.endpoint} {check.state}"
        yield f"{what} as {check.role}: {said}, not {check.wanted}"


def test_the_roles_of_the_matrix_are_those_of_the_program(alliance: Alliance) -> None:
    signed_in = [role for role in matrix.ROLES if role != "guest"]
    assert set(signed_in) <= set(alliance.world.marks)
    assert len(signed_in) == len(set(signed_in))
