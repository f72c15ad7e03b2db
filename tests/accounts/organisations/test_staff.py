"""What staff do with organisations: let them in, hide them, name owners."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.organisations import service
from forum.accounts.organisations.models import (
    Belonging,
    Organisation,
    Part,
    Standing,
)
from forum.core.db import session, transaction
from tests.accounts.letters import letters
from tests.accounts.organisations import making
from tests.visitor import Visitor

FILLED = {
    "name": "Heckenverein Raesfeld",
    "kind": "verein",
    "place": "raesfeld",
    "contact_function": "Vorstand",
}


def test_staff_hide_one_and_say_why(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    made = making.organisation(ada)
    path = f"/redaktion/organisationen/{made.id}/ausblendung"
    for other in (ada, dan):
        visit(path, other, status=403)
        visit("/redaktion/organisationen", other, status=403)
    visit.send(path, cleo, action=path, status=422, reason="")
    visit.send(path, cleo, action=path, reason="Diesen Betrieb gibt es nicht.")
    visit(making.address(made), status=404)
    assert letters() == [("ada@example.org", "hidden")]
    assert "Organisation ausgeblendet" in visit("/redaktion/protokoll", cleo).text


def test_staff_name_an_owner_where_there_is_none(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    with transaction():
        session.execute(sa.delete(Belonging))
    assert "Stelle vakant" in visit("/redaktion/organisationen", cleo).text
    path = f"/redaktion/organisationen/{made.id}/zustaendige"
    visit(path, ada, status=403)
    page = visit.send(path, cleo, action=path, status=422, person="Niemand")
    assert "Niemand Aktives hat diesen Anzeigenamen" in page.text
    visit.send(path, cleo, action=path, person="ben  WISSING")
    assert making.parts(made) == {ben.id: Part.OWNER}
    assert letters() == [("ben@example.org", "named")]
    assert "Stelle vakant" not in visit("/redaktion/organisationen", cleo).text


def test_staff_hear_of_a_new_one(visit: Visitor, ada: Member, cleo: Member) -> None:
    visit.send("/partner/neu", ada, action="/partner/neu", **FILLED)
    assert letters() == [("cleo@example.org", "new")]
    for number in range(4):
        told = FILLED | {"name": f"Verein {number}"}
        visit.send("/partner/neu", ada, action="/partner/neu", **told)
    assert len(letters()) == 3


def test_the_list_of_the_staff_has_pages(
    visit: Visitor, ada: Member, cleo: Member, statements: list[str]
) -> None:
    costs = []
    for number in range(51):
        making.organisation(ada, f"Organisation {number:02}")
        if number in (2, 50):
            statements.clear()
            visit("/redaktion/organisationen", cleo)
            costs.append(len(statements))
    assert costs[0] == costs[1]
    page = visit("/redaktion/organisationen?seite=2", cleo)
    assert "Organisation 50" in page.text
    assert "Organisation 49" not in page.text


@pytest.mark.parametrize("act", ["approve", "hide"])
def test_two_who_decide_at_once_send_one_letter(
    app: Flask, ada: Member, cleo: Member, gil: Member, act: str
) -> None:
    state = Standing.WAITING if act == "approve" else Standing.PUBLIC
    number, start = making.organisation(ada, state=state).id, Barrier(2)

    def decide(by: int) -> None:
        with app.app_context():
            start.wait()
            with transaction():
                made = session.get_one(Organisation, number)
                staff = session.get_one(Member, by)
                if act == "approve":
                    service.approve(made, by=staff)
                else:
                    service.hide(made, "Diesen Betrieb gibt es nicht.", by=staff)

    staff = [cleo.id, gil.id]
    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(decide, staff))
    assert [address for address, _name in letters()] == ["ada@example.org"]
