"""Who is recognised, and how a forgotten password becomes a new one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import service
from forum.core import tokens
from forum.core.activities import ActivityRow
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Missing, Refusal
from forum.core.passwords import hashed
from tests import make
from tests.accounts.letters import letters

PASSWORD = "Wallhecke im Morgentau"


@pytest.fixture
def rita(app: Flask) -> Member:
    return make.member(password=PASSWORD)


def link(member: Member) -> str:
    return tokens.sign(service.RESET, member.id, member.epoch)


@pytest.mark.parametrize("email", ["rita@example.org", " RITA@example.org "])
def test_address_and_password_together_let_in(rita: Member, email: str) -> None:
    assert service.recognise(email, PASSWORD) == rita


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("rita@example.org", PASSWORD.lower()),
        ("rita@example.org", ""),
        ("nobody@example.org", PASSWORD),
        ("", "nobody has this password"),
    ],
)
def test_anything_else_does_not(rita: Member, email: str, password: str) -> None:
    assert service.recognise(email, password) is None


def test_without_a_password_nobody_is_recognised(ada: Member) -> None:
    assert service.recognise("ada@example.org", "nobody has this password") is None


def test_a_password_may_be_typed_on_any_keyboard(app: Flask) -> None:
    rita = make.member(password="Drei schöne Bäume")
    assert (
        service.recognise("rita@example.org", "Drei scho\u0308ne Ba\u0308ume") == rita
    )


def test_a_forgotten_password_sends_a_letter_to_who_is_known(rita: Member) -> None:
    with transaction():
        service.forget("nobody@example.org")
        service.forget("Rita@example.org")
    assert letters() == [("rita@example.org", "reset")]


def test_a_new_password_by_letter_confirms_the_address_too(rita: Member) -> None:
    """The password of the registration may be somebody else's."""
    with transaction():
        rita.confirmed_at = None
        service.forget("rita@example.org")
    assert letters() == [("rita@example.org", "reset")]
    with transaction():
        service.reset(link(rita), hashed("Drei andere Wörter"))
    assert rita.is_active
    done = session.query(ActivityRow).filter_by(name="MemberConfirmed").one()
    assert done.by == rita.id  # not the command line
    assert service.recognise("rita@example.org", PASSWORD) is None


def test_a_link_changes_one_password_once(rita: Member) -> None:
    with transaction():
        mark = sessions.begin(rita)
    used = link(rita)
    with transaction():
        service.reset(used, hashed("Drei andere Wörter"))
    assert service.recognise("rita@example.org", "Drei andere Wörter") == rita
    assert service.recognise("rita@example.org", PASSWORD) is None
    assert sessions.find(mark) is None
    assert letters() == [("rita@example.org", "changed")]
    with pytest.raises(Refusal, match="schon benutzt"):
        service.read_reset(used)


def test_two_use_one_link_at_once(app: Flask, rita: Member) -> None:
    used, start = link(rita), Barrier(2)

    def change(password: str) -> bool:
        with app.app_context():
            service.read_reset(used)
            start.wait()
            try:
                with transaction():
                    service.reset(used, hashed(password))
            except Refusal:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(change, ["Drei Wörter", "Vier"])) == [False, True]


def test_a_link_is_not_made_by_hand_nor_for_strangers(rita: Member) -> None:
    for token in ("", "x", link(rita)[:-1], tokens.sign("confirm", rita.id, 0)):
        with pytest.raises(Refusal):
            service.read_reset(token)
    with pytest.raises(Missing):
        service.read_reset(tokens.sign(service.RESET, rita.id + 1, 0))


def test_a_link_grows_old(rita: Member) -> None:
    assert tokens.read(service.RESET, link(rita), service.RESET_SECONDS)
    with pytest.raises(Refusal):
        tokens.read(service.RESET, link(rita), -1)


def test_who_is_blocked_is_not_active(rita: Member) -> None:
    with transaction():
        rita.blocked_at = now() - timedelta(days=1)
    assert not rita.is_active
