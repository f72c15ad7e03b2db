"""The editor as a member uses it: by forms, without script."""

import re

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import transaction
from forum.entries.models import SUMMARY_MAX, TITLE_MAX, State
from forum.projects import service
from forum.projects.models import NOTE_MAX, Status
from tests.pages import typed
from tests.projects import making
from tests.projects.editing import (
    NEW,
    SAVE,
    SUBMIT,
    WHOLE,
    errors,
    projects,
)
from tests.visitor import Visitor

HOSTILE = "\0<script>alert(1)</script>\u202e\u200b\ud800"


def test_guests_are_asked_to_sign_in(visit: Visitor) -> None:
    assert "/anmelden" in visit(NEW, status=302).location


def test_a_draft_needs_a_title_only(visit: Visitor, ada: Member) -> None:
    answer = visit.send(NEW, ada, button=SAVE, title="Kurz notiert")
    (project,) = projects()
    assert answer.location == f"/projekte/{project.id}/bearbeiten"
    assert (project.title, project.state, project.status) == (
        "Kurz notiert",
        State.DRAFT,
        Status.UMSETZUNG,
    )
    assert "Entwurf gespeichert am" in visit(answer.location, ada).text


def test_without_a_title_nothing_is_kept(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, status=422, source="Nur ein Anfang")
    assert errors(page) == ["Geben Sie dem Projekt einen Titel"]
    assert "Nur ein Anfang" in page.html
    assert page.title.startswith("Fehler: ")
    assert projects() == []


def test_handing_in(visit: Visitor, ada: Member) -> None:
    answer = visit.send(NEW, ada, button=SUBMIT, **WHOLE)
    (project,) = projects()
    assert answer.location == f"/projekte/{project.id}/eingereicht"
    assert project.state is State.SUBMITTED
    assert service.current(project) == making.write_up(status=Status.UMSETZUNG)
    page = visit(answer.location, ada)
    assert "innerhalb von zwei Werktagen" in page.text


def test_all_that_is_missing_is_said_at_its_field(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, button=SUBMIT, status=422, title="Schulgarten")
    assert errors(page) == [
        "Schreiben Sie eine Kurzfassung mit höchstens 240 Zeichen",
        "Wählen Sie ein Thema aus",
        "Wählen Sie eine Stadt oder Gemeinde aus der Liste",
        "Erzählen Sie, was Sie gemacht haben",
    ]
    assert "Das fehlt noch" in page.text
    assert projects() == []


@pytest.mark.parametrize(("word", "fits"), [("idee", True), ("fertig", False)])
def test_how_far_it_is(visit: Visitor, ada: Member, word: str, fits: bool) -> None:
    project = making.project(ada, State.DRAFT)
    address = f"/projekte/{project.id}/bearbeiten"
    data = dict(typed(visit(address, ada).form()))
    data["status"] = word
    page = visit(address, ada, status=302 if fits else 422, method="POST", data=data)
    assert project.status is (Status.IDEE if fits else Status.UMGESETZT)
    if not fits:
        assert errors(page) == ["Wählen Sie aus, wie weit das Projekt ist"]


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
    assert errors(page) == ["Schreiben Sie eine Kurzfassung mit höchstens 240 Zeichen"]
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
    assert len(projects()) == 1
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
    assert errors(page) == [
        "Diese Seite war lange offen. Senden Sie das Formular noch einmal"
    ]
    assert "27 Kinder" in page.html
    assert projects() == []


def test_the_preview_is_what_readers_will_see(visit: Visitor, ada: Member) -> None:
    page = visit.send(
        NEW, ada, button=("do", "preview"), status=200, source=making.STORY
    )
    preview = page.tree.find(".//section[@id='vorschau']")
    assert preview is not None
    assert [one.text for one in preview.iter("strong")] == ["27 Kinder"]
    assert projects() == []


def test_the_preview_says_what_cannot_be_shown(visit: Visitor, ada: Member) -> None:
    page = visit.send(NEW, ada, button=("do", "preview"), status=422, source="[" * 5000)
    assert errors(page) == ["Im Text stehen zu viele eckige Klammern."]


@pytest.mark.parametrize("name", ["title", "summary", "source", "wishes"])
def test_hostile_text_is_cleaned_and_shown_as_text(
    visit: Visitor, ada: Member, name: str
) -> None:
    told = {**WHOLE, name: f"Harmloser Anfang {HOSTILE}".encode(errors="surrogatepass")}
    visit.send(NEW, ada, button=SUBMIT, **told)
    (project,) = projects()
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
    assert len(errors(page)) == 1
    assert message in errors(page)[0]
    bad = page.tree.findall(".//*[@class='emsg']")
    assert len(bad) == 1
    assert "27 Kinder" in page.html or name == "source"
    assert projects() == []


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
    (project,) = projects()
    assert service.current(project).figures == (making.CO2, making.KM)
    page = visit.send(answer.location, ada, status=200, button=("do", "preview"))
    shown = dict(re.findall(r'name="(result-\d-value)"[^>]*value="([^"]*)"', page.html))
    assert (shown["result-0-value"], shown["result-1-value"]) == ("0,8", "1200")


def test_fields_nobody_asked_for_change_nothing(visit: Visitor, ada: Member) -> None:
    extra = {"state": "published", "author_id": "1", "result-²-value": "1", "id": "7"}
    visit.send(NEW, ada, button=SAVE, title="Mit Beifang", **extra)
    (project,) = projects()
    assert (project.state, project.author_id) == (State.DRAFT, ada.id)


def test_buttons_nobody_made_save(visit: Visitor, ada: Member) -> None:
    visit.send(NEW, ada, button=("do", "publish:1"), title="Nur ein Entwurf")
    assert [project.state for project in projects()] == [State.DRAFT]


# ---------------------------------------------------------------- pictures


def test_the_editor_in_other_languages(visit: Visitor, ada: Member, app: Flask) -> None:
    for prefix in ("/sv", "/en"):
        page = visit(f"{prefix}{NEW}", ada)
        assert page.form(f"{prefix}{NEW}") is not None


def test_a_project_is_in_the_language_of_its_page(visit: Visitor, ada: Member) -> None:
    visit.send("/sv/projekte/neu", ada, button=SAVE, title="Vår skola")
    assert [one.language for one in projects()] == ["sv"]
