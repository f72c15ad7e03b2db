"""Who sees what of a member: nothing but the name, unless the member says so."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members import consents, profiles
from forum.accounts.members.consents import Purpose
from forum.accounts.members.models import Audience, Guest, Member
from forum.accounts.members.permissions import is_open_to, open_to
from forum.accounts.members.queries import member_for_sign_in
from forum.core.activities import run_jobs
from forum.core.db import session, transaction
from forum.core.errors import Forbidden
from tests import make
from tests.accounts import making
from tests.accounts.making import ABOUT
from tests.discussions import making as talk
from tests.visitor import Visitor

TOLD = (ABOUT, "Gescher", "Landwirtschaftlicher Betrieb", "Natur", "Mithelfen")
PICTURE = "/konto/bild"
SEEN = {  # who sees a profile that is for these
    Audience.NOBODY: {"guest": False, "eve": False, "cleo": False, "gil": False},
    Audience.MEMBERS: {"guest": False, "eve": True, "cleo": True, "gil": True},
    Audience.EVERYBODY: {"guest": True, "eve": True, "cleo": True, "gil": True},
}
CASES = [(one, who, seen) for one, all_ in SEEN.items() for who, seen in all_.items()]


def as_viewer(who: str, request: pytest.FixtureRequest) -> Member | None:
    return None if who == "guest" else request.getfixturevalue(who)


@pytest.mark.parametrize(("audience", "who", "seen"), CASES)
def test_a_profile_is_for_whom_the_member_says(
    audience: Audience,
    who: str,
    seen: bool,
    request: pytest.FixtureRequest,
    visit: Visitor,
    ada: Member,
) -> None:
    viewer = as_viewer(who, request)
    making.profile(ada, audience)
    page = visit(f"/mitglieder/{ada.id}", viewer)
    assert [one in page.text for one in TOLD] == [seen] * len(TOLD)
    assert "Ada Terhorst" in page.heading
    assert "Mitglied seit" in page.text
    assert (ABOUT in visit("/mitglieder", viewer).text) is seen
    assert (is_open_to(viewer or Guest(), ada)) is seen
    assert bool(session.scalar(seen_by(viewer or Guest()))) is seen


def seen_by(viewer: Member | Guest) -> sa.Select[int]:
    return sa.select(Member.id).where(open_to(viewer), Member.about == ABOUT)


@pytest.mark.parametrize(("audience", "who", "seen"), CASES)
def test_a_picture_is_for_the_same_eyes(
    audience: Audience,
    who: str,
    seen: bool,
    request: pytest.FixtureRequest,
    visit: Visitor,
    ada: Member,
) -> None:
    viewer = as_viewer(who, request)
    making.profile(ada, audience)
    visit.send(PICTURE, ada, action=PICTURE, picture=making.photo())
    session.refresh(ada)
    path = f"/mitglieder/{ada.id}/{ada.picture}.480.webp"
    answer = making.get(visit, viewer, path)
    assert answer.status_code == (200 if seen else 404)
    if seen:
        assert answer.headers["Cache-Control"] == "private, max-age=3600"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    page = visit(f"/mitglieder/{ada.id}", viewer)
    assert (ada.picture in page.html) is seen
    assert ("Bild von Ada" in page.html) is seen
    assert making.get(visit, ada, path).status_code == 200
    for other in ("1200.jpg", "480.jpg", "480.webp2"):
        where = f"/mitglieder/{ada.id}/{ada.picture}.{other}"
        assert making.get(visit, viewer, where).status_code == 404
    assert making.get(visit, ada, f"/media/{ada.picture}.480.webp").status_code == 404


def test_beside_what_somebody_wrote_stands_the_picture_for_who_may_see_it(
    visit: Visitor, ada: Member, eve: Member
) -> None:
    making.profile(ada, Audience.MEMBERS)
    visit.send(PICTURE, ada, action=PICTURE, picture=making.photo())
    talk.thread(ada)
    session.refresh(ada)
    assert ada.picture in visit("/forum", eve).html
    assert ada.picture not in visit("/forum").html
    assert "AT" in visit("/forum").text


def test_a_new_member_shows_nothing_but_the_name(visit: Visitor, ada: Member) -> None:
    assert ada.profile_for is Audience.NOBODY
    text = visit(f"/mitglieder/{ada.id}").text
    assert "Verein oder Verband" not in text
    assert "Ada Terhorst" not in visit("/mitglieder").text


@pytest.mark.parametrize("audience", list(Audience))
def test_profiles_are_not_for_search_engines(
    visit: Visitor, ada: Member, audience: Audience
) -> None:
    making.profile(ada, audience)
    assert (
        '<meta name="robots" content="noindex">' in visit(f"/mitglieder/{ada.id}").html
    )
    assert '<meta name="robots" content="noindex">' in visit("/mitglieder").html


@pytest.mark.parametrize("what", ["blocked_at", "confirmed_at", "approved_at"])
def test_who_is_not_in_is_not_shown(visit: Visitor, ada: Member, what: str) -> None:
    making.profile(ada, Audience.EVERYBODY)
    with transaction():
        setattr(ada, what, ada.joined_at if what == "blocked_at" else None)
    assert ABOUT not in visit("/mitglieder").text
    page = visit(f"/mitglieder/{ada.id}", status=200 if what == "blocked_at" else 404)
    assert ABOUT not in page.text


def test_opening_and_closing_a_profile_is_kept_as_consent(
    visit: Visitor, ada: Member
) -> None:
    visit.send("/konto/profil", ada, profile_for="everybody")
    assert consents.agrees(ada, Purpose.PROFILE)
    page = visit("/konto/zustimmungen", ada)
    assert "Mein Profil ist zu sehen" in page.text
    visit.send("/konto/zustimmungen", ada, action="/konto/zustimmungen/profil")
    session.refresh(ada)
    assert ada.profile_for is Audience.NOBODY
    assert not consents.agrees(ada, Purpose.PROFILE)
    visit.send("/konto/profil", ada, profile_for="members")
    visit.send("/konto/profil", ada, profile_for="nobody")
    rows = [one for one in consents.history(ada) if one.purpose is Purpose.PROFILE]
    assert [one.withdrawn_at is not None for one in rows] == [True, True]
    assert visit("/konto/zustimmungen", ada).text.count("Mein Profil ist zu sehen") == 2


def test_what_one_agreed_to_is_explained(visit: Visitor, ada: Member) -> None:
    with transaction():
        consents.withdraw(ada, Purpose.LICENCE)
    assert "Zurzeit gibt es nichts" in visit("/konto/zustimmungen", ada).text
    with transaction():
        consents.give(ada, Purpose.RULES, Purpose.LICENCE)
    text = visit("/konto/zustimmungen", ada).text
    assert "verlässt die Allianz" in text
    assert "Fassung CC-BY-4.0" in text


@pytest.mark.parametrize("sent", ["", "nobody; everybody", "EVERYBODY", "\0"])
def test_an_audience_that_is_none_is_not_taken(
    visit: Visitor, ada: Member, sent: str
) -> None:
    visit.send("/konto/profil", ada, status=422, profile_for=sent)
    session.refresh(ada)
    assert ada.profile_for is Audience.NOBODY


FORBIDDEN = {
    "role": "administrator",
    "is_admin": "1",
    "approved_at": "2020-01-01",
    "confirmed_at": "2020-01-01",
    "blocked_at": "",
    "youth": "1",
    "email": "mallory@example.org",
    "password_hash": "x",
    "picture": "ab" * 32,
    "second_since": "2020-01-01",
    "scope_places": "heek",
    "joined_at": "2001-01-01",
    "id": "1",
    "demo": "1",
}


def test_a_profile_changes_only_what_it_asks_for(visit: Visitor, ada: Member) -> None:
    before = making.row(ada)
    visit.send("/konto/profil", ada, about="Neu", **FORBIDDEN)
    after = making.row(ada)
    assert {key for key in before if before[key] != after[key]} == {"about"}


def test_a_picture_comes_and_goes_with_its_files(
    app: Flask, visit: Visitor, ada: Member
) -> None:
    store = app.extensions["media"]
    for _ in range(2):
        visit.send(PICTURE, ada, action=PICTURE, picture=making.photo())
    run_jobs()
    session.refresh(ada)
    assert {name[:64] for name in store.all()} == {ada.picture}
    visit.send(PICTURE, ada, action="/konto/bild/entfernen")
    run_jobs()
    session.refresh(ada)
    assert (ada.picture, list(store.all())) == ("", [])


def test_two_who_send_the_same_picture_have_their_own(
    app: Flask, visit: Visitor, ada: Member, ben: Member
) -> None:
    for who in (ada, ben):
        visit.send(PICTURE, who, action=PICTURE, picture=making.photo())
    visit.send(PICTURE, ada, action="/konto/bild/entfernen")
    run_jobs()
    session.refresh(ben)
    assert app.extensions["media"].exists(f"{ben.picture}.480.webp")


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff kaputt"]
)
def test_what_is_no_picture_is_said(
    visit: Visitor, ada: Member, content: bytes
) -> None:
    sent = (BytesIO(content), "ich.jpg")
    page = visit.send(PICTURE, ada, action=PICTURE, status=422, picture=sent)
    assert page.title.startswith("Fehler: ")
    assert "picture-error" in page.html


def test_no_file_is_said_too(visit: Visitor, ada: Member) -> None:
    page = visit.send(PICTURE, ada, action=PICTURE, status=422)
    assert "Wählen Sie ein Bild aus" in page.text


def test_nobody_shows_a_picture_or_closes_a_profile_of_another(
    ada: Member, gil: Member
) -> None:
    making.profile(ada, Audience.EVERYBODY)
    with pytest.raises(Forbidden), transaction():
        profiles.show_picture(ada, "ab" * 32, by=gil)
    with pytest.raises(Forbidden), transaction():
        profiles.close_profile(ada, by=gil)
    assert (ada.picture, ada.profile_for) == ("", Audience.EVERYBODY)


def test_the_certificate_says_who_and_since_when(visit: Visitor, ada: Member) -> None:
    page = visit("/konto/urkunde", ada)
    assert page.heading == "Urkunde"
    assert "Ada Terhorst" in page.text
    assert "Allianz für Klimaschutz" in page.text
    assert visit("/konto/urkunde", status=302).location.startswith("/anmelden")


def test_who_signs_in_with_what(app: Flask) -> None:
    school = make.member("Schule am Bach", email="s@example.org", actor="schule")
    child = making.youth(school)
    assert member_for_sign_in("S@Example.org") == school
    assert member_for_sign_in("  KIEBITZ ") == child
    assert member_for_sign_in("Schule am Bach") is None
    assert member_for_sign_in("") is None
    with transaction():
        make.members.author("Heimatverein")
    assert member_for_sign_in("Heimatverein") is None
