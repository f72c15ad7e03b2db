"""How staff write the pages of the house: versions, conflicts, back to the template."""

from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.activities import ActivityRow
from forum.core.db import release, session, transaction
from forum.core.errors import Forbidden
from forum.core.text import PROSE_MAX, render
from forum.core.versions import Conflict
from forum.editorial.pages import privacy, queries, service
from forum.editorial.pages.models import TITLE_MAX, PageText
from tests import make
from tests.editorial.pages import making
from tests.editorial.pages.making import WHOLE
from tests.visitor import Visitor

LIST = "/redaktion/seiten"
EDIT = f"{LIST}/impressum/de"
HISTORY, RESET = f"{EDIT}/verlauf", f"{EDIT}/vorlage"


@pytest.mark.parametrize("who", ["ada", "cleo", "fay"])
@pytest.mark.parametrize("url", [LIST, EDIT, HISTORY, f"{HISTORY}/1"])
def test_only_who_writes_pages_sees_how(
    who: str, url: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    visit(url, request.getfixturevalue(who), status=403)


def test_guests_sign_in_first(visit: Visitor) -> None:
    assert "/anmelden" in visit(LIST, status=302).location
    visit(EDIT, status=403, method="POST", data={})


@pytest.mark.parametrize("who", ["ada", "cleo", "fay"])
def test_others_change_nothing(
    who: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    for url in (EDIT, RESET):
        visit(url, member, status=403, method="POST", data={"source": WHOLE})
    with transaction(), pytest.raises(Forbidden):
        service.write(
            "impressum", "de", service.Words("Wir", WHOLE, render(WHOLE)), member, 0
        )
    with transaction(), pytest.raises(Forbidden):
        service.reset("impressum", "de", member, 0)
    assert making.versions() == []


def test_a_role_without_its_second_factor_is_none(visit: Visitor, dan: Member) -> None:
    with transaction():
        dan.second_since = None
    visit(LIST, dan, status=403)


@pytest.mark.parametrize("who", ["dan", "gil"])
def test_what_staff_write_is_what_all_read(
    who: str, visit: Visitor, request: pytest.FixtureRequest
) -> None:
    member = request.getfixturevalue(who)
    answer = visit.send(EDIT, member, title="Wer wir sind", source=f"**Eins** {WHOLE}")
    assert answer.location == HISTORY
    page = visit("/impressum")
    assert page.heading == "Wer wir sind"
    assert "<strong>Eins</strong>" in page.html
    (row,) = session.scalars(sa.select(ActivityRow).where(ActivityRow.audited))
    assert (row.name, row.by) == ("PageChanged", member.id)
    assert row.details == {"page": "impressum", "language": "de", "version": 1}
    assert member.display_name in visit(HISTORY, member).text
    assert "Seite geändert" in visit("/redaktion/protokoll", member).text


def test_every_version_is_kept_and_can_be_compared(
    visit: Visitor, dan: Member, gil: Member
) -> None:
    making.write("impressum", f"Erste. {WHOLE}", dan)
    making.write("impressum", f"Zweite. {WHOLE}", gil)
    history = visit(HISTORY, dan)
    assert all(one.display_name in history.text for one in (dan, gil))
    assert history.text.index("Fassung 2") < history.text.index("Fassung 1")
    assert "Erste." not in visit("/impressum").text
    both = visit(f"{HISTORY}/1", dan).text
    assert both.index("Damals") < both.index("Erste.") < both.index("Zweite.")
    assert "Erste." in visit(f"{EDIT}?fassung=1", dan).html
    visit.send(f"{EDIT}?fassung=1", dan)
    assert "Erste." in visit("/impressum").text
    assert [number for _, _, number, _ in making.versions()] == [1, 2, 3]


def test_back_to_the_template_and_forward_again(visit: Visitor, dan: Member) -> None:
    template = visit("/impressum").text
    making.write("impressum", WHOLE, dan)
    visit.send(HISTORY, dan, action=RESET)
    assert visit("/impressum").text == template
    assert [kept[2:] for kept in making.versions()] == [(1, False), (2, True)]
    assert f'action="{RESET}"' not in visit(HISTORY, dan).html
    making.write("impressum", WHOLE, dan)
    assert "Musterstadt" in visit("/impressum").text


def test_two_who_write_at_once_lose_nothing(
    visit: Visitor, dan: Member, gil: Member
) -> None:
    form = visit(EDIT, dan).form()
    token = {
        one.get("name"): one.get("value", "")
        for one in form.iter("input")
        if one.get("type") == "hidden"
    }
    making.write("impressum", f"Von Gil. {WHOLE}", gil, title="Gils Titel")
    told = {**token, "title": "Dans Titel", "source": f"Von Dan. {WHOLE}"}
    page = visit(EDIT, dan, status=409, method="POST", data=told)
    assert page.title.startswith("Fehler: ")
    assert all(one in page.html for one in ("Dans Titel", "Von Dan.", "Von Gil."))
    assert "Von Gil." in visit("/impressum").text
    again = {
        one.get("name"): one.get("value", "")
        for one in page.form().iter("input")
        if one.get("type") == "hidden"
    }
    visit(EDIT, dan, status=302, method="POST", data={**told, **again})
    assert "Von Dan." in visit("/impressum").text


def test_the_database_decides_who_was_first(app: Flask, dan: Member) -> None:
    together, number = Barrier(2), dan.id
    ended: list[str] = []

    def write(words: str) -> None:
        with app.app_context():
            try:
                together.wait()
                with transaction():
                    by = session.get_one(Member, number)
                    told = service.Words("Wir", f"{words} {WHOLE}", f"<p>{WHOLE}</p>")
                    service.write("impressum", "de", told, by, 0)
                ended.append("kept")
            except Conflict:
                ended.append("conflict")
            finally:
                release()

    session.rollback()
    threads = [Thread(target=write, args=(words,)) for words in ("Eins", "Zwei")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["conflict", "kept"]
    assert len(making.versions()) == 1


def test_the_same_text_again_is_no_version(visit: Visitor, dan: Member) -> None:
    visit.send(EDIT, dan)
    assert making.versions() == []
    making.write("impressum", WHOLE, dan)
    visit.send(EDIT, dan)
    assert len(making.versions()) == 1


def test_a_preview_keeps_nothing(visit: Visitor, dan: Member) -> None:
    page = visit.send(
        EDIT, dan, status=200, button=("do", "preview"), source=f"**Bald** {WHOLE}"
    )
    assert page.tree.find(".//*[@id='vorschau']") is not None
    assert "<strong>Bald</strong>" in page.html
    assert making.versions() == []


@pytest.mark.parametrize(
    "told",
    [
        {"title": ""},
        {"title": "x"},
        {"title": "x" * (TITLE_MAX + 1)},
        {"title": "\0\u202e\u200b"},
        {"source": ""},
        {"source": " \n\t"},
        {"source": "Zu kurz."},
        {"source": "---\n\n" * 60},
        {"source": "<script></script>" * 20},
        {"source": "x" * (PROSE_MAX + 1)},
        {"source": "> " * 3000},
    ],
)
def test_what_cannot_be_kept_is_said(
    told: dict[str, str], visit: Visitor, dan: Member
) -> None:
    """A page that the law asks for cannot be emptied."""
    page = visit.send(EDIT, dan, status=422, **{"source": WHOLE, **told})
    assert page.title.startswith("Fehler: ")
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert making.versions() == []
    preview = {"source": WHOLE, **told}
    if "source" not in told or told["source"].strip() == "":
        visit.send(EDIT, dan, status=422, button=("do", "preview"), **preview)


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "\0", "7"])
def test_a_version_somebody_made_up_is_a_conflict(
    version: str, visit: Visitor, dan: Member
) -> None:
    visit.send(EDIT, dan, status=409, version=version, source=WHOLE)
    assert making.versions() == []


def test_html_and_scripts_stay_words(visit: Visitor, dan: Member) -> None:
    evil = (
        '<script>alert(1)</script> [hier](javascript:alert(1)) <img src=x onerror="x">'
    )
    visit.send(EDIT, dan, title="<b>Wir</b>", source=f"{evil} {WHOLE}")
    page = visit("/impressum")
    assert page.heading == "<b>Wir</b>"
    assert "alert(1)" not in "".join(page.tree.find(".//main//div").itertext() or "")
    assert "javascript:" not in page.html


def test_an_old_form_keeps_the_words(visit: Visitor, dan: Member) -> None:
    told = {"title": "Wir", "source": WHOLE, "version": "0"}
    page = visit(EDIT, dan, status=422, method="POST", data=told)
    assert "Musterstadt" in page.html
    visit(RESET, dan, status=409, method="POST", data={})
    assert making.versions() == []


@pytest.mark.parametrize(
    "url",
    [
        f"{LIST}/nichts/de",
        f"{LIST}/impressum/fr",
        f"{LIST}/nichts/de/verlauf",
        f"{HISTORY}/9",
        f"{HISTORY}/99999999999999",
        f"{EDIT}?fassung=9",
        f"{EDIT}?fassung=99999999999999999999",
    ],
)
def test_there_is_no_such_page_or_version(
    url: str, visit: Visitor, dan: Member
) -> None:
    visit(url, dan, status=404)


def test_the_list_says_how_each_page_is(visit: Visitor, dan: Member) -> None:
    making.write("impressum", WHOLE, dan)
    page = visit(LIST, dan)
    assert f"von {dan.display_name}" in page.text
    assert "Angaben fehlen" in page.text
    assert ("Verlauf: Impressum, Deutsch", HISTORY) in page.links


def test_the_list_costs_the_same_with_many_versions(
    visit: Visitor, dan: Member, statements: list[str]
) -> None:
    def cost(url: str) -> int:
        visit(url, dan)
        statements.clear()
        visit(url, dan)
        return len(statements)

    for number in range(3):
        making.write("impressum", f"{WHOLE} {number}", dan)
    before = cost(LIST), cost(HISTORY), cost("/impressum")
    other = make.member("Nele", email="nele@example.org", role=dan.role)
    for number in range(3, 30):
        making.write("impressum", f"{WHOLE} {number}", (dan, other)[number % 2])
        making.write("hilfe", f"{WHOLE} {number}", other, "sv")
    assert (cost(LIST), cost(HISTORY), cost("/impressum")) == before


def test_the_history_outlives_who_wrote_it(
    visit: Visitor, dan: Member, gil: Member
) -> None:
    making.write("impressum", WHOLE, dan)
    with transaction():
        privacy.forget(session.get_one(Member, dan.id))
    assert session.scalars(sa.select(PageText.by)).all() == [None]
    assert "Ehemaliges Mitglied" in visit(HISTORY, gil).text
    assert "Ehemaliges Mitglied" in visit(f"{HISTORY}/1", gil).text
    assert "geändert am" in visit(LIST, gil).text


def test_a_copy_of_ones_data_has_what_one_wrote(dan: Member, gil: Member) -> None:
    making.write("impressum", WHOLE, dan)
    (kept,) = privacy.KEPT
    for who, count in ((dan, 1), (gil, 0)):
        rows = session.scalars(sa.select(kept.model).where(kept.of(who.id))).all()
        assert len(rows) == count


def test_links_stay_in_the_language_of_the_page() -> None:
    html = '<a href="/hilfe">H</a> <a href="/sv/a">S</a> <a href="/media/x">M</a>'
    swedish = '<a href="/sv/hilfe">H</a> <a href="/sv/a">S</a> <a href="/media/x">M</a>'
    assert queries.in_language(html, "de") == html
    assert queries.in_language(html, "sv") == swedish
