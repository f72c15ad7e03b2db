"""Joining by an invitation of the staff."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.joining import privacy, service
from forum.accounts.joining.models import Invitation
from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.members.queries import member_by_email
from forum.accounts.members.service import Registration
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Invalid, Refusal
from forum.site.settings import Joining
from tests.accounts import making
from tests.accounts.letters import letters, link
from tests.accounts.members.ways import (
    DESK,
    EMAIL,
    INVITED,
    JOIN,
    PASSWORD,
    TOLD,
    acts,
    invite,
    known,
    mia,
    waits,
)
from tests.visitor import Visitor


def test_without_an_invitation_nobody_joins(visit: Visitor) -> None:
    making.joining(Joining.INVITATION)
    page = visit(JOIN)
    assert "bitten" in page.text
    assert page.tree.find(".//main//form") is None
    visit(JOIN, status=200, method="POST", data=TOLD)
    assert mia() is None
    with pytest.raises(Refusal), transaction():
        members.join(Registration("Mia Eilers", EMAIL, "hash", "buerger"))


@pytest.mark.parametrize("how", list(Joining))
def test_the_road_of_the_invited(visit: Visitor, cleo: Member, how: Joining) -> None:
    making.joining(how)
    visit.send(DESK, cleo, action=f"{DESK}/einladung", email=EMAIL, language="sv")
    path = link()
    assert path.startswith("/sv/mitglied-werden/einladung/")
    assert EMAIL in visit(DESK, cleo).text
    assert visit.send(path, **INVITED).location == "/sv/mitglied-werden/post"
    assert not known().is_active
    assert known().language == "sv"
    visit(path, status=400)
    assert visit.send(link(), password=PASSWORD).location == "/sv/konto/willkommen"
    assert known().is_active
    assert EMAIL not in visit(DESK, cleo).text


def test_an_invitation_is_for_its_address_alone(visit: Visitor, cleo: Member) -> None:
    path = f"{JOIN}/einladung/{invite(cleo)}"
    visit.send(path, **INVITED, email="mallory@example.org", approved_at="1")
    assert known().email == EMAIL
    assert member_by_email("mallory@example.org") is None


def test_one_invitation_is_used_once_even_at_once(app: Flask, cleo: Member) -> None:
    making.joining(Joining.INVITATION)
    token, start = invite(cleo), Barrier(2)

    def join(name: str) -> bool:
        told = Registration(name, EMAIL, f"hash of {name}", "buerger")
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    service.join(token, told)
            except Refusal:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(join, ["Eins", "Zwei"])) == [False, True]
    assert [name for _, name in letters()].count("confirm") == 1
    assert session.query(Member).filter_by(email=EMAIL).count() == 1


def test_a_taken_name_does_not_use_the_invitation_up(
    visit: Visitor, cleo: Member
) -> None:
    path = f"{JOIN}/einladung/{invite(cleo)}"
    page = visit.send(path, status=422, **INVITED | {"display_name": "Cleo Harms"})
    assert "Wählen Sie einen anderen" in page.text
    visit.send(path, **INVITED)
    assert known().display_name == "Mia Eilers"


@pytest.mark.parametrize("token", ["x", "%00", "IjEi.aaaaaa.bbbb", "a" * 3000])
def test_a_broken_invitation_says_so(visit: Visitor, token: str) -> None:
    assert (
        "Dieser Link gilt nicht mehr"
        in visit(f"{JOIN}/einladung/{token}", status=400).text
    )


def test_an_invitation_ends_after_two_weeks_or_when_taken_back(
    visit: Visitor, cleo: Member
) -> None:
    with at(now() - timedelta(days=14, minutes=1)):
        old = invite(cleo)
    visit(f"{JOIN}/einladung/{old}", status=400)
    privacy.forget_expired()
    assert session.query(Invitation).count() == 0
    fresh = invite(cleo)
    number = session.scalars(sa.select(Invitation.id)).one()
    visit.send(DESK, cleo, action=f"{DESK}/einladung/{number}/zuruecknehmen")
    page = visit(f"{JOIN}/einladung/{fresh}", status=400)
    assert "zurückgenommen" in page.text
    assert acts()[-1] == "InvitationWithdrawn"
    privacy.forget_expired()


def test_inviting_again_renews_and_members_need_none(
    ada: Member, cleo: Member, gil: Member
) -> None:
    with at(now() - timedelta(days=13)):
        invite(cleo)
    invite(gil, "MIA@example.org")
    found = session.scalars(sa.select(Invitation)).one()
    assert (found.invited_by, found.invited_at > now() - timedelta(minutes=1)) == (
        gil.id,
        True,
    )
    with pytest.raises(Invalid), transaction():
        service.invite("ada@example.org", "de", by=cleo)


def test_two_who_invite_one_address_at_once(
    app: Flask, cleo: Member, gil: Member
) -> None:
    start = Barrier(2)

    def send(by: int) -> None:
        with app.app_context():
            start.wait()
            with transaction():
                service.invite(EMAIL, "de", by=session.get_one(Member, by))

    staff = [cleo.id, gil.id]
    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(send, staff))
    assert session.query(Invitation).count() == 1


def test_who_sent_an_invitation_can_be_forgotten(cleo: Member) -> None:
    invite(cleo)
    with transaction():
        privacy.forget(cleo)
    assert session.scalars(sa.select(Invitation.invited_by)).one() is None


@pytest.mark.parametrize("email", ["", "mia", "a@b@c.de", "x" * 300 + "@example.org"])
def test_an_address_that_cannot_be_invited(
    visit: Visitor, cleo: Member, email: str
) -> None:
    action = f"{DESK}/einladung"
    page = visit.send(DESK, cleo, action=action, status=422, email=email)
    assert page.title.startswith("Fehler: ")
    assert letters() == []


def test_an_invitation_lets_in_who_waits_already(visit: Visitor, cleo: Member) -> None:
    path = f"{JOIN}/einladung/{invite(cleo)}"
    new = waits(visit)
    assert not new.is_active
    visit.send(path, **INVITED)
    assert known().is_active
    assert letters()[-1] == (EMAIL, "approved")
    assert acts()[-1] == "MemberApproved"


def test_the_word_of_an_invited_address_is_no_password(
    visit: Visitor, cleo: Member
) -> None:
    path = f"{JOIN}/einladung/{invite(cleo, 'heckenbraunelle@example.org')}"
    told = INVITED | {"password": "heckenbraunelle 7"}
    page = visit.send(path, status=422, **told)
    assert "leicht zu erraten" in page.text
