"""The log shows every act, and nobody changes a line of it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.accounts.members.service import set_role
from forum.accounts.organisations.activities import OrganisationHidden
from forum.accounts.organisations.models import Standing
from forum.core.activities import Activity, ActivityRow, record
from forum.core.clock import now
from forum.core.db import db, session, transaction
from forum.editorial.tickets.activities import TicketAnswered
from forum.entries.activities import EntrySubmitted
from forum.entries.models import State
from forum.moderation.log.acts import ACTS
from forum.moderation.log.queries import Wanted, acts
from forum.moderation.offers.activities import OfferAnswered
from forum.moderation.queue.activities import EntryApproved
from forum.moderation.queue.service import Filing, file
from tests.accounts.organisations import making as organisations
from tests.moderation import making
from tests.moderation.test_decisions import goal
from tests.visitor import Visitor


def kinds(kind: type[Activity]) -> Iterator[type[Activity]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


def test_every_act_of_the_staff_has_words(app: object) -> None:
    """Those that only others are made from are never recorded themselves."""
    ours = [one for one in kinds(Activity) if one.__module__.startswith("forum.")]
    audited = {one.__name__ for one in ours if one.audited}
    families = {one.__name__ for one in ours if one.__subclasses__()}
    assert audited - families == set(ACTS)


def test_the_log_tells_who_did_what(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, gil: Member
) -> None:
    number = goal("Sonnenstrom", dan)
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    with transaction():
        file(project, Filing(goals=[number]), cleo)
        set_role(session.get_one(Member, ada.id), Role.EDITOR, by=gil)
    page = visit("/redaktion/protokoll", cleo)
    for words in (
        gil.display_name,
        "Rolle geändert: Redaktion",
        "Ziel zugeordnet",
        "Beitrag freigegeben",
        "Balkonsolar im Viertel, Sonnenstrom",
    ):
        assert words in page.text


def test_the_log_names_what_is_no_entry(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, gil: Member
) -> None:
    shown = organisations.organisation(ada, "Hof Sonnenberg")
    closed = organisations.organisation(ada, "Alter Verein", Standing.CLOSED)
    with transaction():
        for one in (shown, closed):
            record(OrganisationHidden(by=cleo.id, organisation=one.id))
        record(TicketAnswered(by=dan.id, ticket=7, step=1))
        record(OfferAnswered(by=gil.id, offer=3, answer="taken"))
    text = visit("/redaktion/protokoll", gil).text
    for words in ("Hof Sonnenberg", "Alter Verein", "Meldung B-7", "Angebot 3"):
        assert words in text
    text = visit("/redaktion/protokoll", dan).text
    assert "Hof Sonnenberg" in text
    assert "Alter Verein" not in text  # editors do not look after organisations


def test_the_log_can_be_searched(ada: Member, cleo: Member, gil: Member) -> None:
    first = making.project(ada, "Wallhecke", state=State.PUBLISHED, by=cleo)
    making.project(ada, "Lastenrad", state=State.REJECTED, by=gil)
    found = [act.title for act in acts(Wanted(by=gil.id), 1, gil).items]
    assert found == ["Beitrag abgelehnt"]
    found = [act.title for act in acts(Wanted(entry=first.id), 1, gil).items]
    assert found == ["Beitrag freigegeben"]
    assert acts(Wanted(name="EntryHidden"), 1, gil).items == []
    assert [act.member for act in acts(Wanted(), 1, gil).items] == [gil, cleo]


@pytest.mark.parametrize(
    "query", ["wer=abc&was=<b>&beitrag=9999999999", "seite=0&beitrag=²", "seite=999"]
)
def test_nonsense_in_the_address_is_harmless(
    query: str, visit: Visitor, cleo: Member
) -> None:
    visit(f"/redaktion/protokoll?{query}", cleo)


def test_somebody_who_is_gone_stays_a_number(visit: Visitor, cleo: Member) -> None:
    with transaction():
        record(EntryApproved(by=4711, entry=12, decision=1))
        record(EntryApproved(by=None, entry=13, decision=2))
    text = visit("/redaktion/protokoll", cleo).text
    assert "Nummer 4711 (ehemals Redaktion)" in text
    assert "Beitrag 12" in text
    assert "Von selbst oder über die Befehlszeile" in text


def test_fifty_acts_a_page_at_one_cost(
    visit: Visitor, cleo: Member, statements: list[str]
) -> None:
    costs = []
    for most in (3, 60):
        with transaction():
            for number in range(most):
                record(EntryApproved(by=cleo.id, entry=number, decision=number))
        statements.clear()
        visit("/redaktion/protokoll", cleo)
        costs.append(len(statements))
    assert costs[0] == costs[1]
    assert "1 2" in visit("/redaktion/protokoll", cleo).text.replace("Seite ", "")


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE activity SET name = 'Nichts'",
        "UPDATE activity SET audited = false",
        "DELETE FROM activity",
    ],
)
def test_the_database_refuses_to_change_the_log(command: str, cleo: Member) -> None:
    with transaction():
        record(EntryApproved(by=cleo.id, entry=1, decision=1))
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), transaction():
        session.execute(sa.text(command))
    assert making.acts() == ["EntryApproved"]


def test_what_is_not_audited_may_go(cleo: Member) -> None:
    with transaction():
        record(EntrySubmitted(by=cleo.id, entry=1))
    with transaction():
        session.execute(sa.text("DELETE FROM activity WHERE NOT audited"))
    assert session.scalar(sa.select(sa.func.count(ActivityRow.id))) == 0


def test_an_act_cannot_be_replaced(cleo: Member) -> None:
    with transaction():
        record(EntryApproved(by=cleo.id, entry=1, decision=1))
        number = session.scalar(sa.select(ActivityRow.id))
    row = {"id": number, "name": "Nichts", "at": now(), "audited": False, "details": {}}
    replace = sa.insert(ActivityRow.__table__).values(row)
    if db.engine.dialect.name == "sqlite":
        replace = replace.prefix_with("OR REPLACE")
    with pytest.raises(sa.exc.DatabaseError), transaction():
        session.execute(replace)
    assert making.acts() == ["EntryApproved"]
