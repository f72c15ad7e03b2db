"""Being invited to an organisation: bound to an address, in time, once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.organisations.models import (
    OrganisationInvitation,
    Part,
    Standing,
)
from forum.accounts.organisations.people import service
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from tests.accounts.letters import letters
from tests.accounts.organisations import making
from tests.visitor import Visitor

OWNER, EDITOR = Part.OWNER, Part.EDITOR


def test_who_is_no_member_is_led_to_join_and_finds_it_in_the_account(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "BEN@example.org", ada)
    page = visit(path)
    ways = [url for _words, url in page.links]
    assert f"/anmelden?weiter={path}" in ways
    assert f"/mitglied-werden?weiter={path}" in ways
    assert "BEN@" not in page.html
    [invited] = making.invitations()
    account = visit("/konto", ben)
    assert f"/partner/einladungen/{invited.id}" in [url for _name, url in account.links]
    here = f"/partner/einladungen/{invited.id}"
    visit(here, ada, status=404)
    visit.send(here, ben, action=here)
    assert making.parts(made)[ben.id] is EDITOR


def test_an_invitation_is_bound_to_its_address(
    visit: Visitor, ada: Member, ben: Member, eve: Member
) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "ben@example.org", ada)
    assert "an eine andere Adresse" in visit(path, eve).text
    [invited] = making.invitations()
    with pytest.raises(Forbidden), transaction():
        service.accept(invited.id, by=eve)
    with transaction():
        ben.confirmed_at = None
    with pytest.raises(Forbidden), transaction():
        service.accept(invited.id, by=ben)
    assert making.parts(made) == {ada.id: OWNER}


def test_an_invitation_is_good_once(visit: Visitor, ada: Member, ben: Member) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "ben@example.org", ada)
    visit.send(path, ben, action=path)
    assert "gilt nicht mehr" in visit(path, ben, status=400).text
    assert "gilt nicht mehr" in visit(f"{path}x", status=400).text
    assert making.invitations() == []


def test_an_invitation_ends_after_two_weeks(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    with at(now() - timedelta(days=14)):
        path = making.invite(made, "ben@example.org", ada)
    for who in (None, ben):
        assert "Diese Einladung ist abgelaufen." in visit(path, who, status=400).text
    assert "Abgelaufen" in visit(making.people_of(made), ada).text
    [invited] = making.invitations()
    with pytest.raises(Refusal), transaction():
        service.accept(invited.id, by=ben)
    again = f"/partner/{made.id}/einladungen/{invited.id}/erneut"
    visit.send(making.people_of(made), ada, action=again)
    assert visit(path, status=400)  # the older letter opens nothing any more
    new = making.link()
    visit.send(new, ben, action=new)
    assert making.parts(made)[ben.id] is EDITOR


def test_a_withdrawn_invitation_opens_nothing(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "ben@example.org", ada)
    [invited] = making.invitations()
    away = f"/partner/{made.id}/einladungen/{invited.id}/ende"
    visit.send(making.people_of(made), ada, action=away)
    assert "zurückgezogen" in visit(path, ben, status=400).text


def test_the_table_holds_no_token(ada: Member) -> None:
    made = making.organisation(ada)
    token = making.invite(made, "ben@example.org", ada).rpartition("/")[2]
    [invited] = making.invitations()
    assert token not in str(vars(invited))
    assert len(invited.digest) == 64


def test_nobody_learns_whether_an_address_is_known(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    page = making.people_of(made)
    answers = set()
    for email in ("niemand@example.org", "ben@example.org"):
        visit.send(page, ada, action=page, email=email, part="editor")
        answers.add(visit(page, ada).text.count("Die Einladung ist unterwegs."))
    assert answers == {1}
    path = making.link()
    visit.send(path, ben, action=path)
    assert making.parts(made)[ben.id] is EDITOR


def test_only_owners_of_public_ones_invite(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    assert "Jemanden einladen" not in visit(making.people_of(made), ben).text
    for by in (ben, cleo):
        with pytest.raises(Forbidden), transaction():
            service.invite(made, "x@example.org", EDITOR, by=by)
    waiting = making.organisation(ada, "Noch nicht", Standing.WAITING)
    assert "Sobald wir Ihre Organisation" in visit(making.people_of(waiting), ada).text
    with pytest.raises(Forbidden), transaction():
        service.invite(waiting, "x@example.org", EDITOR, by=ada)
    page = making.people_of(made)
    answer = visit.send(page, ada, action=page, status=422, email="kein", part="x")
    assert answer.title.startswith("Fehler: ")


def test_one_address_does_not_get_letters_without_end(
    visit: Visitor, ada: Member
) -> None:
    made = making.organisation(ada)
    page = making.people_of(made)
    for minutes in (3, 2, 1):
        with at(now() - timedelta(minutes=minutes, seconds=1)):
            making.invite(made, "x@example.org", ada)
    answer = visit.send(
        page, ada, action=page, status=429, email="X@example.org", part="editor"
    )
    assert answer.response.headers["Retry-After"]
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Letter.id))) == 3
    assert len(making.invitations()) == 1


def _accept(app: Flask, invitation: int, member: int) -> bool:
    with app.app_context():
        try:
            with transaction():
                service.accept(invitation, by=session.get_one(Member, member))
        except Refusal:
            return False
        return True


def test_an_invitation_accepted_at_once_counts_once(
    app: Flask, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.invite(made, "ben@example.org", ada)
    number = session.scalars(sa.select(OrganisationInvitation.id)).one()
    by = ben.id
    session.rollback()
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: _accept(app, number, by), range(3)))
    assert sorted(done) == [False, False, True]
    assert making.parts(made) == {ada.id: OWNER, ben.id: EDITOR}


def test_what_was_accepted_meanwhile_is_neither_sent_again_nor_withdrawn(
    ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    making.invite(made, "ben@example.org", ada)
    [invited] = making.invitations()
    number = invited.id
    with transaction():
        service.accept(number, by=ben)
    for act in (service.send_again, service.withdraw):
        with pytest.raises(Refusal, match="inzwischen angenommen"), transaction():
            act(number, made, by=ada)
    assert letters() == [("ben@example.org", "invitation")]


@pytest.mark.parametrize("state", [Standing.HIDDEN, Standing.CLOSED])
def test_nobody_comes_to_one_that_is_not_to_be_seen(
    visit: Visitor, ada: Member, ben: Member, state: Standing
) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "ben@example.org", ada)
    [invited] = making.invitations()
    number = invited.id
    with transaction():
        made.state = state
    assert "gilt nicht mehr" in visit(path, ben, status=400).text
    with pytest.raises(Refusal), transaction():
        service.accept(number, by=ben)
    assert making.parts(made) == {ada.id: OWNER}


def test_a_newcomer_joins_and_is_back_at_the_invitation(
    visit: Visitor, ada: Member
) -> None:
    made = making.organisation(ada)
    path = making.invite(made, "neu@example.org", ada)
    join = next(url for name, url in visit(path).links if name == "Mitglied werden")
    told = {"display_name": "Neu Hier", "email": "neu@example.org", "actor": "verein"}
    kept = {"password": "Wallhecke im Morgentau", "rules": "y"}
    visit.send(join, status=422, **told)  # a mistake does not lose the way
    visit.send(join, **told, **kept)
    assert letters()[-1] == ("neu@example.org", "confirm")
    confirm = letter_link()
    visit.send(confirm, status=422, password="falsch")
    assert visit.send(confirm, password=kept["password"]).location == path
    visit.send(path, action=path)
    assert sorted(making.parts(made).values()) == [EDITOR, OWNER]


def letter_link() -> str:
    """The path of the first link in the last letter, with its question."""
    letter = session.scalars(sa.select(Letter).order_by(Letter.id.desc())).first()
    assert letter is not None
    found = re.search(r"http://localhost(/\S+)", letter.text)
    session.rollback()
    assert found is not None
    return found.group(1)


def test_a_second_click_sends_no_second_letter(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    made = making.organisation(ada)
    page = making.people_of(made)
    for _time in range(2):
        visit.send(page, ada, action=page, email="ben@example.org", part="owner")
    [invited] = making.invitations()
    again = f"/partner/{made.id}/einladungen/{invited.id}/erneut"
    visit.send(page, ada, action=again)
    assert letters() == [("ben@example.org", "invitation")]
    path = making.link()
    visit.send(path, ben, action=path)
    assert making.parts(made)[ben.id] is OWNER
