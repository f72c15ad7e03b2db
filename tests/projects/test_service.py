"""What authors do with projects: the use case, the refusal, the activity."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Guest, Member
from forum.core.activities import run_jobs
from forum.core.clock import at, now
from forum.core.db import session, transaction
from forum.core.errors import Forbidden, Refusal
from forum.core.mail import Letter
from forum.core.media import MediaStore
from forum.core.versions import Conflict
from forum.entries.janitor import tidy
from forum.entries.models import Picture, State
from forum.entries.permissions import can_delete, can_edit
from forum.entries.queries import revisions_of
from forum.entries.service import Sent
from forum.projects import queries, service, studio
from forum.projects.models import Origin, Project
from forum.projects.permissions import can_create
from tests.projects import making

ALL = service.WriteUp(making.words(), (making.CO2, making.KM))


def _create(by: Member, key: str | None = None, **told: object) -> Project:
    with transaction():
        return service.create(making.write_up(**told), by, Sent(key))  # type: ignore[arg-type]


def test_a_project_begins_as_a_draft(ada: Member) -> None:
    with transaction():
        project = service.create(ALL, by=ada)
    assert (project.state, project.slug, project.edited_at) == (
        State.DRAFT,
        "schulgarten-wird-klimagarten",
        None,
    )
    assert service.current(project) == ALL
    assert making.happened() == ["EntrySaved"]


def test_a_title_is_enough(ada: Member) -> None:
    with transaction():
        made = service.create(service.WriteUp(service.Words("Kurz notiert")), by=ada)
    assert (made.title, made.summary, made.html) == ("Kurz notiert", "", "")


@pytest.mark.usefixtures("app")
def test_guests_do_not_begin_one(guest: Guest) -> None:
    assert not can_create(guest)
    with transaction(), pytest.raises(Forbidden):
        service.create(ALL, by=guest)  # type: ignore[arg-type]
    assert making.happened() == []


def test_a_form_sent_twice_makes_one_project(ada: Member) -> None:
    first, again = _create(ada, "abc"), _create(ada, "abc")
    assert again.id == first.id
    assert making.happened() == ["EntrySaved"]


def test_a_form_sent_again_with_other_words_takes_nothing_away(ada: Member) -> None:
    first, other = _create(ada, "abc"), _create(ada, "abc", title="Ein anderer Titel")
    assert (other.id != first.id, other.form_key) == (True, None)
    assert [first.title, other.title] == [making.words().title, "Ein anderer Titel"]


def test_a_form_sent_again_after_its_project_was_deleted_counts(ada: Member) -> None:
    first = _create(ada, "abc")
    with transaction():
        service.delete(first, by=ada)
    again = _create(ada, "abc")
    assert (again.id != first.id, again.state) == (True, State.DRAFT)


def test_a_project_has_the_language_of_the_page_it_was_written_on(ada: Member) -> None:
    with transaction():
        ada.language = "sv"
    for language in ("de", "en"):
        with transaction():
            made = service.create(ALL, ada, Sent(language=language))
        assert made.language == language


def test_the_key_of_somebody_else_takes_nothing_away(ada: Member, ben: Member) -> None:
    first, other = _create(ada, "abc"), _create(ben, "abc")
    assert (first.form_key, other.form_key) == ("abc", None)
    assert [first.author_id, other.author_id] == [ada.id, ben.id]


def test_saving_changes_all_of_it(ada: Member) -> None:
    project = _create(ada)
    making.forget()
    before = project.version
    with transaction():
        service.save(project, ALL, by=ada, version=before)
    assert service.current(project) == ALL
    assert project.version != before
    assert making.happened() == ["EntrySaved"]


def test_saving_the_same_again_changes_nothing(ada: Member) -> None:
    project = _create(ada)
    making.forget()
    with transaction():
        service.save(project, making.write_up(), by=ada, version="long ago")
    assert (project.version, making.happened()) == ("0", [])


def test_saving_over_a_version_one_has_not_seen_is_a_conflict(ada: Member) -> None:
    project = _create(ada)
    with transaction():
        service.save(project, making.write_up(title="Die zweite"), ada, version="0")
    with transaction(), pytest.raises(Conflict):
        service.save(project, making.write_up(title="Die dritte"), ada, version="0")
    assert project.title == "Die zweite"


def test_a_stranger_cannot_save(ada: Member, eve: Member) -> None:
    project = making.project(ada)
    with transaction(), pytest.raises(Forbidden):
        service.save(project, ALL, by=eve, version=project.version)


def test_what_was_public_is_kept_with_every_save(ada: Member) -> None:
    project = making.project(ada)
    with transaction():
        service.save(project, ALL, by=ada, version=project.version)
        changed = making.write_up(title="Noch schöner")
        service.save(project, changed, by=ada, version=project.version)
    assert [one.title for one in revisions_of(project.id)] == [
        "Noch schöner",
        "Schulgarten wird Klimagarten",
        "Schulgarten wird Klimagarten",
    ]
    assert project.was_edited


def test_a_draft_keeps_no_versions(ada: Member) -> None:
    project = _create(ada)
    with transaction():
        service.save(project, ALL, by=ada, version=project.version)
    assert list(revisions_of(project.id)) == []


def test_handing_in(ada: Member) -> None:
    project = _create(ada)
    making.forget()
    with transaction():
        service.submit(project, by=ada)
        service.submit(project, by=ada)
    assert project.state is State.SUBMITTED
    assert project.submitted_at is not None
    assert [one.title for one in revisions_of(project.id)] == [project.title]
    assert making.happened() == ["EntrySubmitted"]


def test_what_is_public_need_not_be_handed_in(ada: Member) -> None:
    project = making.project(ada)
    making.forget()
    with transaction():
        service.submit(project, by=ada)
    assert (project.state, making.happened()) == (State.PUBLISHED, [])


@pytest.mark.parametrize("name", ["title", "summary", "field", "place", "source"])
def test_what_is_unfinished_cannot_be_handed_in(ada: Member, name: str) -> None:
    project = _create(ada, **{name: ""})
    assert service.missing(service.current(project)) == [name]
    with transaction(), pytest.raises(Refusal):
        service.submit(project, by=ada)
    assert project.state is State.DRAFT


def test_a_picture_without_words_is_unfinished(ada: Member) -> None:
    picture = making.picture(ada)
    bare = making.write_up(pictures=(service.Hung(picture.id),))
    assert service.missing(bare) == ["pictures"]
    decoration = making.write_up(pictures=(service.Hung(picture.id, "", True),))
    assert service.missing(decoration) == []


def test_a_stranger_cannot_hand_in(ada: Member, eve: Member) -> None:
    project = _create(ada)
    with transaction(), pytest.raises(Forbidden):
        service.submit(project, by=eve)


def test_the_author_gets_a_receipt(ada: Member) -> None:
    project = _create(ada)
    with transaction():
        service.submit(project, by=ada)
    run_jobs()
    letter = session.scalars(sa.select(Letter)).one()
    assert (letter.address, letter.subject) == (
        "ada@example.org",
        "Ihr Beitrag „Schulgarten wird Klimagarten“ ist bei uns angekommen",
    )
    assert f"/projekte/{project.id}/bearbeiten" in letter.text


def test_an_author_without_an_address_gets_none(ada: Member) -> None:
    project = _create(ada)
    with transaction():
        ada.email = ada.email_key = None
        service.submit(project, by=ada)
    run_jobs()
    assert session.scalars(sa.select(Letter)).all() == []


def test_deleting(ada: Member) -> None:
    project = making.project(ada)
    making.forget()
    with transaction():
        service.delete(project, by=ada)
    assert (project.state, making.happened()) == (State.DELETED, ["EntryDeleted"])


def test_a_stranger_cannot_delete(ada: Member, cleo: Member) -> None:
    project = making.project(ada)
    with transaction(), pytest.raises(Forbidden):
        service.delete(project, by=cleo)


def test_figures_are_replaced_as_a_whole(ada: Member) -> None:
    project = making.project(ada, figures=(making.CO2,))
    with transaction():
        service.set_results(project, (making.KM, making.CO2), by=ada)
    assert [
        (one.indicator, one.value, one.origin, one.year, one.note)
        for one in queries.results(project)
    ] == [
        ("km", Decimal(1200), Origin.GEMESSEN, None, ""),
        ("co2", Decimal("0.8"), Origin.GESCHAETZT, 2025, "grob gerechnet"),
    ]


def test_a_figure_is_kept_to_the_third_place(ada: Member) -> None:
    exact = replace(making.CO2, value=Decimal("1.23456"))
    project = making.project(ada, figures=(exact,))
    assert queries.results(project)[0].value == Decimal("1.235")


def test_a_stranger_cannot_state_figures(ada: Member, eve: Member) -> None:
    project = making.project(ada)
    with transaction(), pytest.raises(Forbidden):
        service.set_results(project, (making.KM,), by=eve)


def test_figures_of_many_projects_take_one_statement(
    ada: Member, statements: list[str]
) -> None:
    made = [making.project(ada, figures=(making.CO2,)) for _ in range(3)]
    numbers = [project.id for project in made]
    statements.clear()
    assert list(queries.results_of(numbers)) == numbers
    assert len(statements) == 1


def test_a_checked_picture_waits_for_its_form(ada: Member) -> None:
    picture = making.picture(ada, f"{'weit/' * 40}hecke.jpg")
    assert (picture.owner_id, picture.entry_id, picture.width) == (ada.id, None, 60)
    assert len(picture.file_name) == service.FILE_NAME_MAX
    assert picture.file_name.endswith("hecke.jpg")


def test_guests_send_no_pictures(ada: Member, guest: Guest) -> None:
    stored = making.studio.take_in(making.photo())
    with transaction(), pytest.raises(Forbidden):
        service.keep_picture(stored, "x.jpg", by=guest)  # type: ignore[arg-type]


def test_pictures_hang_in_their_order_and_the_first_is_the_cover(ada: Member) -> None:
    first, second = making.picture(ada), making.picture(ada, colour="brown")
    project = making.project(ada)
    hung = (service.Hung(second.id, "Ein Beet voller Laub"), service.Hung(first.id))
    with transaction():
        service.arrange(project, hung, by=ada)
    assert [one.id for one in queries.pictures(project)] == [second.id, first.id]
    assert (project.cover, project.cover_alt) == (second.digest, "Ein Beet voller Laub")


def test_a_picture_left_out_is_taken_down(ada: Member) -> None:
    first, second = making.picture(ada), making.picture(ada, colour="brown")
    number = second.id
    project = making.project(ada)
    with transaction():
        both = (service.Hung(first.id), service.Hung(number))
        service.arrange(project, both, by=ada)
        service.arrange(project, both[:1], by=ada)
    assert [one.id for one in queries.pictures(project)] == [first.id]
    assert session.get_one(Picture, number).entry_id is None


def test_nobody_hangs_the_picture_of_another(ada: Member, eve: Member) -> None:
    hers = making.picture(eve)
    project = making.project(ada)
    with transaction():
        service.arrange(project, (service.Hung(hers.id),), by=ada)
    assert (queries.pictures(project), project.cover, hers.entry_id) == ([], "", None)


def test_a_stranger_arranges_nothing(ada: Member, eve: Member) -> None:
    project = making.project(ada)
    with transaction(), pytest.raises(Forbidden):
        service.arrange(project, (), by=eve)


@pytest.mark.parametrize(
    ("alt", "says_something"),
    [
        ("Drei Kinder setzen einen Haselstrauch", True),
        ("Ein Beet", True),
        ("", False),
        ("Hecke", False),
        ("hecke am schulhof.jpg", False),
        ("IMG_2041", False),
        ("Bild 2", False),
        ("DSC 0412 (1)", False),
        ("\u2800 \u2800", False),
    ],
)
def test_what_describes_a_picture(alt: str, says_something: bool) -> None:
    assert service.describes(alt) is says_something


@pytest.mark.parametrize("state", list(State))
def test_only_authors_change_and_only_what_is_not_settled(
    ada: Member, eve: Member, cleo: Member, gil: Member, guest: Guest, state: State
) -> None:
    project = making.project(ada, state)
    open_ = state not in (State.HIDDEN, State.DELETED)
    for rule in (can_edit, can_delete):
        assert [rule(one, project) for one in (ada, eve, cleo, gil, guest)] == [
            open_,
            False,
            False,
            False,
            False,
        ]


def test_the_files_of_a_picture_taken_down_go_after_a_day(
    ada: Member, app: Flask
) -> None:
    store: MediaStore = app.extensions["media"]
    with transaction():
        kept, gone = (
            service.keep_picture(studio.take_in(making.photo(colour)), "x.jpg", by=ada)
            for colour in ("teal", "navy")
        )
    project, left = making.project(ada), gone.digest
    with transaction():
        both = (service.Hung(kept.id), service.Hung(gone.id))
        service.arrange(project, both, by=ada)
    with transaction():
        service.arrange(project, both[:1], by=ada)
    with at(now() + timedelta(hours=25)):
        tidy()
    assert [one.id for one in session.query(Picture)] == [kept.id]
    names = list(store.all())
    assert not [name for name in names if name.startswith(left)]
    assert [name for name in names if name.startswith(kept.digest)]
