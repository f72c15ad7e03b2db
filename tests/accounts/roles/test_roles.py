"""Who may do what: the table, roles with their scope, and blocking."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.accounts.members.rights import MAY, RIGHTS, ROLES, Right, Role
from forum.accounts.members.service import Scope
from forum.accounts.roles import privacy, service
from forum.accounts.roles.models import Suspension
from forum.accounts.sessions.models import SignIn
from forum.core.activities import ActivityRow, run_jobs
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.core.mail import Letter
from tests import make
from tests.accounts import making
from tests.accounts.letters import letters
from tests.pages import typed
from tests.visitor import Visitor

URL = "/redaktion/rollen"
REASON = "Wiederholt Werbung trotz zweier Hinweise."


def acts() -> list[tuple[str, dict[str, object]]]:
    rows = session.scalars(
        sa.select(ActivityRow).where(ActivityRow.audited).order_by(ActivityRow.id)
    )
    return [(row.name, row.details) for row in rows]


def second_administrator() -> Member:
    return make.member("Hanna", email="hanna@example.org", role=Role.ADMINISTRATOR)


def test_the_page_shows_what_each_role_may(visit: Visitor, gil: Member) -> None:
    page = visit(URL, gil)
    table = page.tree.findall(".//table")[-1]
    rows = [
        ["".join(cell.itertext()).split() for cell in row] for row in table.iter("tr")
    ]
    assert len(rows) == len(RIGHTS) + 1
    found = {
        (role, right)
        for right, row in zip(RIGHTS, rows[1:], strict=True)
        for role, cell in zip(ROLES, row[1:], strict=True)
        if cell == ["ja"]
    }
    assert found == {(role, right) for role in Role for right in MAY[role]}


def test_the_staff_and_their_second_factor_are_listed(
    visit: Visitor, gil: Member, cleo: Member, dan: Member
) -> None:
    with transaction():
        dan.second_since = None
        cleo.scope_places = ["heek"]
    text = visit(URL, gil).text
    assert "Cleo Harms Moderation Heek Ja" in text
    assert "Dan Ostendarp Redaktion – Nein: Die Rolle gilt noch nicht" in text
    assert (f"{URL}/{gil.id}") not in [href for _, href in visit(URL, gil).links]


def test_a_role_is_given_by_name_with_a_scope(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    page = f"{URL}/{ada.id}"
    assert visit.send(URL, gil, name="ada TERHORST").location == page
    told = {"role": "moderator", "scope_places": ["heek", "legden"]}
    action = f"{page}/rolle"
    assert visit.send(page, gil, action=action, **told).location == page
    session.refresh(ada)
    assert (ada.role, ada.scope_places) == (Role.MODERATOR, ["heek", "legden"])
    changed = {
        "member": ada.id,
        "role": "moderator",
        "fields": [],
        "places": ["heek", "legden"],
    }
    assert acts() == [("RoleChanged", changed)]
    run_jobs()
    assert letters() == [("ada@example.org", "role")]
    assert "Rolle geändert: Moderation" in visit("/redaktion/protokoll", gil).text
    visit.send(page, gil, action=action, **told)
    assert len(acts()) == 1


def test_only_moderators_keep_a_scope(gil: Member, ada: Member) -> None:
    with transaction():
        service.give_role(ada, Role.EDITOR, gil, Scope(["energie"], ["heek"]))
    assert (ada.scope_fields, ada.scope_places) == ([], [])


def test_a_role_counts_at_the_next_request(
    app: Flask, visit: Visitor, gil: Member, cleo: Member
) -> None:
    visit("/redaktion", cleo)
    visit.send(f"{URL}/{cleo.id}", gil, action=f"{URL}/{cleo.id}/rolle", role="member")
    visit("/redaktion", cleo, status=302)  # signed out: who one is has changed
    again = Visitor(app)
    again("/redaktion", cleo, status=403)
    again("/konto", cleo)


@pytest.mark.parametrize(
    "told",
    [
        {"role": "king"},
        {"role": ""},
        {"role": "moderator", "scope_places": ["heek", "berlin"]},
        {"role": "moderator", "scope_fields": ["\0"]},
    ],
)
def test_what_is_no_role_is_not_given(
    visit: Visitor, gil: Member, ada: Member, told: dict[str, object]
) -> None:
    action = f"{URL}/{ada.id}/rolle"
    page = visit.send(f"{URL}/{ada.id}", gil, action=action, status=422, **told)
    assert page.title.startswith("Fehler: ")
    session.refresh(ada)
    assert (ada.role, acts()) == (Role.MEMBER, [])


@pytest.mark.parametrize("name", ["Niemand", "Gil Vennemann", ""])
def test_a_name_that_cannot_be(visit: Visitor, gil: Member, name: str) -> None:
    page = visit.send(URL, gil, status=422, name=name)
    assert name in page.html
    assert page.title.startswith("Fehler: ")


@pytest.mark.parametrize("who", ["ada", "cleo", "dan", "fay"])
def test_nobody_else_looks_after_roles(
    who: str, request: pytest.FixtureRequest, visit: Visitor, ben: Member
) -> None:
    by = request.getfixturevalue(who)
    before = making.row(ben)
    visit(URL, by, status=403)
    visit(f"{URL}/{ben.id}", by, status=403)
    for act in ("rolle", "sperren", "entsperren"):
        for number in (ben.id, by.id, 4711):
            where = f"{URL}/{number}/{act}"
            assert making.post(visit, by, where).status_code == 403
    with pytest.raises(Forbidden), transaction():
        service.give_role(ben, Role.ADMINISTRATOR, by)
    with pytest.raises(Forbidden), transaction():
        service.block(ben, REASON, by)
    with pytest.raises(Forbidden), transaction():
        service.unblock(ben, by)
    assert (making.row(ben), acts()) == (before, [])


def test_an_administrator_without_second_factor_gives_nothing(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    with transaction():
        gil.second_since = None
    visit(URL, gil, status=403)
    with pytest.raises(Forbidden), transaction():
        service.give_role(ada, Role.EDITOR, gil)


def test_nobody_changes_or_blocks_oneself(visit: Visitor, gil: Member) -> None:
    second_administrator()
    visit(f"{URL}/{gil.id}", gil, status=404)
    for act in ("rolle", "sperren", "entsperren"):
        assert making.post(visit, gil, f"{URL}/{gil.id}/{act}").status_code == 404
    with pytest.raises(Forbidden), transaction():
        service.give_role(gil, Role.MEMBER, gil)
    with pytest.raises(Forbidden), transaction():
        service.block(gil, REASON, gil)


@pytest.mark.parametrize("act", ["give", "block"])
def test_two_administrators_who_remove_each_other_do_not_both_succeed(
    app: Flask, gil: Member, act: str
) -> None:
    pair = [gil.id, second_administrator().id]
    start = Barrier(2)

    def remove(by: int) -> bool:
        other = next(one for one in pair if one != by)
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    admin, someone = (
                        session.get_one(Member, one) for one in (by, other)
                    )
                    if act == "give":
                        service.give_role(someone, Role.MEMBER, admin)
                    else:
                        service.block(someone, REASON, admin)
            except (Forbidden, Refusal):
                return False
            return True

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(remove, pair)) == [False, True]
    left = [session.get_one(Member, one) for one in pair]
    assert sum(one.is_active and one.may(Right.ROLES) for one in left) == 1


def test_a_blocked_member_reads_why_and_is_out_at_once(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    visit("/konto", ada)
    page = f"{URL}/{ada.id}"
    visit.send(page, gil, action=f"{page}/sperren", reason=REASON)
    visit("/konto", ada, status=302)
    run_jobs()
    assert letters() == [("ada@example.org", "blocked")]
    letter = session.scalars(sa.select(Letter)).one()
    assert REASON in letter.text
    assert "sechs Monaten" in letter.text
    assert REASON in visit(page, gil).text
    assert "Ada Terhorst" in visit(URL, gil).text
    number = session.scalars(sa.select(Suspension.id)).one()
    assert acts() == [("MemberBlocked", {"member": ada.id, "suspension": number})]
    visit.send(page, gil, action=f"{page}/entsperren")
    run_jobs()
    assert letters()[-1] == ("ada@example.org", "unblocked")
    session.refresh(ada)
    assert ada.is_active
    assert session.query(SignIn).filter_by(member_id=ada.id).count() == 0
    assert session.query(Suspension).filter_by(ended_at=None).count() == 0


@pytest.mark.parametrize("reason", ["", "\u200b", "x" * 1001])
def test_nobody_is_blocked_without_a_reason(
    visit: Visitor, gil: Member, ada: Member, reason: str
) -> None:
    page = f"{URL}/{ada.id}"
    found = visit.send(page, gil, action=f"{page}/sperren", status=422, reason=reason)
    assert found.title.startswith("Fehler: ")
    session.refresh(ada)
    assert ada.blocked_at is None
    with pytest.raises(Invalid), transaction():
        service.block(ada, "", gil)


def test_blocking_twice_is_blocking_once(gil: Member, ada: Member) -> None:
    for _ in range(2):
        with transaction():
            service.block(ada, REASON, gil)
    for _ in range(2):
        with transaction():
            service.unblock(ada, gil)
    assert [name for name, _ in acts()] == ["MemberBlocked", "MemberUnblocked"]


def test_young_members_are_blocked_but_get_no_role(gil: Member, visit: Visitor) -> None:
    school = make.member("Schule", email="schule@example.org", actor="schule")
    child = making.youth(school)
    with pytest.raises(Invalid), transaction():
        service.give_role(child, Role.EDITOR, gil)
    with transaction():
        service.block(child, REASON, gil)
    run_jobs()
    assert letters() == [("schule@example.org", "blocked")]
    assert "Rolle ändern" not in visit(f"{URL}/{child.id}", gil).text


def test_imported_authors_and_who_waits_are_not_looked_after(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    with transaction():
        old = make.members.author("Heimatverein")
        ada.approved_at = None
    for one in (old, ada):
        visit(f"{URL}/{one.id}", gil, status=404)


def test_a_proof_that_is_too_old_is_asked_for_again(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    path = f"{URL}/{ada.id}"
    form = visit(path, gil).form(f"{path}/rolle")
    assert form is not None
    with transaction():
        session.execute(sa.update(SignIn).values(sure_at=None))
    sent = {"role": "administrator"}
    answer = making.post(visit, gil, f"{path}/rolle", **sent)
    assert answer.status_code == 302
    session.refresh(ada)
    assert ada.role is Role.MEMBER


def test_after_the_proof_one_is_back_at_the_page_with_the_words_to_take_along(
    visit: Visitor, gil: Member, ada: Member
) -> None:
    """What can only be sent has no page to come back to."""
    path = f"{URL}/{ada.id}"
    for act, sent in (("rolle", {"role": "editor"}), ("sperren", {"reason": REASON})):
        with transaction():
            session.execute(sa.update(SignIn).values(sure_at=now()))
        token = dict(typed(visit(path, gil).form(f"{path}/{act}")))["csrf_token"]
        with transaction():
            session.execute(sa.update(SignIn).values(sure_at=None))
        page = visit(
            f"{path}/{act}",
            gil,
            status=302 if act == "rolle" else 403,
            method="POST",
            data=sent | {"csrf_token": token},
            headers={"Referer": f"http://localhost{path}"},
        )
        way = page.location or dict(page.links)["Weiter"]
        assert way == f"/konto/bestaetigen?weiter={path}"
        assert (REASON in page.html) == (act == "sperren")
    session.refresh(ada)
    assert (ada.role, ada.blocked_at) == (Role.MEMBER, None)


def test_why_somebody_was_blocked_goes_with_them(gil: Member, ada: Member) -> None:
    with transaction():
        service.block(ada, REASON, gil)
    with transaction():
        privacy.forget(gil)
    assert session.scalars(sa.select(Suspension.blocked_by)).one() is None
    with transaction():
        privacy.forget(ada)
    assert session.query(Suspension).count() == 0
