"""In no state does anything happen that has no business there (T17, T19, T20)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from forum.accounts.members.models import Member
from forum.accounts.members.rights import Role
from forum.core.activities import ActivityRow
from forum.core.clock import now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Refusal
from forum.core.text import render
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import Comment
from forum.discussions.threads import service as threads
from forum.discussions.threads.models import Thread
from forum.editorial.highlights import service as highlights
from forum.editorial.highlights.models import Place
from forum.entries.models import Entry
from forum.goals import service as goals
from forum.moderation.queue import service as desk
from forum.projects import service as projects
from forum.projects.models import Project
from tests.security import matrix
from tests.security.alliance import Alliance
from tests.security.matrix import UNSAFE, Check

CLOSED = ("draft", "scrapped", "submitted", "returned", "rejected", "hidden", "deleted")
OUTSIDERS = ("stranger", "outside", "fund", "jury", "bare")
Act = Callable[[Entry, Member], object]


class House:
    """The services, without a browser in between."""

    def __init__(self, alliance: Alliance) -> None:
        self.alliance = alliance

    def someone(self, who: str) -> Member:
        return session.get_one(Member, self.alliance.world.people[who])

    def thing(self, model: type[Any], kind: str, state: str) -> Any:
        number = self.alliance.world.things[kind][state]["number"]
        return session.get_one(model, number)

    def refuses(self, act: Callable[[], object]) -> bool:
        """Whether a service refuses, whatever page it is asked from."""
        try:
            with transaction():
                act()
        except (Forbidden, Refusal, Invalid):
            session.rollback()
            return self.alliance.changes() == []
        return False


@pytest.fixture
def house(alliance: Alliance) -> House:
    return House(alliance)


def say(entry: Entry, by: Member) -> object:
    return comments.write(entry, "Hallo", render("Hallo"), by)


def reply(comment: Comment, by: Member) -> object:
    entry = session.get_one(Entry, comment.entry_id)
    return comments.write(entry, "Hallo", render("Hallo"), by, comment)


@pytest.mark.parametrize("who", ["author", "stranger", "moderator", "admin"])
@pytest.mark.parametrize("state", CLOSED)
def test_nobody_talks_below_what_is_not_public(
    house: House, state: str, who: str
) -> None:
    project = house.thing(Project, "project", state)
    assert house.refuses(lambda: say(project, house.someone(who)))


@pytest.mark.parametrize("who", ["author", "stranger", "moderator", "admin"])
@pytest.mark.parametrize("state", ["held", "hidden", "rejected", "deleted", "closed"])
def test_nobody_answers_what_is_not_public(house: House, state: str, who: str) -> None:
    comment = house.thing(Comment, "comment", state)
    assert house.refuses(lambda: reply(comment, house.someone(who)))


def test_an_answer_stays_below_the_entry_of_its_question(house: House) -> None:
    comment = house.thing(Comment, "comment", "published")
    other = house.thing(Project, "project", "published")
    by = house.someone("stranger")
    assert house.refuses(lambda: comments.write(other, "Hallo", "<p>", by, comment))


OF_OTHERS: dict[str, Act] = {
    "submit": lambda entry, by: projects.submit(entry, by=by),  # type: ignore[arg-type]
    "delete": lambda entry, by: projects.delete(entry, by=by),  # type: ignore[arg-type]
    "save": lambda entry, by: projects.save(
        entry,  # type: ignore[arg-type]
        projects.WriteUp(projects.Words("Anders", html="<p>")),
        by,
        "0",
    ),
    "approve": lambda entry, by: desk.approve(entry, by),
    "reject": lambda entry, by: desk.reject(entry, "Nein.", by),
    "ask back": lambda entry, by: desk.ask_back(entry, "Warum?", by),
    "hide": lambda entry, by: desk.hide(entry, "Nein.", by),
    "show": lambda entry, by: desk.show(entry, by),
}


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("act", OF_OTHERS)
def test_strangers_do_nothing_with_an_entry(house: House, act: str, who: str) -> None:
    by = house.someone(who)
    for state in house.alliance.world.things["project"]:
        project = house.thing(Project, "project", state)
        assert house.refuses(lambda: OF_OTHERS[act](project, by)), state  # noqa: B023


@pytest.mark.parametrize("act", ["approve", "reject", "ask back", "hide", "show"])
def test_authors_do_not_decide_about_their_own(house: House, act: str) -> None:
    by = house.someone("author")
    for state in CLOSED:
        project = house.thing(Project, "project", state)
        assert house.refuses(lambda: OF_OTHERS[act](project, by)), state  # noqa: B023


@pytest.mark.parametrize("state", ["hidden", "deleted", "scrapped"])
def test_authors_do_not_bring_back_what_was_taken_away(
    house: House, state: str
) -> None:
    by = house.someone("author")
    project = house.thing(Project, "project", state)
    for act in ("submit", "delete", "save"):
        assert house.refuses(lambda: OF_OTHERS[act](project, by)), act  # noqa: B023


@pytest.mark.parametrize("state", ["hidden", "deleted"])
def test_what_is_taken_away_in_the_forum_stays_so(house: House, state: str) -> None:
    by = house.someone("author")
    thread = house.thing(Thread, "thread", state)
    words = threads.current(thread)
    assert house.refuses(lambda: threads.edit(thread, words, by, thread.version))
    assert house.refuses(lambda: threads.delete(thread, by=by))


@pytest.mark.parametrize("state", ["hidden", "rejected", "deleted"])
def test_a_hidden_comment_stays_as_it_is(house: House, state: str) -> None:
    by = house.someone("author")
    comment = house.thing(Comment, "comment", state)
    assert house.refuses(
        lambda: comments.edit(comment, "x", "<p>", by, comment.version)
    )
    assert house.refuses(lambda: comments.delete(comment, by=by))
    assert house.refuses(lambda: comments.release(comment, by=by))
    assert house.refuses(lambda: comments.show(comment, by=by))


@pytest.mark.parametrize("who", ["author", "stranger", "fund", "jury", "bare"])
def test_only_staff_link_goals(house: House, who: str) -> None:
    project = house.thing(Project, "project", "published")
    goal = house.alliance.world.things["goal"]["published"]["number"]
    by = house.someone(who)
    assert house.refuses(lambda: goals.set_links(project, [goal], by))  # type: ignore[list-item]
    assert house.refuses(lambda: desk.file(project, desk.Filing(goals=[goal]), by))  # type: ignore[list-item]


@pytest.mark.parametrize("state", CLOSED)
def test_only_what_is_public_is_put_in_front(house: House, state: str) -> None:
    week = (now(), now().replace(year=now().year + 1))
    project = house.thing(Project, "project", state)
    by = house.someone("editor")
    assert house.refuses(lambda: highlights.feature(project, Place.START, *week, by))


# ------------------------------------------------- taken away at once


@contextmanager
def meanwhile(alliance: Alliance, who: str, **changed: object) -> Iterator[None]:
    """Somebody loses something between opening a form and sending it."""
    alliance.token(who)  # opened before
    with transaction():
        session.execute(
            sa.update(Member)
            .where(Member.id == alliance.world.people[who])
            .values(**changed)
        )
    try:
        yield
    finally:
        alliance.touched = True
        alliance.back()


LOST: dict[str, dict[str, object]] = {
    "role": {"role": Role.MEMBER},
    "second factor": {"second_since": None},
    "everything": {"blocked_at": now()},
    "the address": {"confirmed_at": None},
    "the leave to be here": {"approved_at": None},
    "their field": {"scope_fields": ["energie"], "scope_places": ["ahaus"]},
}


def staff_only(alliance: Alliance) -> list[Check]:
    """What somebody may do for the role's sake alone."""
    table = [row for row in matrix.rows() if row.method in UNSAFE]
    return [
        check
        for check in matrix.checks(alliance.world, table)
        if check.role in ("moderator", "editor", "admin")
        and check.wanted == "done"
        and check.row.expected[check.state]["stranger"] in ("403", "404")
    ]


