"""Whose eyes a picture is for: it is seen where its entry is seen."""

from collections.abc import Iterator

import pytest
from flask import Flask

from forum.accounts.members.models import Guest, Member
from forum.core.db import session, transaction
from forum.core.media import MediaStore, variants
from forum.entries import queries
from forum.entries.models import Picture, State
from forum.entries.permissions import can_use_picture
from forum.entries.service import arrange
from forum.projects.models import Project
from tests.projects import making
from tests.visitor import Visitor

DIGEST = "ab" * 32
PATH = f"/media/{DIGEST}.480.webp"


@pytest.fixture(autouse=True)
def files(app: Flask) -> Iterator[None]:
    """The three files of one picture."""
    store: MediaStore = app.extensions["media"]
    for name in variants(DIGEST):
        store.put(name, name.encode())
    yield
    store.delete(DIGEST)


def picture(owner: Member, entry: Project | None = None, alt: str = "Ein Teich") -> int:
    with transaction():
        made = Picture(owner_id=owner.id, digest=DIGEST, width=480, height=320, alt=alt)
        session.add(made)
        session.flush()
        if entry is not None:
            arrange(entry, [made])
    return made.id


def test_a_public_picture_is_for_everybody(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    picture(ada, making.project(ada))
    for who in (None, ada, ben):
        answer = visit.browser(who).get(PATH)
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.data == f"{DIGEST}.480.webp".encode()
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers


def test_all_its_files_are_served(visit: Visitor, ada: Member) -> None:
    picture(ada, making.project(ada))
    types = [visit.browser().get(f"/media/{one}").mimetype for one in variants(DIGEST)]
    assert sorted(types) == ["image/jpeg", "image/webp", "image/webp"]


def test_the_picture_of_a_draft_is_for_its_author(
    visit: Visitor, ada: Member, ben: Member, cleo: Member, gil: Member
) -> None:
    picture(ada, making.project(ada, State.DRAFT))
    answer = visit.browser(ada).get(PATH)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    for who in (None, ben, cleo, gil):
        visit(PATH, as_=who, status=404)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.HIDDEN])
def test_what_waits_is_for_author_and_moderators(
    state: State, visit: Visitor, ada: Member, ben: Member, cleo: Member, dan: Member
) -> None:
    picture(ada, making.project(ada, state))
    for who in (ada, cleo):
        assert visit.browser(who).get(PATH).status_code == 200
    for who in (None, ben, dan):
        visit(PATH, as_=who, status=404)


def test_a_picture_in_a_form_is_for_who_sent_it(
    visit: Visitor, ada: Member, ben: Member, cleo: Member
) -> None:
    picture(ada)
    assert visit.browser(ada).get(PATH).status_code == 200
    for who in (None, ben, cleo):
        visit(PATH, as_=who, status=404)


def test_the_same_picture_twice_is_as_public_as_its_most_public_entry(
    visit: Visitor, ada: Member, ben: Member
) -> None:
    picture(ada, making.project(ada, State.DRAFT))
    visit(PATH, status=404)
    picture(ben, making.project(ben))
    assert visit.browser().get(PATH).status_code == 200


def test_a_file_that_is_lost_is_missing(
    visit: Visitor, ada: Member, app: Flask
) -> None:
    picture(ada, making.project(ada))
    app.extensions["media"].delete(DIGEST)
    visit(PATH, status=404)


@pytest.mark.parametrize(
    "name",
    [
        "x",
        f"{DIGEST}.480.jpg",
        f"{DIGEST}.481.webp",
        f"{DIGEST}.480.svg",
        f"{DIGEST.upper()}.480.webp",
        f"{'cd' * 32}.480.webp",
        "..%2f..%2fforum.db",
        f"{DIGEST}.480.webp%00.jpg",
        f"{DIGEST}.480.webp%0a",
    ],
)
def test_other_names_are_no_pictures(visit: Visitor, ada: Member, name: str) -> None:
    picture(ada, making.project(ada))
    visit(f"/media/{name}", as_=ada, status=404)


def test_nobody_uses_the_picture_of_another(
    ada: Member, ben: Member, guest: Guest
) -> None:
    number = picture(ada)
    assert set(queries.pictures_by([number, 999], ada.id)) == {number}
    assert queries.pictures_by([number], ben.id) == {}
    found = session.get_one(Picture, number)
    entry = making.project(ada)
    told = [can_use_picture(one, found, entry) for one in (ada, ben, guest)]
    assert told == [True, False, False]


def test_the_first_picture_is_the_cover(ada: Member) -> None:
    project = making.project(ada)
    picture(ada, project, "Der Teich")
    assert (project.cover, project.cover_alt) == (DIGEST, "Der Teich")
    with transaction():
        arrange(project, [])
    assert (project.cover, project.cover_alt) == ("", "")
