"""Joining as the alliance wants it: open, after a look, or by invitation."""

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
from forum.core.activities import ActivityRow, run_jobs
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.core.mail import Letter
from forum.site.settings import Joining
from tests.accounts import making
from tests.accounts.letters import letters, link
from tests.pages import typed
from tests.visitor import Visitor

JOIN, DESK = "/mitglied-werden", "/redaktion/mitglieder"
PASSWORD, EMAIL = "Wallhecke im Morgentau", "mia@example.org"
TOLD = {
    "display_name": "Mia Eilers",
    "email": EMAIL,
    "password": PASSWORD,
    "actor": "buerger",
    "rules": "y",
}
INVITED = {key: value for key, value in TOLD.items() if key != "email"}
REASON = "Wir kennen Sie leider nicht."


def mia() -> Member | None:
    session.rollback()
    return member_by_email(EMAIL)


def known() -> Member:
    found = mia()
    assert found is not None
    return found


def acts() -> list[str]:
    query = sa.select(ActivityRow.name).where(ActivityRow.audited)
    return list(session.scalars(query.order_by(ActivityRow.id)))


def waits(visit: Visitor) -> Member:
    """Mia has confirmed her address and waits for the staff."""
    making.joining(Joining.APPROVAL)
    visit.send(JOIN, **TOLD)
    assert visit.send(link(), password=PASSWORD).location == f"{JOIN}/geduld"
    run_jobs()
    return known()


def invite(by: Member, email: str = EMAIL) -> str:
    with transaction():
        return service.token(service.invite(email, "de", by=by))


def test_who_joins_waits_for_the_staff(visit: Visitor, cleo: Member) -> None:
    new = waits(visit)
    assert not new.is_active
    assert "Wir sehen uns Ihre Anmeldung an" in visit(f"{JOIN}/geduld").heading
    visit("/konto", status=302)
    assert letters() == [
        (EMAIL, "confirm"),
        (EMAIL, "waits"),
        ("klimaschutz@example.org", "somebody_waits"),
    ]
    visit(f"/mitglieder/{new.id}", status=404)
    visit(f"/mitglieder/{new.id}", cleo)
    assert "liest jemand aus unserem Team" in visit(JOIN).text


def test_a_second_registration_of_who_waits_is_told_so(visit: Visitor) -> None:
    waits(visit)
    visit.send(JOIN, **TOLD | {"display_name": "Noch einmal"})
    assert letters()[-1] == (EMAIL, "waits")
    assert known().display_name == "Mia Eilers"


def test_staff_let_somebody_in(visit: Visitor, cleo: Member) -> None:
    new = waits(visit)
    assert "Mia Eilers" in visit(DESK, cleo).text
    path = f"{DESK}/{new.id}"
    told = {"message": "Schön, dass Sie da sind.", "button": ("act", "approve")}
    assert visit.send(path, cleo, **told).location == DESK
    assert known().is_active
    assert letters()[-1] == (EMAIL, "approved")
    assert "Schön, dass Sie da sind." in last_letter()
    assert acts()[-1] == "MemberApproved"
    visit.send("/anmelden", email=EMAIL, password=PASSWORD)
    visit(path, cleo, status=404)


def last_letter() -> str:
    letter = session.query(Letter).order_by(Letter.id.desc()).first()
    assert letter is not None
    return letter.text


def test_whoever_is_declined_reads_why_and_is_deleted(
    visit: Visitor, cleo: Member
) -> None:
    new = waits(visit)
    path = f"{DESK}/{new.id}"
    page = visit.send(path, cleo, status=422, button=("act", "decline"))
    assert "Schreiben Sie, warum" in page.text
    visit.send(path, cleo, message=REASON, button=("act", "decline"))
    assert mia() is None
    assert letters()[-1] == (EMAIL, "declined")
    assert REASON in last_letter()
    assert acts()[-1] == "MemberDeclined"


@pytest.mark.parametrize("act", ["", "role", "approve decline"])
def test_only_the_buttons_decide(visit: Visitor, cleo: Member, act: str) -> None:
    new = waits(visit)
    path = f"{DESK}/{new.id}"
    visit.send(path, cleo, status=422, message=REASON, button=("act", act))
    assert not known().is_active


def test_of_two_who_decide_one_learns_that_it_is_done(
    app: Flask, visit: Visitor, cleo: Member, gil: Member
) -> None:
    number, start = waits(visit).id, Barrier(2)
    staff = (cleo.id, gil.id)

    def decide(by: int) -> bool:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    service.approve(number, "", by=session.get_one(Member, by))
            except Refusal:
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(decide, staff)) == [False, True]
    assert [name for _, name in letters()].count("approved") == 1