@pytest.mark.parametrize("lost", ["role", "second factor", "everything"])
def test_who_loses_a_role_does_nothing_more_with_an_open_form(
    alliance: Alliance, lost: str
) -> None:
    checks = staff_only(alliance)
    assert len(checks) > 20
    for check in checks:
        with meanwhile(alliance, check.role, **LOST[lost]):
            before = _rows(alliance)
            answer = matrix.ask(alliance, check)
            assert answer in ("403", "404"), (check, answer)
            assert _rows(alliance) == before
        alliance.forget(check.role)


def _rows(alliance: Alliance) -> int:
    session.rollback()
    return session.query(ActivityRow).count()


@pytest.mark.parametrize("lost", ["everything", "the address", "the leave to be here"])
def test_who_is_shut_out_is_signed_out_at_once(alliance: Alliance, lost: str) -> None:
    table = [row for row in matrix.rows() if row.method in UNSAFE]
    done = {
        (check.row.endpoint, check.role): check
        for check in matrix.checks(alliance.world, table)
        if check.wanted == "done"
        and check.role in ("author", "stranger", "admin")
        and check.row.expected[check.state]["guest"] == "403"
    }
    assert len(done) > 15
    for check in done.values():
        with meanwhile(alliance, check.role, **LOST[lost]):
            before = _rows(alliance)
            assert matrix.ask(alliance, check) == "403", check
            assert _rows(alliance) == before
            read = alliance.open(check.role, "/konto")
            assert matrix.answer(read) == "sign-in"
        alliance.forget(check.role)


