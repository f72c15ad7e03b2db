"""What is kept goes when its time is over, and a report says how much, not what."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.joining.models import Invitation
from forum.accounts.members import service as members
from forum.accounts.members.models import Member
from forum.accounts.organisations import service as organisation_service
from forum.accounts.organisations.models import OrganisationInvitation, Part, Standing
from forum.accounts.organisations.people import service as people
from forum.accounts.privacy.models import RuleReport
from forum.accounts.privacy.registry import registry
from forum.accounts.privacy.retention import keep
from forum.accounts.sessions import service as sessions
from forum.accounts.sessions.models import KnownDevice, SignIn
from forum.accounts.signin import keys
from forum.accounts.signin.models import MailKey, Purpose
from forum.commands import serving
from forum.core import limits, mail
from forum.core.activities import ActivityRow, Job, record
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.limits import Attempt
from forum.core.mail import FolderOutbox, Letter
from forum.editorial.tickets.models import Ticket, TicketState
from forum.entries.activities import EntrySaved
from forum.entries.models import Entry, Picture
from forum.projects import service as projects
from forum.web.manifest import Rule
from forum.web.panels import shown
from tests.accounts.organisations import making as organisations
from tests.editorial.tickets import making as barriers
from tests.projects import making
from tests.visitor import Visitor

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def join(ada: Member) -> None:
    members.join(members.Registration("Alt", "alt@example.org", "x", "buerger"))


def sign_in(ada: Member) -> None:
    sessions.begin(ada)


def know_device(ada: Member) -> None:
    session.add(KnownDevice(member_id=ada.id, device="Firefox, Android"))


def send_key(ada: Member) -> None:
    keys.give(ada, Purpose.UNDO, "ada@example.org")


def invite(ada: Member) -> None:
    told = {"email": "gast@example.org", "email_key": "gast@example.org"}
    session.add(Invitation(**told, language="de", invited_by=ada.id))


def invite_to_organisation(ada: Member) -> None:
    profile = organisations.profile()
    made = organisation_service.found(profile, by=ada)
    made.state = Standing.PUBLIC
    people.invite(made, "gast@example.org", Part.EDITOR, by=ada)


def try_often(ada: Member) -> None:
    limits.count(limits.Limit("test", 3), "ada")


def write(ada: Member) -> None:
    mail.write("signin/mail/changed", "ada@example.org", "de", name="Ada")


def send(ada: Member) -> None:
    write(ada)
    session.flush()
    session.execute(sa.update(Letter).values(sent_at=now(), due_at=None))


def give_up(ada: Member) -> None:
    write(ada)
    session.flush()
    session.execute(sa.update(Letter).values(due_at=None))


def lose(ada: Member) -> None:
    session.add(Job(listener="gone", activity="Gone", values={}, due_at=now()))


def save(ada: Member) -> None:
    record(EntrySaved(by=ada.id, entry=1))
    session.execute(sa.delete(Job))


def hang(ada: Member) -> None:
    session.add(Picture(owner_id=ada.id, digest="0" * 64, width=1, height=1))


def report(ada: Member) -> None:
    session.add(RuleReport(rule="some", day=now(), count=3))


TIMES = {  # what is made, its table, and the last moment at which it is still there
    "registration": (join, Member, 7 * DAY),
    "sign-in": (sign_in, SignIn, 12 * HOUR),
    "device": (know_device, KnownDevice, 180 * DAY),
    "key in a letter": (send_key, MailKey, 72 * HOUR),
    "invitation": (invite, Invitation, 14 * DAY),
    "invitation to an organisation": (
        invite_to_organisation,
        OrganisationInvitation,
        (14 + 30) * DAY,
    ),
    "attempt": (try_often, Attempt, HOUR),
    "letter": (send, Letter, 7 * DAY),
    "letter given up": (give_up, Letter, 32 * DAY),
    "job": (lose, Job, 30 * DAY),
    "history": (save, ActivityRow, 365 * DAY),
    "waiting picture": (hang, Picture, 24 * HOUR),
    "report": (report, RuleReport, 730 * DAY),
}
MOMENT = timedelta(minutes=1)


@pytest.mark.parametrize("name", TIMES)
def test_it_goes_when_its_time_is_over(app: Flask, ada: Member, name: str) -> None:
    make_it, table, life = TIMES[name]
    begin = now()
    before = _count(table)
    with at(begin), transaction():
        make_it(session.get_one(Member, ada.id))
        if name == "registration":
            session.flush()
            session.execute(sa.delete(Letter))
            session.execute(sa.delete(Job))
    with at(begin + life - MOMENT):
        _keep_all()
        assert _count(table) == before + 1
    with at(begin + life + MOMENT):
        _keep_all()
    assert _count(table) - _reports(table) == before


def _count(table: type) -> int:
    found = session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    session.rollback()
    return int(found)


def _reports(table: type) -> int:
    """Reports about this very run are no leftovers."""
    return _count(RuleReport) if table is RuleReport else 0


def _keep_all() -> None:
    assert None not in serving.each_alone(serving.routines())


def test_the_log_is_never_forgotten(app: Flask, ada: Member) -> None:
    with transaction():
        members.set_role(ada, members.Role.EDITOR, by=None)
    with at(now() + 4000 * DAY):
        _keep_all()
    assert _count(ActivityRow) == 1


def test_letters_that_are_files_go_after_a_week(app: Flask, tmp_path: Path) -> None:
    app.extensions["office"].outbox = FolderOutbox(tmp_path, say=lambda _: None)
    with transaction():
        mail.write("signin/mail/changed", "ada@example.org", "de", name="Ada")
    mail.send_due()
    with at(now() + 6 * DAY):
        assert mail.forget_files() == 0
    with at(now() + 8 * DAY):
        assert mail.forget_files() == 1
    assert list(tmp_path.iterdir()) == []


def test_what_its_author_deleted_is_emptied_after_a_month(ada: Member) -> None:
    project = making.project(ada, title="Versehen")
    number = project.id
    with transaction():
        projects.delete(project, by=ada)
    _keep_all()
    assert session.get_one(Entry, number).title == "Versehen"
    session.rollback()
    with at(now() + 31 * DAY):
        _keep_all()
    emptied = session.get_one(Entry, number)
    assert (emptied.title, emptied.source, emptied.author_id) == ("", "", None)


def test_a_report_tells_rule_day_and_count_alone(app: Flask, ada: Member) -> None:
    for name in ("eins", "zwei"):
        with transaction():
            members.join(
                members.Registration(name, f"{name}@example.org", "x", "buerger")
            )
    with at(now() + 8 * DAY):
        _keep_all()
        _keep_all()
        rows = session.scalars(sa.select(RuleReport)).all()
        today = now().replace(hour=0, minute=0, second=0, microsecond=0)
        told = {one.rule: (one.day, one.count) for one in rows}
    name = "forum.accounts.members.janitor.forget_unconfirmed"
    assert told[name] == (today, 2)
    assert set(RuleReport.__table__.c.keys()) == {"rule", "day", "count"}


def test_every_rule_says_how_much_went(app: Flask, ada: Member) -> None:
    with transaction():
        me = session.get_one(Member, ada.id)
        for make_it in (know_device, send_key, invite, invite_to_organisation):
            make_it(me)
    barriers.ticket()
    with transaction():
        state = {"state": TicketState.ANSWERED, "answered_at": now()}
        session.execute(sa.update(Ticket).values(state))
    with at(now() + 400 * DAY):
        _keep_all()
        told = {one.rule: one.count for one in session.scalars(sa.select(RuleReport))}
    for rule in (
        "sessions.janitor.forget_devices",
        "signin.keys.forget_old",
        "joining.privacy.forget_expired",
        "organisations.janitor.forget_invitations",
    ):
        assert told[f"forum.accounts.{rule}"] == 1, rule
    assert told["forum.editorial.tickets.janitor.forget"] == 1
    assert all(type(rule.does()) is int for rule in registry.rules)


def test_the_same_rule_counts_on_during_the_day(app: Flask) -> None:
    rule = Rule("was", "lange", "darum", two)
    keep(rule)
    keep(rule)
    assert [one.count for one in session.scalars(sa.select(RuleReport))] == [4]


def two() -> int:
    return 2


def test_a_rule_with_nothing_to_do_leaves_no_report(app: Flask) -> None:
    _keep_all()
    assert _count(RuleReport) == 0


def test_every_rule_says_what_how_long_and_why(app: Flask) -> None:
    names = [rule.name for rule in registry.rules]
    assert len(names) == len(set(names)) >= 14
    for rule in registry.rules:
        assert rule.what
        assert rule.how_long
        assert rule.why.endswith(".")
        assert rule.why[0].isupper()
        assert len(rule.name) <= 120


def test_staff_see_the_rules_and_what_they_did(
    visit: Visitor, app: Flask, gil: Member
) -> None:
    with at(now() - 8 * DAY), transaction():
        members.join(members.Registration("Alt", "alt@example.org", "x", "buerger"))
    number = gil.id
    _keep_all()
    page = visit("/redaktion/aufbewahrung", session.get_one(Member, number))
    for rule in registry.rules:
        assert rule.what in page.text
    assert "1 am " in page.text
    assert "Noch nichts" in page.text
    assert "Alt" not in page.text.split()


def test_staff_are_asked_about_who_waits_for_years(
    visit: Visitor, gil: Member, ada: Member, ben: Member
) -> None:
    """Nobody let them in, nobody declined: no rule decides that."""
    with transaction():
        for one in (ada, ben):
            one.seen_at, one.approved_at = None, None
        ada.confirmed_at = now() - 731 * DAY
    page = visit("/redaktion/aufbewahrung", gil)
    assert f"{ada.display_name}, zuletzt am" in page.text
    assert "wartet auf die Freischaltung" in page.text
    assert ben.display_name not in page.text


@pytest.mark.parametrize("who", ["ada", "cleo", "dan", "fay"])
def test_others_do_not(
    visit: Visitor, request: pytest.FixtureRequest, who: str
) -> None:
    visit("/redaktion/aufbewahrung", request.getfixturevalue(who), status=403)


def test_the_privacy_page_gets_its_table_from_the_same_rules(app: Flask) -> None:
    with app.test_request_context("/datenschutz"):
        table = str(shown("privacy.rules"))
    assert all(rule.what in table for rule in registry.rules)
    assert "Zuletzt gelöscht" not in table


def test_the_cost_of_the_page_is_the_same_for_many_reports(
    visit: Visitor, gil: Member, statements: list[str]
) -> None:
    def cost() -> int:
        visit("/redaktion/aufbewahrung", gil)
        statements.clear()
        visit("/redaktion/aufbewahrung", gil)
        return len(statements)

    few = cost()
    with transaction():
        for days, rule in enumerate(registry.rules):
            session.add(RuleReport(rule=rule.name, day=now() - days * DAY, count=1))
    assert cost() == few
