"""People of an organisation: invited, joining, changing hands, leaving."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    Part,
)
from forum.accounts.organisations.people import service
from forum.core.clock import now
from forum.core.db import release, session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.core.mail import Letter
from tests.accounts.letters import letters
from tests.accounts.organisations import making
from tests.visitor import Visitor

OWNER, EDITOR = Part.OWNER, Part.EDITOR


def test_two_people_of_one_club_change_hands(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    page = making.people_of(made)
    visit.send(page, ada, action=page, email="ben@example.org", part="editor")
    assert letters() == [("ben@example.org", "invitation")]
    path = making.link()
    visit.send(path, ben, action=path)
    assert making.parts(made) == {ada.id: OWNER, ben.id: EDITOR}
    theirs = making.of(made, ben)
    assert theirs is not None
    over = f"/partner/{made.id}/uebergabe"
    visit.send(over, ada, action=over, person=str(theirs.id))
    assert making.parts(made) == {ada.id: EDITOR, ben.id: OWNER}
    visit(over, ada, status=403)
    mine = making.of(made, ada)
    assert mine is not None
    leave = f"{page}/{mine.id}/ende"
    assert visit.send(leave, ada, action=leave).location == "/konto"
    assert making.parts(made) == {ben.id: OWNER}
    visit(page, ada, status=403)


def test_each_says_how_one_is_called_and_seen(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    theirs = making.person(made, ben)
    path = f"{making.people_of(made)}/{theirs.id}"
    visit.send(path, ben, action=path, title="Werkstatt", shown="y")
    assert "Werkstatt" in visit(making.address(made)).text
    visit.send(path, ada, action=path, part="owner")  # the owner changes rights
    assert making.parts(made)[ben.id] is OWNER


def test_editors_change_nobody(visit: Visitor, ada: Member, ben: Member) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    mine = making.of(made, ada)
    assert mine is not None
    for path in (f"/{mine.id}", f"/{mine.id}/ende"):
        visit(making.people_of(made) + path, ben, status=403)
    with pytest.raises(Forbidden), transaction():
        service.set_part(made, mine, EDITOR, by=ben)


def test_somebody_of_another_organisation_is_not_here(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made, other = making.organisation(ada), making.organisation(ben, "Andere")
    theirs = making.of(other, ben)
    assert theirs is not None
    visit(f"{making.people_of(made)}/{theirs.id}/ende", ada, status=404)
    path = making.invite(other, "eve@example.org", ben)
    assert path
    [invited] = making.invitations()
    away = f"/partner/{made.id}/einladungen/{invited.id}/ende"
    visit(away, ada, status=404, method="POST")
    over = f"/partner/{made.id}/uebergabe"
    assert "Laden Sie zuerst jemanden ein" in visit(over, ada).text


def test_the_last_owner_stays_until_it_is_handed_over(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    mine = making.of(made, ada)
    assert mine is not None
    leave = f"{making.people_of(made)}/{mine.id}/ende"
    page = visit.send(leave, ada, action=leave, status=409)
    assert "Jemand muss zuständig bleiben." in page.text
    with pytest.raises(Refusal), transaction():
        service.set_part(made, mine, EDITOR, by=ada)
    over = f"/partner/{made.id}/uebergabe"
    visit.send(over, ada, action=over, status=422, person=str(mine.id))
    assert making.parts(made) == {ada.id: OWNER, ben.id: EDITOR}


def _leave(app: Flask, organisation: int, member: int) -> bool:
    """One request of its own: a session, a transaction, a thread."""
    with app.app_context():
        try:
            with transaction():
                who = session.get_one(Member, member)
                made = session.get_one(Organisation, organisation)
                mine = session.scalars(
                    sa.select(Belonging).where(Belonging.member_id == member)
                ).one()
                service.take_out(made, mine, by=who)
        except Refusal:
            return False
        return True


@pytest.mark.parametrize("_round", range(3))
def test_two_owners_who_leave_at_once_do_not_leave_none(
    app: Flask, ada: Member, ben: Member, _round: int
) -> None:
    made = making.organisation(ada)
    making.person(made, ben, OWNER)
    number, owners = made.id, (ada.id, ben.id)
    release()
    with ThreadPoolExecutor(2) as pool:
        left = list(pool.map(lambda one: _leave(app, number, one), owners))
    assert sorted(left) == [False, True]
    assert list(making.parts(made).values()) == [OWNER]


def test_whom_it_is_handed_over_to_gets_a_letter(ada: Member, ben: Member) -> None:
    made = making.organisation(ada)
    theirs = making.person(made, ben)
    with transaction():
        service.hand_over(made, theirs, by=ada)
    assert letters() == [("ben@example.org", "handed_over")]
    assert "Ada Terhorst hat Ihnen" in session.scalars(sa.select(Letter)).one().text


def test_who_is_blocked_answers_for_nothing(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    theirs = making.person(made, ben, OWNER)
    with transaction():
        ben.blocked_at = now()
    over = f"/partner/{made.id}/uebergabe"
    assert "Laden Sie zuerst jemanden ein" in visit(over, ada).text
    with pytest.raises(Invalid), transaction():
        service.hand_over(made, theirs, by=ada)
    mine = making.of(made, ada)
    assert mine is not None
    with pytest.raises(Refusal), transaction():
        service.take_out(made, mine, by=ada)
    with transaction():
        session.delete(mine)
    assert "Stelle vakant" in visit("/redaktion/organisationen", cleo).text


def test_who_is_taken_out_gets_a_letter_and_who_leaves_none(
    visit: Visitor, ada: Member, ben: Member, eve: Member
) -> None:
    made = making.organisation(ada)
    for member, by in ((ben, ada), (eve, eve)):
        theirs = making.person(made, member)
        path = f"{making.people_of(made)}/{theirs.id}/ende"
        visit.send(path, by, action=path)
    assert making.parts(made) == {ada.id: OWNER}
    assert letters() == [("ben@example.org", "taken_out")]