def test_a_moderator_whose_field_is_changed_decides_there_no_more(
    alliance: Alliance,
) -> None:
    checks = [
        one
        for one in staff_only(alliance)
        if one.role == "moderator"
        and one.row.endpoint in ("queue.show", "queue.comment")
        and one.row.expected[one.state]["outside"] != "done"
    ]
    assert len(checks) > 5
    for check in checks:
        with meanwhile(alliance, "moderator", **LOST["their field"]):
            assert matrix.ask(alliance, check) in ("403", "404"), check
        alliance.forget("moderator")


# ------------------------------------------------- moderators who want more

MORE_THAN_MODERATORS = (
    ("roles.give", {"number": "stranger"}, {"role": "administrator"}),
    ("roles.block", {"number": "stranger"}, {"reason": "Weil ich es will."}),
    ("settings.edit", {}, {"joining": "invitation"}),
    ("offers.superfluous", {}, {"months": "24"}),
    ("goals.new", {}, {"title": "Ein Ziel", "target": "1", "target_year": "2030"}),
    ("highlights.index", {}, {"entry": "{published}", "place": "monat"}),
)


@pytest.mark.parametrize("who", ["moderator", "inside", "outside", "fund", "jury"])
def test_moderators_give_no_roles_and_write_no_goals(
    alliance: Alliance, who: str
) -> None:
    for endpoint, values, told in MORE_THAN_MODERATORS:
        sent = {
            name: text.format_map(alliance.world.names) for name, text in told.items()
        }
        sent["csrf_token"] = alliance.token(who)
        known = {"number": alliance.world.people["stranger"]} if values else {}
        url = alliance.path(endpoint, dict(known))
        assert alliance.open(who, url, "POST", data=sent).status_code == 403
        assert alliance.changes() == []


@pytest.mark.parametrize("who", ["moderator", "inside", "editor", "fund", "admin"])
def test_staff_do_not_write_in_the_name_of_others(alliance: Alliance, who: str) -> None:
    """Not even administrators: they hide, they do not put words in mouths."""
    table = [
        row
        for row in matrix.rows()
        if row.endpoint.split(".")[1] in ("edit", "delete", "submitted", "mine")
        and row.of in ("project", "thread", "comment")
    ]
    assert len(table) > 6
    for check in matrix.checks(alliance.world, table):
        if check.role == who:
            assert matrix.ask(alliance, check) in ("403", "404", "410"), check
            assert alliance.changes() == []


def test_every_act_of_staff_leaves_a_line_in_the_log(alliance: Alliance) -> None:
    """With who did it; and nobody can take the line away."""
    silent = set()
    for check in staff_only(alliance):
        before = _audited(alliance, check.role)
        assert matrix.ask(alliance, check) == "done"
        if alliance.changes() and _audited(alliance, check.role) == before:
            silent.add((check.row.endpoint, check.state))
        alliance.back()
        alliance.forget(check.role)
    notes = {("tickets.note", one) for one in ("open", "answered", "closed")}
    assert silent == notes  # they stand in the report itself, with who wrote them


def _audited(alliance: Alliance, who: str) -> int:
    session.rollback()
    return (
        session.query(ActivityRow)
        .filter_by(by=alliance.world.people[who], audited=True)
        .count()
    )
