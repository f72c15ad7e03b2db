"""What the worker does, what a copy holds, and what is left when a member goes."""

from datetime import timedelta

import sqlalchemy as sa

from forum.accounts.members import demo as people
from forum.accounts.members.models import Member
from forum.accounts.organisations import demo, janitor, privacy
from forum.accounts.organisations.feature import feature
from forum.accounts.organisations.models import (
    KINDS,
    Organisation,
    OrganisationInvitation,
    Part,
)
from forum.core.activities import run_jobs
from forum.core.clock import at, now
from forum.core.db import Base, session, transaction
from tests.accounts.letters import letters
from tests.accounts.organisations import making
from tests.visitor import Visitor

YEAR = timedelta(days=366)


def test_once_a_year_owners_are_asked(ada: Member, ben: Member, eve: Member) -> None:
    with at(now() - YEAR):
        made = making.organisation(ada)
    making.person(made, ben, Part.OWNER)
    making.person(made, eve)
    making.organisation(eve, "Gerade bestätigt")
    for _time in range(2):
        janitor.ask_to_confirm()
    asked = [("ada@example.org", "still_true"), ("ben@example.org", "still_true")]
    assert letters() == asked
    with at(now() + 2 * YEAR), transaction():
        session.get_one(Organisation, made.id).confirmed_at = now()
    with at(now() + 4 * YEAR):
        janitor.ask_to_confirm()
    assert len(letters()) > len(asked)


def test_invitations_are_forgotten(ada: Member) -> None:
    made = making.organisation(ada)
    for email, days in (("old@example.org", 45), ("new@example.org", 43)):
        with at(now() - timedelta(days=days)):
            making.invite(made, email, ada)
    [rule] = feature.rules
    rule.does()
    assert [one.email for one in making.invitations()] == ["new@example.org"]


def test_a_member_goes_and_leaves_no_trace(ada: Member, ben: Member) -> None:
    made = making.organisation(
        ada, contact_person="ben  wissing", contact_email="Ben@example.org"
    )
    making.person(made, ben)
    making.invite(made, "ben@example.org", ada)
    other = making.organisation(ben, "Bens Laden")
    making.invite(other, "eve@example.org", ben)
    with transaction():
        privacy.forget(ben)
    assert making.parts(made) == {ada.id: Part.OWNER}
    assert making.parts(other) == {}
    left = session.get_one(Organisation, made.id)
    assert (left.contact_person, left.contact_email) == ("", "")
    [invited] = making.invitations()
    assert (invited.email, invited.invited_by) == ("eve@example.org", None)


def test_if_the_last_owner_goes_staff_get_a_letter(
    ada: Member, ben: Member, cleo: Member, dan: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    with transaction():
        privacy.forget(ada)
    run_jobs()
    assert letters() == [("cleo@example.org", "vacant")]
    assert feature.checks[0]() == ["Nobody answers for organisation: Holzbau Beispiel"]


def test_if_another_owner_stays_nobody_is_told(
    ada: Member, ben: Member, cleo: Member
) -> None:
    made = making.organisation(ada)
    making.person(made, ben, Part.OWNER)
    with transaction():
        privacy.forget(ada)
    run_jobs()
    assert letters() == []
    assert feature.checks[0]() == []


def test_a_copy_holds_what_is_theirs(ada: Member, ben: Member) -> None:
    made = making.organisation(ada)
    making.person(made, ben)
    making.invite(made, "ben@example.org", ada)
    counted = {
        who.display_name: [
            session.scalar(
                sa.select(sa.func.count()).select_from(one.model).where(one.of(who.id))
            )
            for one in feature.kept
        ]
        for who in (ada, ben)
    }
    assert counted == {"Ada Terhorst": [1, 1], "Ben Wissing": [1, 1]}
    columns = set(Base.metadata.tables[OrganisationInvitation.__tablename__].c.keys())
    assert set(feature.kept[1].without) < columns


def test_the_demo_has_organisations_of_every_kind(visit: Visitor) -> None:
    with transaction():
        people.demo()
        demo.demo()
    shown = session.scalars(sa.select(Organisation)).all()
    assert {one.kind for one in shown} == set(KINDS.codes)
    assert len({one.place for one in shown}) > 9
    assert sum(one.is_public for one in shown) == 15
    assert all(one.demo and one.initials for one in shown)
    assert "Holzbau Terbeck" in visit("/partner?q=Holzbau").text
    janitor.ask_to_confirm()
    assert {name for _address, name in letters()} == {"approved", "new"}