@pytest.mark.parametrize("who", ["ada", "dan", "fay"])
def test_who_does_not_look_after_members_lets_nobody_in(
    who: str, request: pytest.FixtureRequest, visit: Visitor
) -> None:
    by, new = request.getfixturevalue(who), waits(visit)
    for decide in (service.approve, service.decline):
        with pytest.raises(Forbidden), transaction():
            decide(new.id, REASON, by=by)
    with pytest.raises(Forbidden), transaction():
        service.invite("x@example.org", "de", by=by)
    with pytest.raises(Forbidden), transaction():
        service.withdraw(1, by=by)
    visit(f"{DESK}/{new.id}", by, status=403)
    for path in ("einladung", "einladung/1/zuruecknehmen", f"{new.id}/bestaetigung"):
        assert making.post(visit, by, f"{DESK}/{path}").status_code == 403
    assert EMAIL not in making.get(visit, by, DESK).text


def test_who_is_in_stays_in_whatever_is_wanted_now(visit: Visitor, ada: Member) -> None:
    visit.send(JOIN, **TOLD)
    for how in Joining:
        making.joining(how)
        visit("/konto", ada)
    making.joining(Joining.INVITATION)
    assert visit.send(link(), password=PASSWORD).location == "/konto/willkommen"
    assert known().is_active


def test_confirming_by_hand_lets_in(visit: Visitor, cleo: Member) -> None:
    making.joining(Joining.APPROVAL)
    visit.send(JOIN, **TOLD)
    action = f"{DESK}/{known().id}/bestaetigung"
    assert visit.send(DESK, cleo, action=action).location == DESK
    assert known().is_active
    run_jobs()
    assert letters() == [(EMAIL, "confirm")]


def test_a_page_that_was_open_too_long_does_nothing_and_says_so(
    visit: Visitor, cleo: Member
) -> None:
    visit.send(JOIN, **TOLD)
    invite(cleo, "x@example.org")
    number = session.scalars(sa.select(Invitation.id)).one()
    for path in (f"{known().id}/bestaetigung", f"einladung/{number}/zuruecknehmen"):
        answer = making.post(visit, cleo, f"{DESK}/{path}")
        assert answer.status_code == 409
        assert "Diese Seite war lange offen." in answer.text
    assert known().confirmed_at is None
    assert session.query(Invitation).count() == 1


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


def test_joining_changes_only_what_it_asks_for(visit: Visitor) -> None:
    making.joining(Joining.APPROVAL)
    more = {"role": "administrator", "approved_at": "1", "confirmed_at": "1"}
    visit.send(JOIN, **TOLD, **more, youth="1", profile_for="everybody", invited="1")
    new = known()
    assert (new.role, new.approved_at, new.confirmed_at) == ("member", None, None)
    assert (new.youth, new.profile_for) == (False, "nobody")


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


def test_who_decides_second_learns_it_and_loses_nothing(
    visit: Visitor, cleo: Member, gil: Member
) -> None:
    path = f"{DESK}/{waits(visit).id}"
    old = {name: value or "" for name, value in typed(visit(path, gil).form())}
    old |= {"act": "decline", "message": REASON}
    visit.send(path, cleo, button=("act", "approve"))
    page = visit(path, gil, status=409, method="POST", data=old)
    assert "gerade jemand anderes freigeschaltet" in page.text
    assert REASON in page.text
    new = known()
    with transaction():
        session.delete(new)
    page = visit(path, gil, status=409, method="POST", data=old)
    assert "abgelehnt und gelöscht" in page.text


def test_confirming_by_hand_lets_in_who_has_confirmed_meanwhile(
    visit: Visitor, cleo: Member
) -> None:
    number = waits(visit).id
    with transaction():
        service.confirm(number, by=cleo)
    assert known().is_active
    assert letters()[-1] == (EMAIL, "approved")


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "x" * 9])
def test_a_letter_leads_back_to_pages_of_ours_alone(
    visit: Visitor, target: str
) -> None:
    visit.send(f"{JOIN}?weiter={target}", **TOLD)
    assert "weiter" not in last_letter()
    assert "evil" not in last_letter()


def test_a_long_way_back_is_left_out_of_the_letter(visit: Visitor) -> None:
    visit.send(f"{JOIN}?weiter=/{'x' * 500}", **TOLD)
    assert "weiter" not in last_letter()
