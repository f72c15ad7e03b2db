"""Who is under 16 takes part through a school or club, and an adult answers."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from flask import Flask

from forum.accounts.members import consents
from forum.accounts.members.guardians import Guardianship, guardian_of, reader_for
from forum.accounts.members.models import Audience, Member
from forum.accounts.members.permissions import can_see_profile
from forum.accounts.members.queries import how_many, member_by_name
from forum.accounts.sessions.models import SignIn
from forum.accounts.youths import queries, service
from forum.accounts.youths.permissions import can_guide
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Invalid, Missing
from forum.core.passwords import matches
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import CommentState
from forum.entries.models import State
from forum.entries.permissions import can_delete, can_edit
from tests import make
from tests.accounts import making
from tests.accounts.letters import letters
from tests.discussions import making as talk
from tests.moderation import making as desk
from tests.visitor import Visitor

OF_ADULTS = ("/konto/passwort", "/konto/adresse")
SIGN_INS = "/konto/anmeldungen"
URL, PASSWORD = "/konto/jugend", "Drei bunte Kiebitze"
TOLD = {"display_name": "Wühlmaus", "password": PASSWORD, "responsible": "y"}


@pytest.fixture
def school(app: Flask) -> Member:
    return make.member("Schule am Bach", email="schule@example.org", actor="schule")


@pytest.fixture
def club(app: Flask) -> Member:
    return make.member("TuS Weseke", email="tus@example.org", actor="verein")


def held(youth: Member, by: Member) -> Guardianship:
    return queries.held(youth.id, by)[0]


def test_a_school_makes_an_account(visit: Visitor, school: Member) -> None:
    assert ("Jugendkonten", URL) in visit("/konto", school).links
    assert visit.send(URL, school, action=URL, **TOLD).location == URL
    assert "Wühlmaus" in visit(URL, school).text
    child = member_by_name("Wühlmaus")
    assert child is not None
    assert (child.youth, child.email, child.is_active) == (True, None, True)
    assert matches(child.password_hash, PASSWORD)
    assert guardian_of(child) == school
    assert consents.history(child) == []
    assert how_many() == 1
    assert letters() == []


@pytest.mark.parametrize(
    "told",
    [
        {"display_name": ""},
        {"display_name": "kind@example.org"},
        {"display_name": "SCHULE am Bach"},
        {"password": "kurz"},
        {"responsible": ""},
    ],
)
def test_one_mistake_is_one_sentence(
    visit: Visitor, school: Member, told: dict[str, str]
) -> None:
    sent = {key: value for key, value in (TOLD | told).items() if value}
    page = visit.send(URL, school, action=URL, status=422, **sent)
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert session.query(Guardianship).count() == 0


def test_only_schools_and_clubs_make_accounts(
    visit: Visitor, eve: Member, gil: Member, school: Member
) -> None:
    child = making.youth(school)
    for who in (eve, gil, child):
        visit(URL, who, status=403)
        assert ("Jugendkonten", URL) not in visit("/konto", who).links
        assert not can_guide(who)
        with pytest.raises(Forbidden), transaction():
            service.make("Anderes Kind", "hash", by=who)


def test_a_young_member_has_nothing_but_a_name(
    visit: Visitor, school: Member, gil: Member, eve: Member
) -> None:
    child = making.youth(school)
    with transaction():
        child.profile_for, child.about = Audience.EVERYBODY, "Geheim"
    for who in (None, eve, gil, school):
        page = visit(f"/mitglieder/{child.id}", who)
        assert "Geheim" not in page.text
        assert "Schule oder Kita" not in page.text
        assert "Kiebitz" not in visit("/mitglieder", who).text
    assert not can_see_profile(eve, child)
    for path in ("/konto/profil", "/konto/bild", "/konto/willkommen", *OF_ADULTS):
        visit(path, child, status=403)
    links = {where for _word, where in visit("/konto", child).links}
    assert not links & set(OF_ADULTS)
    assert "Schule am Bach verantwortlich" in visit("/konto/zustimmungen", child).text


def test_everything_they_say_is_read_first(school: Member, cleo: Member) -> None:
    child, thread = making.youth(school), talk.thread(school)
    for _ in range(2):
        said = talk.comment(thread, child)
        assert said.state is CommentState.HELD
        with transaction():
            comments.release(said, by=cleo)
        assert said.is_public
    with transaction():
        comments.edit(said, "Anders", "<p>Anders</p>", child, str(said.version))
    assert said.state is CommentState.HELD
    with transaction():
        began = talk.threads.begin(talk.words(), by=child)
    assert began.state is State.SUBMITTED
    assert can_edit(child, began)
    with transaction():
        talk.publish(began, by=cleo.id)
    assert (can_edit(child, began), can_delete(child, began)) == (False, True)


def test_letters_about_them_go_to_the_adult(school: Member, cleo: Member) -> None:
    child = making.youth(school)
    desk.project(child, state=State.REJECTED, by=cleo)
    run_jobs()
    assert {address for address, _ in letters()} == {"schule@example.org"}
    assert [name for _, name in letters()] == ["submitted", "rejected"]
    reader = reader_for(child)
    assert reader is not None
    assert reader.name == "Schule am Bach (Kiebitz)"


def test_the_adult_changes_name_and_password(visit: Visitor, school: Member) -> None:
    child = making.youth(school)
    visit("/konto", child)
    page = f"{URL}/{child.id}"
    visit.send(page, school, action=f"{page}/name", display_name="Wühlmaus")
    assert member_by_name("Wühlmaus") == child
    visit.send(page, school, action=f"{page}/passwort", password=PASSWORD)
    session.refresh(child)
    assert matches(child.password_hash, PASSWORD)
    assert session.query(SignIn).filter_by(member_id=child.id).count() == 0
    visit("/konto", child, status=302)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("name", {"display_name": "Schule am Bach"}),
        ("name", {"display_name": ""}),
        ("passwort", {"password": "kurz"}),
        ("uebergeben", {"name": ""}),
        ("uebergeben", {"name": "Schule am Bach"}),
        ("uebergeben", {"name": "Eve Brinkhoff"}),
        ("uebergeben", {"name": "Niemand"}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    visit: Visitor, school: Member, eve: Member, act: str, told: dict[str, str]
) -> None:
    child = making.youth(school)
    page = f"{URL}/{child.id}"
    found = visit.send(page, school, action=f"{page}/{act}", status=422, **told)
    assert found.title.startswith("Fehler: ")
    assert len(found.tree.findall(".//*[@id='fehler']//li")) == 1


def test_no_other_adult_can_do_anything(
    visit: Visitor, school: Member, club: Member, gil: Member
) -> None:
    child = making.youth(school)
    before = making.row(child)
    acts = ("name", "passwort", "uebergeben", "behalten", "uebernehmen", "beenden")
    for who in (club, gil, child):
        visit(f"{URL}/{child.id}", who, status=404)
        for act in acts:
            where = f"{URL}/{child.id}/{act}"
            assert making.post(visit, who, where).status_code == 404
        row = held(session.get_one(Member, child.id), school)
        for does in (
            lambda row, by: service.rename(row, child, "Neu", by=by),
            lambda row, by: service.set_password(row, child, "x", by=by),
            lambda row, by: service.offer(row, "TuS Weseke", by=by),
            lambda row, by: service.keep(row, by=by),
            lambda row, by: service.take_over(row, by=by),
            lambda row, by: service.end(row, child, by=by),
        ):
            with pytest.raises(Forbidden), transaction():
                does(row, who)
    assert making.row(child) == before


def test_another_adult_takes_over_by_agreeing(
    visit: Visitor, school: Member, club: Member
) -> None:
    child = making.youth(school)
    page = f"{URL}/{child.id}"
    visit.send(page, school, action=f"{page}/uebergeben", name="TuS Weseke")
    run_jobs()
    assert letters() == [("tus@example.org", "offered")]
    assert guardian_of(child) == school
    visit(page, club, status=404)
    visit.send(URL, club, action=f"{page}/uebernehmen")
    assert guardian_of(child) == club
    visit(page, school, status=404)
    visit(page, club)


@pytest.mark.parametrize("who", ["school", "club"])
def test_an_offer_is_taken_back_or_turned_down(
    who: str,
    request: pytest.FixtureRequest,
    visit: Visitor,
    school: Member,
    club: Member,
) -> None:
    child = making.youth(school)
    with transaction():
        service.offer(held(child, school), "TuS Weseke", by=school)
    page = f"{URL}/{child.id}" if who == "school" else URL
    action = f"{URL}/{child.id}/behalten"
    visit.send(page, request.getfixturevalue(who), action=action)
    assert guardian_of(child) == school
    with pytest.raises(Missing):
        queries.offer(child.id, club)


def test_an_ended_account_is_a_number(
    visit: Visitor, school: Member, gil: Member
) -> None:
    child = making.youth(school, kept="hash")
    visit("/konto", child)
    visit.send(f"{URL}/{child.id}/beenden", school)
    session.refresh(child)
    assert child.display_name == f"Ehemaliges Jugendkonto {child.id}"
    assert (child.is_active, child.password_hash) == (False, "")
    assert member_by_name("Kiebitz") is None
    visit("/konto", child, status=302)
    assert "Noch gibt es kein Jugendkonto" in visit(URL, school).text


def test_without_an_adult_no_account_stays(school: Member, club: Member) -> None:
    children = [making.youth(school), making.youth(club, "Wühlmaus")]
    with transaction():
        service.offer(held(children[1], club), "Schule am Bach", by=club)
        service.end_all(school)
    assert [one.is_active for one in children] == [False, True]
    assert held(children[1], club).offered_to_id is None
    with transaction():
        session.delete(school)


def test_taking_over_and_taking_back_at_once_leaves_one_adult(
    app: Flask, school: Member, club: Member
) -> None:
    child = making.youth(school)
    with transaction():
        service.offer(held(child, school), "TuS Weseke", by=school)
    number, start = child.id, Barrier(2)
    adults = {"school": school.id, "club": club.id}

    def act(who: str) -> None:
        with app.app_context():
            start.wait()
            with suppress(Forbidden, Missing), transaction():
                by = session.get_one(Member, adults[who])
                if who == "club":
                    service.take_over(queries.offer(number, by)[0], by=by)
                else:
                    service.keep(queries.held(number, by)[0], by=by)

    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(act, adults))
    row = session.query(Guardianship).one()
    assert (row.guardian_id in adults.values(), row.offered_to_id) == (True, None)


def test_an_imported_author_never_is_a_child(school: Member) -> None:
    making.youth(school, "Anna")
    with transaction():
        assert make.members.author("Anna").display_name == "Anna (Import)"


def test_two_children_choose_one_name(school: Member) -> None:
    making.youth(school)
    with pytest.raises(Invalid), transaction():
        service.make("KIEBITZ", "hash", by=school)


def test_the_operator_is_told_of_a_child_without_an_adult(school: Member) -> None:
    child = making.youth(school)
    assert queries.without_adult() == []
    with transaction():
        session.query(Guardianship).delete()
    assert queries.without_adult() == [
        f"Member {child.id} is under 16 and has no adult"
    ]


def test_young_members_sign_out_where_they_left_themselves_signed_in(
    visit: Visitor, school: Member
) -> None:
    child = making.youth(school)
    visit("/konto", child)
    elsewhere = Visitor(visit.app)
    elsewhere("/konto", child)
    page = visit(SIGN_INS, child)
    assert "bitten Sie um ein neues Passwort" in page.text
    visit.send(SIGN_INS, child, action=f"{SIGN_INS}/andere-beenden")
    elsewhere("/konto", child, status=302)
    visit("/konto", child)
