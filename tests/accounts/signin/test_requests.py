"""T21 and T22 for these routes: nothing without its token, nothing by looking."""

import re

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.signin import keys
from forum.accounts.signin.models import Purpose
from forum.core.db import session, transaction
from forum.features import FEATURES
from tests.accounts.signin.doing import EMAIL, PASSWORD, token
from tests.visitor import Visitor

OURS = ("signin.", "second.", "credentials.")
WRITING = re.compile(r"\s*(insert|update|delete)\b", re.I)
HARMLESS = {"signin.sign_out"}  # works without: the cookie comes from our pages alone


def paths(app: Flask, method: str, key: str) -> list[str]:
    """Every address of ours that takes this method."""
    with app.test_request_context():
        return [
            app.url_for(
                rule.endpoint,
                **{name: key if name == "token" else 1 for name in rule.arguments},
            )
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith(OURS)
            and rule.endpoint not in HARMLESS
            and method in (rule.methods or ())
        ]


@pytest.mark.parametrize("as_member", [True, False])
def test_nothing_is_written_without_the_token(
    visit: Visitor, app: Flask, rita: Member, statements: list[str], as_member: bool
) -> None:
    who = rita if as_member else None
    foreign = token(Visitor(app))
    bodies = (
        {"data": {"email": EMAIL, "password": PASSWORD, "code": "123456"}},
        {"data": {"email": EMAIL, "password": PASSWORD, "csrf_token": foreign}},
        {"json": {"email": EMAIL, "password": PASSWORD, "csrf_token": foreign}},
        {"data": f"email={EMAIL}", "content_type": "text/plain"},
        {"data": {"_method": "DELETE"}, "headers": {"Origin": "null"}},
    )
    addresses = paths(app, "POST", "x")
    assert len(addresses) >= 14
    visit.browser(who)
    for path in addresses:
        for body in bodies:
            statements.clear()
            answer = visit.browser(who).post(path, **body)
            assert answer.status_code in (302, 400, 403, 409, 422), path
            assert not [one for one in statements if WRITING.match(one)], path


def test_looking_changes_nothing(
    visit: Visitor, app: Flask, rita: Member, gil: Member, statements: list[str]
) -> None:
    kinds = (Purpose.RESET, Purpose.LINK, Purpose.ADDRESS, Purpose.UNDO)
    with transaction():
        given = [keys.give(rita, one, EMAIL) for one in kinds]
    for who in (None, rita, gil):
        visit.browser(who)
        for one in given:
            for path in paths(app, "GET", one):
                for method in ("GET", "HEAD", "OPTIONS"):
                    statements.clear()
                    answer = visit.browser(who).open(path, method=method)
                    assert answer.status_code < 500, path
                    written = [one for one in statements if WRITING.match(one)]
                    assert not written, path
    session.rollback()


def test_what_we_keep_of_members_is_said_and_forgotten(
    app: Flask, rita: Member, codes: list[str]
) -> None:
    """Every table of ours is in the copy and empty afterwards."""
    ours = [one for one in FEATURES if one.name in ("sessions", "second", "signin")]
    with transaction():
        keys.give(rita, Purpose.RESET)
    tables = {kept.model: kept for one in ours for kept in one.kept}
    assert {one.__tablename__ for one in tables} == {
        "sign_in",
        "known_device",
        "second_factor",
        "recovery_code",
        "mail_key",
    }
    for model, kept in tables.items():
        columns = set(model.__table__.columns.keys())
        assert set(kept.without) <= columns
        assert not {"secret", "digest"} & (columns - set(kept.without))
    assert codes
    with transaction():
        for one in reversed(ours):
            assert one.forget is not None
            one.forget(rita)
    for model, kept in tables.items():
        assert session.query(model).filter(kept.of(rita.id)).count() == 0
    for one in ours:
        for rule in one.rules:
            session.rollback()
            rule.does()
