"""Joining as the alliance wants it: open, or after a look of the staff."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.joining import service
from forum.accounts.joining.models import Invitation
from forum.accounts.members.models import Member
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from forum.site.settings import Joining
from tests.accounts import making
from tests.accounts.letters import letters, link
from tests.accounts.members.ways import (
    DESK,
    EMAIL,
    JOIN,
    PASSWORD,
    REASON,
    TOLD,
    acts,
    invite,
    known,
    mia,
    waits,
)
from tests.pages import typed
from tests.visitor import Visitor


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


def test_joining_changes_only_what_it_asks_for(visit: Visitor) -> None:
    making.joining(Joining.APPROVAL)
    more = {"role": "administrator", "approved_at": "1", "confirmed_at": "1"}
    visit.send(JOIN, **TOLD, **more, youth="1", profile_for="everybody", invited="1")
    new = known()
    assert (new.role, new.approved_at, new.confirmed_at) == ("member", None, None)
    assert (new.youth, new.profile_for) == (False, "nobody")


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
