"""Members whom the staff confirm, and who gets which role."""

import pytest

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid
from forum.moderation.queue import service
from tests import make
from tests.moderation import making
from tests.visitor import Visitor

URL = "/redaktion/mitglieder"


def unconfirmed() -> Member:
    member = make.member("Nele Neu", email="nele@example.org")
    with transaction():
        member.confirmed_at = None
    return member


def test_a_member_is_confirmed_by_hand(
    visit: Visitor, cleo: Member, dan: Member
) -> None:
    nele = unconfirmed()
    action = f"{URL}/{nele.id}/bestaetigung"
    assert "Nele Neu" not in visit(URL, dan).text
    page = visit.send(URL, cleo, action=action)
    assert page.location.endswith(URL)
    text = visit(URL, cleo).text
    assert "Nele Neu ist bestätigt und kann sich anmelden." in text
    assert session.get_one(Member, nele.id).confirmed_at is not None
    assert making.acts() == ["MemberConfirmed"]
    visit(f"{URL}/4711/bestaetigung", cleo, status=405)


def test_administrators_give_roles(visit: Visitor, ada: Member, gil: Member) -> None:
    action = f"{URL}/rolle"
    page = visit.send(URL, gil, action=action, name="Ada Terhorst", role="editor")
    assert page.location.endswith(URL)
    assert "Ada Terhorst hat jetzt die Rolle Redaktion." in visit(URL, gil).text
    assert session.get_one(Member, ada.id).role is Role.EDITOR
    assert making.acts() == ["RoleChanged"]


@pytest.mark.parametrize("name", ["Niemand", "Gil", ""])
def test_a_name_that_cannot_be(name: str, visit: Visitor, gil: Member) -> None:
    name = gil.display_name if name == "Gil" else name
    action = f"{URL}/rolle"
    page = visit.send(URL, gil, action=action, status=422, name=name, role="editor")
    assert name in page.html
    assert session.get_one(Member, gil.id).role is Role.ADMINISTRATOR


def test_nobody_else_gives_roles(ada: Member, cleo: Member, gil: Member) -> None:
    for by in (ada, cleo):
        with pytest.raises(Forbidden), transaction():
            service.give_role("Ada Terhorst", Role.ADMINISTRATOR, by)
    with pytest.raises(Invalid), transaction():
        service.give_role(gil.display_name, Role.MEMBER, gil)


def test_the_doors_are_closed_to_members(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    nele = unconfirmed()
    for door in (f"{URL}/{nele.id}/bestaetigung", f"{URL}/4711/bestaetigung"):
        assert visit.browser(ada).post(door).status_code == 403
    for somebody in (ada, cleo):
        assert visit.browser(somebody).post(f"{URL}/rolle").status_code == 403


def test_the_form_is_for_administrators(visit: Visitor, cleo: Member) -> None:
    assert "Rolle ändern" not in visit(URL, cleo).text


def test_a_page_that_was_open_too_long_does_nothing_and_says_so(
    visit: Visitor, cleo: Member
) -> None:
    nele = unconfirmed()
    answer = visit.browser(cleo).post(f"{URL}/{nele.id}/bestaetigung")
    assert answer.status_code == 409
    assert "Diese Seite war lange offen." in answer.get_data(as_text=True)
    assert session.get_one(Member, nele.id).confirmed_at is None
