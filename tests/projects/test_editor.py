"""The editor as a member uses it: by forms, without script."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import session, transaction
from forum.entries.models import ALT_MAX, SUMMARY_MAX, TITLE_MAX, Picture, State
from forum.projects import queries, service
from forum.projects.models import NOTE_MAX, Project, Status
from tests.pages import Page, typed
from tests.projects import making
from tests.visitor import Visitor

NEW = "/projekte/neu"
WHOLE = {
    "title": "Schulgarten wird Klimagarten",
    "summary": making.SUMMARY,
    "field": "natur",
    "place": "gescher",
    "source": making.STORY,
}
SAVE, SUBMIT = ("do", "save"), ("do", "submit")
ALT = "Drei Kinder setzen einen Haselstrauch"
HOSTILE = "\0<script>alert(1)</script>\u202e\u200b\ud800"


def _projects() -> list[Project]:
    return list(session.scalars(sa.select(Project).order_by(Project.id)))


def _pictures() -> list[Picture]:
    return list(session.scalars(sa.select(Picture).order_by(Picture.id)))


def _errors(page: Page) -> list[str]:
    """What the summary above the form says."""
    box = page.tree.find(".//div[@id='fehler']")
    assert box is not None
    return ["".join(item.itertext()).strip() for item in box.iterfind(".//li")]


def test_guests_are_asked_to_sign_in(visit: Visitor) -> None:
    assert "/anmelden" in visit(NEW, status=302).location


def test_a_draft_needs_a_title_only(visit: Visitor, ada: Member) -> None:
    answer = visit.send(NEW, ada, button=SAVE, title="Kurz notiert")
    (project,) = _projects()
    assert answer.location == f"/projekte/{project.id}/bearbeiten"
    assert (project.title, project.state, project.status) == (
        "Kurz notiert",
        State.DRAFT,
        Status.UMSETZUNG,
    )
    assert "Entwurf gespeichert am" in visit(answer.location, ada).text


def test_without_a_title_nothing_is_kept(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, status=422, source="Nur ein Anfang")
    assert _errors(page) == ["Geben Sie dem Projekt einen Titel"]
    assert "Nur ein Anfang" in page.html
    assert page.title.startswith("Fehler: ")
    assert _projects() == []


def test_handing_in(visit: Visitor, ada: Member) -> None:
    answer = visit.send(NEW, ada, button=SUBMIT, **WHOLE)
    (project,) = _projects()
    assert answer.location == f"/projekte/{project.id}/eingereicht"
    assert project.state is State.SUBMITTED
    assert service.current(project) == making.write_up(status=Status.UMSETZUNG)
    page = visit(answer.location, ada)
    assert "innerhalb von zwei Werktagen" in page.text


def test_all_that_is_missing_is_said_at_its_field(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, button=SUBMIT, status=422, title="Schulgarten")
    assert _errors(page) == [
        "Schreiben Sie eine Kurzfassung mit höchstens 240 Zeichen",
        "Wählen Sie ein Thema aus",
        "Wählen Sie eine Stadt oder Gemeinde aus der Liste",
        "Erzählen Sie, was Sie gemacht haben",
    ]
    assert "Das fehlt noch" in page.text
    assert _projects() == []


@pytest.mark.parametrize(("word", "fits"), [("idee", True), ("fertig", False)])
def test_how_far_it_is(visit: Visitor, ada: Member, word: str, fits: bool) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    data = dict(typed(visit(address, ada).form()))
    data["status"] = word
    page = visit(address, ada, status=302 if fits else 422, method="POST", data=data)
    assert project.status is (Status.IDEE if fits else Status.UMGESETZT)
    if not fits:
        assert _errors(page) == ["Wählen Sie aus, wie weit das Projekt ist"]


def test_changing_a_draft(visit: Visitor, ada: Member) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    visit.send(address, ada, button=SAVE, title="Ein neuer Titel", place="heek")
    assert (project.title, project.place, project.summary) == (
        "Ein neuer Titel",
        "heek",
        making.SUMMARY,
    )


def test_what_is_public_stays_public_and_whole(visit: Visitor, ada: Member) -> None:
    project = making.project(ada)
    address = f"/projekte/{project.id}/bearbeiten"
    page = visit.send(address, ada, button=SAVE, status=422, summary="")
    assert _errors(page) == ["Schreiben Sie eine Kurzfassung mit höchstens 240 Zeichen"]
    answer = visit.send(address, ada, button=SAVE, title="Ein neuer Titel")
    assert answer.location == f"/projekte/{project.id}-ein-neuer-titel"
    assert (project.state, project.was_edited) == (State.PUBLISHED, True)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
def test_nobody_edits_the_project_of_another(
    visit: Visitor, ada: Member, eve: Member, cleo: Member, state: State
) -> None:
    project = making.project(ada, state)
    for who in (eve, cleo):
        visit(f"/projekte/{project.id}/bearbeiten", who, status=404)
        visit(f"/projekte/{project.id}/loeschen", who, status=404)
        visit(f"/projekte/{project.id}/eingereicht", who, status=404)


def test_what_is_hidden_stays_as_it_is(visit: Visitor, ada: Member) -> None:
    project = making.project(ada, State.HIDDEN)
    visit(f"/projekte/{project.id}/bearbeiten", ada, status=403)
    visit(f"/projekte/{project.id}/loeschen", ada, status=403)


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "x"])
def test_numbers_that_are_none(visit: Visitor, ada: Member, number: str) -> None:
    visit(f"/projekte/{number}/bearbeiten", ada, status=404)


def test_the_same_form_twice_is_one_project(visit: Visitor, ada: Member) -> None:
    form = visit(NEW, ada)
    values = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', form.html)[1]  # type: ignore[index]
        for name in ("csrf_token", "form_key")
    }
    for _time in range(2):
        data = {**WHOLE, **values, "do": "submit", "version": "0"}
        answer = visit(NEW, ada, status=302, method="POST", data=data)
        assert answer.location.endswith("/eingereicht")
    assert len(_projects()) == 1
    assert making.happened() == ["EntrySaved", "EntrySubmitted"]


def test_two_windows_and_the_second_loses_nothing(visit: Visitor, ada: Member) -> None:
    project = making.project(ada)
    address = f"/projekte/{project.id}/bearbeiten"
    changed = making.write_up(title="Aus dem anderen Fenster")
    old = project.version
    with transaction():
        service.save(project, changed, by=ada, version=old)
    page = visit.send(address, ada, status=409, title="Aus diesem Fenster", version=old)
    assert "Aus diesem Fenster" in page.html
    assert "Die andere Fassung" in page.text
    assert "Aus dem anderen Fenster" in page.text
    assert project.title == "Aus dem anderen Fenster"
    visit.send(address, ada, title="Aus diesem Fenster", version=project.version)
    assert project.title == "Aus diesem Fenster"


def test_a_version_nobody_wrote_is_a_conflict(visit: Visitor, ada: Member) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    page = visit.send(address, ada, status=409, title="Getippt", version="999")
    assert "Getippt" in page.html


def test_an_expired_form_keeps_what_was_typed(visit: Visitor, ada: Member) -> None:
    data = {**WHOLE, "csrf_token": "too old", "do": "submit"}
    page = visit(NEW, ada, status=422, method="POST", data=data)
    assert _errors(page) == [
        "Diese Seite war lange offen. Senden Sie das Formular noch einmal"
    ]
    assert "27 Kinder" in page.html
    assert _projects() == []


def test_the_preview_is_what_readers_will_see(visit: Visitor, ada: Member) -> None:
    page = visit.send(
        NEW, ada, button=("do", "preview"), status=200, source=making.STORY
    )
    preview = page.tree.find(".//section[@id='vorschau']")
    assert preview is not None
    assert [one.text for one in preview.iter("strong")] == ["27 Kinder"]
    assert _projects() == []


def test_the_preview_says_what_cannot_be_shown(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, button=("do", "preview"), status=422, source="[" * 5000)
    assert _errors(page) == ["Im Text stehen zu viele eckige Klammern."]


@pytest.mark.parametrize("name", ["title", "summary", "source", "wishes"])
def test_hostile_text_is_cleaned_and_shown_as_text(
    visit: Visitor, ada: Member, name: str
) -> None:
    told = {**WHOLE, name: f"Harmloser Anfang {HOSTILE}".encode(errors="surrogatepass")}
    visit.send(NEW, ada, button=SUBMIT, **told)
    (project,) = _projects()
    page = visit(f"/projekte/{project.id}-{project.slug}", ada)
    assert "<script>alert" not in page.html
    assert "Harmloser Anfang" in page.text
    assert not set("\0\u202e\u200b\ud800") & set(page.html)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("title", "x" * (TITLE_MAX + 12), "Kürzen Sie den Text um 12 Zeichen"),
        ("title", "\u200b\u2800", "Geben Sie dem Projekt einen Titel"),
        ("summary", "x" * (SUMMARY_MAX + 1), "Kürzen Sie den Text um 1 Zeichen"),
        ("source", "x" * 20_001, "Kürzen Sie den Text um 1 Zeichen"),
        ("source", ">" * 40 + " tief", "zu viele Zitate"),
        ("field", "kernkraft", "Wählen Sie ein Thema aus"),
        ("place", "münster", "Wählen Sie eine Stadt oder Gemeinde"),
        ("wishes", "\n".join("abcdef"), "höchstens 5 Zeilen"),
        ("wishes", "x" * 121, "höchstens 5 Zeilen"),
        ("result-0-value", "viel", "Schreiben Sie eine Zahl"),
        ("result-0-value", "-3", "Schreiben Sie eine Zahl"),
        ("result-0-value", "9" * 30, "Schreiben Sie eine Zahl"),
        ("result-0-value", "", "Schreiben Sie eine Zahl"),
        ("result-0-indicator", "gold", "Wählen Sie aus, was gezählt wird"),
        ("result-0-indicator", "", "Wählen Sie aus, was gezählt wird"),
        ("result-0-origin", "gewürfelt", "gemessen, berechnet oder geschätzt"),
        ("result-0-year", "3000", "Schreiben Sie ein Jahr"),
        ("result-0-year", "2025,5", "Schreiben Sie ein Jahr"),
        ("result-0-note", "x" * (NOTE_MAX + 1), "Kürzen Sie den Text um 1 Zeichen"),
    ],
)
@pytest.mark.parametrize("button", [SAVE, SUBMIT])
def test_what_cannot_be_taken_is_said_at_its_field(
    visit: Visitor,
    ada: Member,
    name: str,
    value: str,
    message: str,
    button: tuple[str, str],
) -> None:
    figure = {
        "result-0-indicator": "co2",
        "result-0-value": "0,8",
        "result-0-origin": "gemessen",
    }
    told = {**WHOLE, **figure, name: value}
    page = visit.send(NEW, ada, button=button, status=422, **told)
    assert len(_errors(page)) == 1
    assert message in _errors(page)[0]
    bad = page.tree.findall(".//*[@class='emsg']")
    assert len(bad) == 1
    assert "27 Kinder" in page.html or name == "source"
    assert _projects() == []


def test_figures(visit: Visitor, ada: Member) -> None:
    figures = {
        "result-0-indicator": "co2",
        "result-0-value": "0,8",
        "result-0-origin": "geschaetzt",
        "result-0-year": "2025",
        "result-0-note": "grob gerechnet",
        "result-2-indicator": "km",
        "result-2-value": "1.200",
        "result-2-origin": "gemessen",
    }
    answer = visit.send(NEW, ada, button=SAVE, title="Mit Zahlen", **figures)
    (project,) = _projects()
    assert service.current(project).figures == (making.CO2, making.KM)
    page = visit.send(answer.location, ada, status=200, button=("do", "preview"))
    shown = dict(re.findall(r'name="(result-\d-value)"[^>]*value="([^"]*)"', page.html))
    assert (shown["result-0-value"], shown["result-1-value"]) == ("0,8", "1200")


def test_fields_nobody_asked_for_change_nothing(visit: Visitor, ada: Member) -> None:
    extra = {"state": "published", "author_id": "1", "result-²-value": "1", "id": "7"}
    visit.send(NEW, ada, button=SAVE, title="Mit Beifang", **extra)
    (project,) = _projects()
    assert (project.state, project.author_id) == (State.DRAFT, ada.id)


def test_buttons_nobody_made_save(visit: Visitor, ada: Member) -> None:
    visit.send(NEW, ada, button=("do", "publish:1"), title="Nur ein Entwurf")
    assert [project.state for project in _projects()] == [State.DRAFT]


# ---------------------------------------------------------------- pictures


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
    assert [one.file_name for one in _pictures()] == ["hecke.jpg", "laub.png"]
    assert _numbers(page) == [one.id for one in _pictures()]
    assert [one.entry_id for one in _pictures()] == [None, None]
    assert _projects() == []
    media = f"/media/{_pictures()[0].digest}.480.webp"
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
    (project,) = _projects()
    assert (queries.pictures(project), picture.entry_id) == ([], None)


def test_bad_files_are_named_and_the_good_ones_stay(
    visit: Visitor, ada: Member
) -> None:
    text = making.file("notiz.jpg", b"kein Bild")
    page = _upload(visit, ada, making.file("gut.jpg"), text, status=422)
    assert _errors(page) == [
        "„notiz.jpg“: Diese Datei ist kein Bild. Wählen Sie JPG, PNG oder WebP."
    ]
    assert [one.file_name for one in _pictures()] == ["gut.jpg"]
    assert _numbers(page) == [_pictures()[0].id]


def test_good_pictures_stay_when_words_are_missing(visit: Visitor, ada: Member) -> None:
    page = visit.send(
        NEW, ada, button=SUBMIT, status=422, title="", files=[making.file("gut.jpg")]
    )
    assert "Geben Sie dem Projekt einen Titel" in _errors(page)
    assert _numbers(page) == [one.id for one in _pictures()]
    assert len(_pictures()) == 1


def test_pictures_for_a_project_that_is_there(visit: Visitor, ada: Member) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    visit.send(address, ada, button=SAVE, files=[making.file("neu.jpg")])
    assert [one.file_name for one in queries.pictures(project)] == ["neu.jpg"]
    page = visit.send(
        address, ada, button=SUBMIT, status=422, files=[making.file("kaputt.jpg", b"x")]
    )
    assert _errors(page)[0].startswith("„kaputt.jpg“: ")
    assert len(_numbers(page)) == 1


def test_too_large_a_file_is_refused(visit: Visitor, ada: Member) -> None:
    large = making.file("riesig.jpg", making.photo() + b"\0" * 13_000_000)
    page = _upload(visit, ada, large, status=422)
    assert _errors(page) == [
        "„riesig.jpg“: Das Bild ist 13 MB groß. Wählen Sie ein Bild bis 12 MB."
    ]
    page.response.request.environ["wsgi.input"].close()  # the browser's own copy


def test_more_files_than_we_look_into_at_once(visit: Visitor, ada: Member) -> None:
    files = [making.file(f"{number}.jpg") for number in range(7)]
    page = _upload(visit, ada, *files, status=422)
    assert _errors(page) == ["„6.jpg“: Höchstens 6 Bilder auf einmal und 12 im Ganzen."]
    assert len(_numbers(page)) == 1  # six times the same one


def test_an_expired_form_takes_no_files(visit: Visitor, ada: Member) -> None:
    data = {"csrf_token": "old", "title": "x", "files": [making.file("gut.jpg")]}
    visit(NEW, ada, status=422, method="POST", data=data)
    assert _pictures() == []


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
    assert len(_errors(page)) == 1
    assert _errors(page)[0].startswith(message)
    assert _numbers(page) == [picture.id]


def test_decoration_needs_no_words(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    told = {"picture": str(picture.id), f"picture-{picture.id}-decorative": "y"}
    visit.send(NEW, ada, button=SUBMIT, consent="y", **WHOLE, **told)
    (project,) = _projects()
    assert (project.cover, project.cover_alt) == (picture.digest, "")


def test_people_on_pictures_have_to_agree(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    told = {"picture": str(picture.id), f"picture-{picture.id}-alt": ALT}
    page = visit.send(NEW, ada, button=SUBMIT, status=422, **WHOLE, **told)
    assert _errors(page) == ["Bestätigen Sie das für Ihre Bilder"]
    visit.send(NEW, ada, button=SUBMIT, consent="y", **WHOLE, **told)
    (project,) = _projects()
    assert [(one.id, one.alt) for one in queries.pictures(project)] == [
        (picture.id, ALT)
    ]


def test_an_unfinished_draft_keeps_its_pictures(visit: Visitor, ada: Member) -> None:
    picture = making.picture(ada)
    answer = visit.send(
        NEW, ada, button=SAVE, title="Schulgarten", picture=str(picture.id)
    )
    assert _numbers(visit(answer.location, ada)) == [picture.id]


def test_the_editor_in_other_languages(visit: Visitor, ada: Member, app: Flask) -> None:
    for prefix in ("/sv", "/en"):
        page = visit(f"{prefix}{NEW}", ada)
        assert page.form(f"{prefix}{NEW}") is not None


def test_a_preview_keeps_the_pictures_that_came_with_it(
    visit: Visitor, ada: Member
) -> None:
    told = {**WHOLE, "files": [making.file("hecke.jpg")]}
    page = visit.send(NEW, ada, button=("do", "preview"), status=200, **told)
    assert page.tree.find(".//section[@id='vorschau']") is not None
    assert [one.file_name for one in _pictures()] == ["hecke.jpg"]


def test_a_picture_that_comes_with_the_last_step_needs_consent_too(
    visit: Visitor, ada: Member
) -> None:
    told = {**WHOLE, "files": [making.file("hecke.jpg")]}
    page = visit.send(NEW, ada, button=SUBMIT, status=422, **told)
    assert "Bestätigen Sie das für Ihre Bilder" in _errors(page)


def test_a_form_with_a_picture_sent_twice_makes_one_project(
    visit: Visitor, ada: Member
) -> None:
    data = dict(typed(visit(NEW, ada).form())) | WHOLE
    for _again in range(2):
        sent = {**data, "do": "save", "files": [making.file("hecke.jpg")]}
        visit(NEW, ada, status=302, method="POST", data=sent)
    (project,) = _projects()
    assert len(queries.pictures(project)) == 1


def test_a_project_is_in_the_language_of_its_page(visit: Visitor, ada: Member) -> None:
    visit.send("/sv/projekte/neu", ada, button=SAVE, title="Vår skola")
    assert [one.language for one in _projects()] == ["sv"]
