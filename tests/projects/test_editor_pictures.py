"""Pictures in the editor: added, told of, arranged; without script."""

import pytest

from forum.accounts.members.models import Member
from forum.entries.models import ALT_MAX, State
from forum.projects import queries
from tests.pages import Page, typed
from tests.projects import making
from tests.projects.editing import (
    ALT,
    NEW,
    SAVE,
    SUBMIT,
    WHOLE,
    errors,
    pictures,
    projects,
)
from tests.visitor import Visitor


def _upload(visit: Visitor, who: Member, *files: object, **told: object) -> Page:
    status = told.pop("status", 200)
    return visit.send(
        NEW,
        who,
        button=("do", "upload"),
        status=status,  # type: ignore[arg-type]
        files=list(files),
        **{"title": "Schulgarten", **told},
    )


def _numbers(page: Page) -> list[int]:
    """The pictures in the form, in their order."""
    fields = page.tree.iterfind(".//input[@name='picture']")
    return [int(field.get("value", "")) for field in fields]


def test_pictures_are_added_before_anything_is_saved(
    visit: Visitor, ada: Member
) -> None:
    brown = making.file("laub.png", making.photo("brown", "PNG"))
    page = _upload(visit, ada, making.file("hecke.jpg"), brown)
    assert [one.file_name for one in pictures()] == ["hecke.jpg", "laub.png"]
    assert _numbers(page) == [one.id for one in pictures()]
    assert [one.entry_id for one in pictures()] == [None, None]
    assert projects() == []
    media = f"/media/{pictures()[0].digest}.480.webp"
    assert visit.browser(ada).get(media).status_code == 200


def test_a_waiting_picture_is_nobody_elses(
    visit: Visitor, ada: Member, eve: Member
) -> None:
    picture = making.picture(ada)
    assert (
        visit.browser(eve).get(f"/media/{picture.digest}.480.webp").status_code == 404
    )
    alt = {f"picture-{picture.id}-alt": ALT}
    visit.send(NEW, eve, button=SAVE, title="Geborgt", picture=str(picture.id), **alt)
    (project,) = projects()
    assert (queries.pictures(project), picture.entry_id) == ([], None)


def test_bad_files_are_named_and_the_good_ones_stay(
    visit: Visitor, ada: Member
) -> None:
    text = making.file("notiz.jpg", b"kein Bild")
    page = _upload(visit, ada, making.file("gut.jpg"), text, status=422)
    assert errors(page) == [
        "„notiz.jpg“: Diese Datei ist kein Bild. Wählen Sie JPG, PNG oder WebP."
    ]
    assert [one.file_name for one in pictures()] == ["gut.jpg"]
    assert _numbers(page) == [pictures()[0].id]


def test_good_pictures_stay_when_words_are_missing(visit: Visitor, ada: Member) -> None:
    page = visit.send(
        NEW, ada, button=SUBMIT, status=422, title="", files=[making.file("gut.jpg")]
    )
    assert "Geben Sie dem Projekt einen Titel" in errors(page)
    assert _numbers(page) == [one.id for one in pictures()]
    assert len(pictures()) == 1


def test_pictures_for_a_project_that_is_there(visit: Visitor, ada: Member) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    visit.send(address, ada, button=SAVE, files=[making.file("neu.jpg")])
    assert [one.file_name for one in queries.pictures(project)] == ["neu.jpg"]
    page = visit.send(
        address, ada, button=SUBMIT, status=422, files=[making.file("kaputt.jpg", b"x")]
    )
    assert errors(page)[0].startswith("„kaputt.jpg“: ")
    assert len(_numbers(page)) == 1


def test_too_large_a_file_is_refused(visit: Visitor, ada: Member) -> None:
    large = making.file("riesig.jpg", making.photo() + b"\0" * 13_000_000)
    page = _upload(visit, ada, large, status=422)
    assert errors(page) == [
        "„riesig.jpg“: Das Bild ist 13 MB groß. Wählen Sie ein Bild bis 12 MB."
    ]
    page.response.request.environ["wsgi.input"].close()  # the browser's own copy


def test_more_files_than_we_look_into_at_once(visit: Visitor, ada: Member) -> None:
    files = [making.file(f"{number}.jpg") for number in range(7)]
    page = _upload(visit, ada, *files, status=422)
    assert errors(page) == ["„6.jpg“: Höchstens 6 Bilder auf einmal und 12 im Ganzen."]
    assert len(_numbers(page)) == 1  # six times the same one


def test_an_expired_form_takes_no_files(visit: Visitor, ada: Member) -> None:
    data = {"csrf_token": "old", "title": "x", "files": [making.file("gut.jpg")]}
    visit(NEW, ada, status=422, method="POST", data=data)
    assert pictures() == []


