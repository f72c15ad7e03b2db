"""What members under 16 see and do themselves, and what they are spared."""

from forum.accounts.members.guardians import Guardianship, reader_for
from forum.accounts.members.models import Audience, Member
from forum.accounts.members.permissions import can_see_profile
from forum.accounts.sessions.models import SignIn
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.discussions.comments import service as comments
from forum.discussions.comments.models import CommentState
from forum.entries.models import State
from forum.entries.permissions import can_delete, can_edit
from tests.accounts import making
from tests.accounts.letters import letters
from tests.discussions import making as talk
from tests.moderation import making as desk
from tests.visitor import Visitor


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
    for path in ("/konto/profil", "/konto/bild", "/konto/willkommen"):
        visit(path, child, status=403)
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


def test_the_young_are_shown_what_they_can_do(visit: Visitor, school: Member) -> None:
    child = making.youth(school)
    account = visit("/konto", child)
    urls = [url for _words, url in account.links]
    assert "/konto/passwort" not in urls
    assert "/konto/adresse" not in urls
    assert "Schule am Bach für dich" in account.text
    devices = visit("/konto/anmeldungen", child)
    assert "/konto/passwort" not in [url for _words, url in devices.links]
    for path in ("/konto/passwort", "/konto/adresse"):
        visit(path, child, status=403)
    with transaction():
        session.query(Guardianship).delete()
    assert "gerade niemand verantwortlich" in visit("/konto", child).text


def test_the_young_sign_out_elsewhere(visit: Visitor, school: Member) -> None:
    child = making.youth(school)
    visit("/konto", child)
    with transaction():
        other = session.query(SignIn).filter_by(member_id=child.id).one()
        kept = {column.key: getattr(other, column.key) for column in SignIn.__table__.c}
        del kept["id"]
        for mark in ("a", "b"):
            session.add(SignIn(**kept | {"digest": mark * 64}))
    page = "/konto/anmeldungen"
    old = session.query(SignIn).filter_by(digest="a" * 64).one().id
    visit.send(page, child, action=f"{page}/{old}/beenden")
    assert session.query(SignIn).filter_by(member_id=child.id).count() == 2
    visit.send(page, child, action=f"{page}/andere-beenden")
    assert session.query(SignIn).filter_by(member_id=child.id).count() == 1
    visit("/konto", child)


def test_children_do_not_wait_for_each_other(visit: Visitor, school: Member) -> None:
    """Whoever gives a wrong password as proof is counted under their own name."""
    first, second = (making.youth(school, name, "hash") for name in ("Eins", "Zwei"))
    path = "/konto/bestaetigen"
    for _time in range(5):
        visit.send(path, first, status=422, password="falsch")
    visit.send(path, first, status=429, password="falsch")
    visit.send(path, second, status=422, password="falsch")
