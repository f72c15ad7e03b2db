"""Who leaves is forgotten, and the others can go on reading."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Guest, Member
from forum.accounts.members.rights import Role
from forum.accounts.privacy import files, service
from forum.accounts.sessions.models import SignIn
from forum.core.activities import ActivityRow, run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from forum.discussions.comments.models import Comment, CommentState
from forum.entries.models import Entry, Picture, State
from forum.goals.models import Goal
from forum.moderation.queue import service as desk
from forum.projects import service as projects
from forum.search import queries as search
from forum.search.refresh import refresher
from tests import make
from tests.discussions import making as talks
from tests.projects import making
from tests.visitor import Visitor

GONE = "Ehemaliges Mitglied"


def leave(member: Member, texts_too: bool = False) -> None:
    with transaction():
        me = session.get_one(Member, member.id)
        service.leave(me, texts_too, by=me)
    while run_jobs():
        pass
    session.expire_all()


def test_the_page_says_what_happens_and_offers_the_copy(
    visit: Visitor, ada: Member
) -> None:
    page = visit("/konto/loeschen", ada)
    assert ("Meine Daten mitnehmen", "/konto/daten") in page.links
    assert "Das lässt sich nicht rückgängig machen." in page.text
    assert "Haben Sie eine Barriere gemeldet" in page.text
    assert "aus einer Sicherungskopie nicht zurückkommt" in page.text


def test_nobody_leaves_without_a_choice(visit: Visitor, ada: Member) -> None:
    page = visit.send("/konto/loeschen", ada, status=422)
    assert page.title.startswith("Fehler: ")
    assert "Wählen Sie, was aus Ihren Beiträgen wird" in page.text
    assert session.get(Member, ada.id) is not None


def test_who_has_left_is_signed_out_everywhere(
    app: Flask, visit: Visitor, ada: Member
) -> None:
    number = ada.id
    browser = visit.browser(ada)
    with browser.session_transaction() as cookie:
        copied = cookie["_user_id"]
    page = visit.send("/konto/loeschen", ada, rest="bleibt")
    assert page.location == "/konto-geloescht"
    assert visit("/konto-geloescht").heading == "Ihr Konto ist gelöscht"
    other = app.test_client()
    with other.session_transaction() as cookie:
        cookie["_user_id"] = copied
    assert other.get("/konto").status_code == 302
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(SignIn.id))) == 0
    assert session.get(Member, number) is None
    session.rollback()
    visit(f"/mitglieder/{number}", status=404)


def test_the_old_address_gets_a_last_letter(ada: Member) -> None:
    leave(ada)
    letter = session.scalars(sa.select(Letter)).one()
    assert (letter.address, letter.template) == ("ada@example.org", "privacy/mail/gone")
    assert "bleibt ohne Ihren Namen stehen" in letter.text


def test_the_letter_says_that_the_texts_went_too(ada: Member) -> None:
    leave(ada, texts_too=True)
    letter = session.scalars(sa.select(Letter)).one()
    assert "Ihre Beiträge, Bilder und Kommentare" in letter.text


def test_the_last_administrator_finds_another_first(
    visit: Visitor, gil: Member
) -> None:
    page = visit("/konto/loeschen", gil)
    assert "Sie sind die letzte Person in der Verwaltung." in page.text
    assert "endgültig" not in page.text
    with pytest.raises(Refusal), transaction():
        service.leave(gil, False, by=gil)
    make.member("Gila", email="gila@example.org", role=Role.ADMINISTRATOR)
    leave(gil)
    assert session.get(Member, gil.id) is None


def test_nobody_deletes_another_here(ada: Member, gil: Member) -> None:
    with pytest.raises(Forbidden), transaction():
        service.leave(ada, True, by=gil)


def test_guests_are_asked_to_sign_in(visit: Visitor) -> None:
    for path in ("/konto/loeschen", "/konto/daten"):
        assert "/anmelden" in visit(path, status=302).location


def test_drafts_go_and_what_is_public_stays(ada: Member) -> None:
    kept = making.project(ada, title="Bleibt").id
    for state in (State.DRAFT, State.SUBMITTED, State.RETURNED, State.REJECTED):
        making.project(ada, state, title=f"Geht {state}")
    leave(ada)
    rows = session.execute(sa.select(Entry.id, Entry.author_id, Entry.state)).all()
    assert [tuple(row) for row in rows] == [(kept, None, State.PUBLISHED)]


def test_readers_see_a_former_member(visit: Visitor, ada: Member, ben: Member) -> None:
    talks.known(ben)
    project, thread = making.project(ada), talks.thread(ada)
    said = talks.comment(talks.thread(ben), ada, "Ich war auch dabei.")
    numbers = (project.id, thread.id, said.id)
    name = ada.display_name
    leave(ada)
    for path in (
        f"/projekte/{numbers[0]}-x",
        f"/forum/{numbers[1]}-x",
        f"/kommentare/{numbers[2]}",
    ):
        answer = visit.browser().get(path, follow_redirects=True)
        html = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert GONE in html
        assert name not in html
    session.rollback()


def test_what_is_deleted_is_gone_for_readers(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    number = making.project(ada).id
    leave(ada, texts_too=True)
    visit(f"/projekte/{number}-x", status=410)
    assert session.get_one(Entry, number).title == ""


def test_the_search_finds_the_text_and_not_the_name(ada: Member) -> None:
    with transaction():
        session.get_one(Member, ada.id).display_name = "Quirina Zwölfer"
    making.project(ada, title="Wallhecke am Bach")
    refresher.rebuild()
    assert search.find("Quirina", Guest())
    leave(ada)
    assert [hit.entry.title for hit in search.find("Wallhecke", Guest())] == [
        "Wallhecke am Bach"
    ]
    assert search.find("Quirina", Guest()) == []


def test_counters_are_right_afterwards(ada: Member, ben: Member) -> None:
    talks.known(ada, ben)
    talk = talks.thread(ben, title="Zählen")
    number = talk.id
    mine = talks.comment(talk, ada)
    talks.comment(talk, ben, "Antwort", mine)
    talks.comment(talk, ada, "Noch etwas")
    leave(ada, texts_too=True)
    rows = session.execute(
        sa.select(Comment.state, Comment.source)
        .where(Comment.entry_id == number)
        .order_by(Comment.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        (CommentState.DELETED, ""),
        (CommentState.PUBLISHED, "Antwort"),
    ]
    assert session.get_one(Entry, number).comment_count == 1


def test_a_quote_that_the_forum_made_goes_with_the_words(
    ada: Member, ben: Member
) -> None:
    talks.known(ada, ben)
    talk = talks.thread(ben, title="Zitate")
    mine = talks.comment(talk, ada, "Mein Dach hat 12 Platten.\nSie sind blau.")
    quote = "> Mein Dach hat 12 Platten.\n> Sie sind blau."
    number = talks.comment(talk, ben, f"{quote}\n\nMeins auch.", mine).id
    leave(ada, texts_too=True)
    answer = session.get_one(Comment, number)
    assert answer.source == "> […]\n\nMeins auch."
    assert "Platten" not in answer.html


def test_quotes_stay_if_the_words_do(ada: Member, ben: Member) -> None:
    talks.known(ada, ben)
    talk = talks.thread(ben, title="Zitate")
    mine = talks.comment(talk, ada, "Mein Dach ist blau.")
    number = talks.comment(talk, ben, "> Mein Dach ist blau.\n\nMeins auch.", mine).id
    leave(ada)
    assert "> Mein Dach ist blau." in session.get_one(Comment, number).source


def test_a_picture_that_somebody_else_uses_stays(
    app: Flask, ada: Member, eve: Member
) -> None:
    store = app.extensions["media"]
    stored = making.studio.take_in(making.photo("maroon"))
    for owner in (ada, eve):
        with transaction():
            projects.keep_picture(stored, "bild.jpg", by=owner)
    leave(ada, texts_too=True)
    assert any(stored.digest in name for name in store.all())
    leave(eve, texts_too=True)
    assert not any(stored.digest in name for name in store.all())


def test_nobody_keeps_a_file_alive_by_the_key_of_a_form(
    app: Flask, ada: Member, eve: Member
) -> None:
    stored = making.studio.take_in(making.photo("salmon"))
    with transaction():
        projects.keep_picture(stored, "bild.jpg", by=ada)
        talks.threads.begin(
            talks.words(), by=eve, sent=talks.threads.Sent(stored.digest)
        )
    leave(ada)
    assert files.unused([stored.digest]) == {stored.digest}
    assert not any(stored.digest in name for name in app.extensions["media"].all())


def test_names_of_files_are_forgotten(ada: Member) -> None:
    stored = making.studio.take_in(making.photo("tomato"))
    with transaction():
        picture = projects.keep_picture(stored, "Anna Schmidt.jpg", by=ada)
        hung = projects.Hung(picture.id, "Ein Beet im Mai")
        made = projects.create(making.write_up((), (hung,)), by=ada)
        making.publish(made, by=None)
    leave(ada)
    left = session.scalars(sa.select(Picture)).one()
    assert (left.file_name, left.owner_id, left.alt) == ("", None, "Ein Beet im Mai")


def test_the_log_keeps_number_and_role(
    visit: Visitor, ada: Member, cleo: Member, dan: Member, gil: Member
) -> None:
    project = making.project(ada, State.SUBMITTED)
    with transaction():
        desk.approve(project, by=session.get_one(Member, cleo.id))
    number, name = cleo.id, cleo.display_name
    leave(cleo)
    page = visit("/redaktion/protokoll", gil)
    assert f"Nummer {number} (ehemals Moderation)" in page.text
    assert "Konto gelöscht: Moderation" in page.text
    assert name not in page.text
    audited = sa.select(ActivityRow).where(ActivityRow.audited)
    assert number in {one.by for one in session.scalars(audited)}


def test_goals_of_the_alliance_stay(dan: Member) -> None:
    number = making.goal("Sonnenstrom", dan).id
    leave(dan, texts_too=True)
    goal = session.get_one(Goal, number)
    assert (goal.title, goal.author_id) == ("Sonnenstrom", None)


def test_a_number_is_never_given_to_somebody_else(ada: Member) -> None:
    number = ada.id
    leave(ada)
    assert make.member("Neu", email="ada@example.org").id > number


def test_who_left_may_come_back_with_the_same_name(ada: Member) -> None:
    name = ada.display_name
    leave(ada)
    assert make.member(name, email="ada@example.org").display_name == name
