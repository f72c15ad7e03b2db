"""Who is recognised, and T07: how a forgotten password becomes a new one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.sessions import service as sessions
from forum.accounts.signin import keys, service
from forum.accounts.signin.models import MailKey, Purpose
from forum.core.activities import ActivityRow
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Refusal
from forum.core.mail import Letter
from forum.core.passwords import hashed
from tests import make
from tests.accounts.letters import letters
from tests.accounts.signin.doing import EMAIL, PASSWORD, token
from tests.visitor import Visitor

FORGOT = "/passwort-vergessen"


def link(member: Member) -> str:
    """What the letter carries."""
    with transaction():
        return keys.give(member, Purpose.RESET)


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
    assert session.query(ActivityRow).count() == 0  # the history names no address


def test_a_new_password_by_letter_confirms_the_address_too(rita: Member) -> None:
    """The password of the registration may be somebody else's."""
    with transaction():
        rita.confirmed_at = None
        service.forget("rita@example.org")
    assert letters() == [("rita@example.org", "reset")]
    used = link(rita)
    with transaction():
        service.reset(used, hashed("Drei andere Wörter"))
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


def test_only_the_newest_link_holds(rita: Member) -> None:
    older, newer = link(rita), link(rita)
    with pytest.raises(Refusal):
        service.read_reset(older)
    assert service.read_reset(newer) == rita


def test_asking_twice_at_once_leaves_one_link(app: Flask, rita: Member) -> None:
    number, start = rita.id, Barrier(2)

    def ask(_number: int) -> str:
        with app.app_context():
            start.wait()
            with transaction():
                return keys.give(session.get_one(Member, number), Purpose.RESET)

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        given = list(threads.map(ask, range(2)))
    assert sum(_holds(one) for one in given) == 1


def _holds(token: str) -> bool:
    try:
        service.read_reset(token)
    except Refusal:
        return False
    return True


def test_a_link_ends_with_the_password_the_role_and_the_address(rita: Member) -> None:
    for change in (
        lambda: members.set_password(rita, hashed("Drei andere Wörter")),
        lambda: members.set_role(rita, Role.EDITOR, by=None),
    ):
        used = link(rita)
        with transaction():
            change()
        assert not _holds(used)


@pytest.mark.parametrize("part", [0, 7, 20, -1])
def test_a_link_is_not_made_by_hand(rita: Member, part: int) -> None:
    given = link(rita)
    letter = "A" if given[part] != "A" else "B"
    bent = given[:part] + letter + given[part:][1:]
    for other in ("", "x", bent, given[:-1], f"{given} ", "None", "[]", "\ud800"):
        with pytest.raises(Refusal):
            service.read_reset(other)
    with pytest.raises(Refusal):
        service.read_link(given)  # good for one purpose only
    assert service.read_reset(given) == rita


def test_a_link_grows_old(rita: Member) -> None:
    given = link(rita)
    with at(now() + timedelta(minutes=59)):
        assert _holds(given)
    with at(now() + timedelta(minutes=60)):
        assert not _holds(given)
        keys.forget_old()
    assert session.query(MailKey).count() == 0


def test_what_is_kept_opens_nothing(rita: Member) -> None:
    given = link(rita)
    kept = session.query(MailKey).one()
    assert given not in str(vars(kept).values())
    assert not _holds(kept.digest)
    assert len(given) >= 43  # 256 bits


def test_a_program_that_opens_links_uses_nothing_up(
    visit: Visitor, rita: Member
) -> None:
    path = f"{FORGOT}/{link(rita)}"
    for _ in range(3):
        visit(path)
        assert visit.browser().head(path).status_code == 200
    page = visit(path)
    assert page.response.headers["Referrer-Policy"] == "same-origin"
    assert visit.send(path, password="Drei andere Wörter").location == "/anmelden"


def test_a_host_somebody_made_up_is_not_in_the_letter(
    visit: Visitor, rita: Member
) -> None:
    """T25."""
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    sent = {"email": EMAIL, "csrf_token": token(visit, FORGOT)}
    visit.browser().post(FORGOT, data=sent, headers=headers)
    visit.send(FORGOT, email=EMAIL)
    letters()
    texts = [one.text + one.html for one in session.query(Letter)]
    assert texts
    assert all("evil" not in one for one in texts)


def test_who_is_blocked_is_not_active(rita: Member) -> None:
    with transaction():
        rita.blocked_at = now() - timedelta(days=1)
    assert not rita.is_active