@pytest.mark.parametrize(
    ("word", "which", "order"),
    [
        ("up", 1, [1, 0, 2]),
        ("up", 0, [0, 1, 2]),
        ("down", 0, [1, 0, 2]),
        ("down", 2, [0, 1, 2]),
        ("cover", 2, [2, 0, 1]),
        ("remove", 1, [0, 2]),
    ],
)
def test_pictures_are_arranged_by_buttons(
    visit: Visitor, ada: Member, word: str, which: int, order: list[int]
) -> None:
    numbers = [making.picture(ada, f"{n}.jpg").id for n in range(3)]
    page = visit.send(
        NEW,
        ada,
        button=("do", f"{word}:{numbers[which]}"),
        status=200,
        title="Typed",
        picture=[str(number) for number in numbers],
        **{f"picture-{numbers[0]}-alt": ALT},
    )
    assert _numbers(page) == [numbers[place] for place in order]
    assert ALT in page.html
    assert "Typed" in page.html


@pytest.mark.parametrize("number", ["0", "-1", "²", "99999999999999999999", "x", ""])
def test_pictures_that_are_none(visit: Visitor, ada: Member, number: str) -> None:
    page = visit.send(
        NEW, ada, button=("do", f"remove:{number}"), status=200, picture=number
    )
    assert _numbers(page) == []


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("", "Beschreiben Sie Bild 1 für Menschen, die es nicht sehen"),
        ("IMG_2041.jpg", "Schreiben Sie in einem Satz, was auf Bild 1 zu sehen ist"),
        ("Hecke", "Schreiben Sie in einem Satz, was auf Bild 1 zu sehen ist"),
        ("x" * (ALT_MAX + 1), "Kürzen Sie den Text um 1 Zeichen"),
    ],
)
def test_a_picture_has_to_be_described(
    visit: Visitor, ada: Member, alt: str, message: str
) -> None:
    picture = making.picture(ada)
    told = {"picture": str(picture.id), f"picture-{picture.id}-alt": alt}
    page = visit.send(NEW, ada, button=SUBMIT, status=422, consent="y", **WHOLE, **told)
    assert len(errors(page)) == 1
    assert errors(page)[0].startswith(message)
    assert _numbers(page) == [picture.id]


def test_decoration_needs_no_words(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    told = {"picture": str(picture.id), f"picture-{picture.id}-decorative": "y"}
    visit.send(NEW, ada, button=SUBMIT, consent="y", **WHOLE, **told)
    (project,) = projects()
    assert (project.cover, project.cover_alt) == (picture.digest, "")


def test_people_on_pictures_have_to_agree(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    told = {"picture": str(picture.id), f"picture-{picture.id}-alt": ALT}
    page = visit.send(NEW, ada, button=SUBMIT, status=422, **WHOLE, **told)
    assert errors(page) == ["Bestätigen Sie das für Ihre Bilder"]
    visit.send(NEW, ada, button=SUBMIT, consent="y", **WHOLE, **told)
    (project,) = projects()
    assert [(one.id, one.alt) for one in queries.pictures(project)] == [
        (picture.id, ALT)
    ]


def test_an_unfinished_draft_keeps_its_pictures(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    answer = visit.send(
        NEW, ada, button=SAVE, title="Schulgarten", picture=str(picture.id)
    )
    assert _numbers(visit(answer.location, ada)) == [picture.id]


def test_a_preview_keeps_the_pictures_that_came_with_it(
    visit: Visitor, ada: Member
) -> None:
    told = {**WHOLE, "files": [making.file("hecke.jpg")]}
    page = visit.send(NEW, ada, button=("do", "preview"), status=200, **told)
    assert page.tree.find(".//section[@id='vorschau']") is not None
    assert [one.file_name for one in pictures()] == ["hecke.jpg"]


def test_a_picture_that_comes_with_the_last_step_needs_consent_too(
    visit: Visitor, ada: Member
) -> None:
    told = {**WHOLE, "files": [making.file("hecke.jpg")]}
    page = visit.send(NEW, ada, button=SUBMIT, status=422, **told)
    assert "Bestätigen Sie das für Ihre Bilder" in errors(page)


def test_a_form_with_a_picture_sent_twice_makes_one_project(
    visit: Visitor, ada: Member
) -> None:
    data = dict(typed(visit(NEW, ada).form())) | WHOLE
    for _again in range(2):
        sent = {**data, "do": "save", "files": [making.file("hecke.jpg")]}
        visit(NEW, ada, status=302, method="POST", data=sent)
    (project,) = projects()
    assert len(queries.pictures(project)) == 1
