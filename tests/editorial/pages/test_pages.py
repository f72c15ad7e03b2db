"""The pages of the house as everybody reads them, and the choice of colours."""

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.errors import Missing
from forum.editorial.pages import queries
from forum.web import panels
from forum.web.manifest import Panel
from tests.editorial.pages import making
from tests.visitor import Visitor

SLUGS = queries.SLUGS
PREFIXES = {"de": "", "sv": "/sv", "en": "/en"}
VIEW = "/ansicht"


def test_every_page_has_a_template_in_every_language() -> None:
    there = {path.stem for path in queries.FOLDER.glob("*/*.md")}
    assert there == set(SLUGS)
    assert all(queries.template(slug, code) for slug in SLUGS for code in PREFIXES)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", PREFIXES)
def test_every_page_in_every_language(visit: Visitor, slug: str, language: str) -> None:
    page = visit(f"{PREFIXES[language]}/{slug}")
    assert page.tree.get("lang") == language
    assert page.heading == queries.text(slug, language).title
    assert len(page.text) > 150
    assert "Set-Cookie" not in page.response.headers or slug == "barriere-melden"
    assert "[[" not in page.text


@pytest.mark.parametrize("language", PREFIXES)
def test_links_of_pages_lead_somewhere(visit: Visitor, language: str) -> None:
    own = {
        url
        for slug in SLUGS
        for _words, url in visit(f"{PREFIXES[language]}/{slug}").links
        if url.startswith("/")
    }
    prefix = PREFIXES[language]
    assert own
    assert all(url.startswith(f"{prefix}/") for url in own)
    answers = {url: visit.browser().get(url).status_code for url in own}
    broken = {url for url, code in answers.items() if code >= 400}
    assert broken == set()


@pytest.mark.parametrize("slug", ["leichte-sprache", "gebaerdensprache"])
@pytest.mark.parametrize("language", PREFIXES)
def test_the_explanations_name_the_whole_menu(
    visit: Visitor, slug: str, language: str
) -> None:
    page = visit(f"{PREFIXES[language]}/{slug}")
    menu = {one.get("href") for one in page.tree.findall(".//nav[@id='menue']/ul//a")}
    told = page.tree.findall(".//main//div[@class='text']//a")
    assert len(menu) > 3
    assert menu <= {one.get("href") for one in told}


@pytest.mark.parametrize("slug", ["impressumx", "texts", "..%2fimpressum", "%00", "de"])
def test_there_is_no_such_page(visit: Visitor, slug: str, app: Flask) -> None:
    visit(f"/{slug}", status=404)
    with pytest.raises(Missing):
        queries.text(slug, "de")


def test_every_page_leads_to_the_legal_ones(visit: Visitor) -> None:
    html = visit("/en/hilfe").html
    for slug in ("impressum", "datenschutz", "nutzungsbedingungen", "barrierefreiheit"):
        assert f'href="/en/{slug}"' in html


def test_a_language_without_the_text_shows_the_german_one_and_says_so(
    visit: Visitor, dan: Member
) -> None:
    """What is whole in German wins over a translation that still has gaps."""
    making.write("impressum", making.WHOLE, dan)
    page = visit("/en/impressum")
    assert "German version" in page.text or "deutsche Fassung" in page.text
    (german,) = page.tree.findall(".//main//div[@lang='de']")
    assert page.heading == "Impressum"
    assert "Musterstadt" in "".join(german.itertext())
    assert page.tree.get("lang") == "en"
    assert visit("/impressum").tree.findall(".//main//div[@lang]") == []


def test_a_translation_that_is_whole_is_shown(visit: Visitor, dan: Member) -> None:
    making.write("impressum", making.WHOLE, dan)
    making.write("impressum", f"English. {making.WHOLE} [Us](/hilfe)", dan, "en")
    page = visit("/en/impressum")
    assert "English." in page.text
    assert ("Us", "/en/hilfe") in page.links
    assert page.tree.findall(".//main//div[@lang]") == []


def test_what_the_application_knows_stands_where_the_text_says(
    visit: Visitor, app: Flask
) -> None:
    before = {slot: list(shown) for slot, shown in panels._panels.items()}
    panels._panels["privacy.rules"] = [
        Panel("privacy.rules", lambda: panels.part("layout/flashes.html"))
    ]
    try:
        pieces = queries.text("datenschutz", "sv").pieces
        assert [piece.slot for piece in pieces] == ["", "privacy.rules", ""]
        assert "[[aufbewahrung]]" not in visit("/sv/datenschutz").text
    finally:
        panels._panels.clear()
        panels._panels.update(before)


def test_staff_read_what_is_still_to_be_filled_in(
    visit: Visitor, ada: Member, cleo: Member, dan: Member
) -> None:
    gaps = queries.text("impressum", "de").gaps
    assert gaps > 3
    assert f"noch {gaps} Angaben einzutragen" in visit("/impressum", dan).text
    for reader in (None, ada, cleo):
        assert "einzutragen" not in visit("/impressum", reader).text.replace(
            "Bitte eintragen", ""
        )
    making.write("impressum", making.WHOLE, dan)
    assert "einzutragen" not in visit("/impressum", dan).text
    assert "/en/redaktion/seiten/impressum/en" in visit("/en/impressum", dan).html


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_are_kept_on_this_device(visit: Visitor, theme: str) -> None:
    answer = visit.send(VIEW, theme=theme).response
    kept = next(
        one for one in answer.headers.getlist("Set-Cookie") if "ansicht=" in one
    )
    assert f"ansicht={theme};" in kept
    assert "SameSite=Lax" in kept
    page = visit("/impressum")
    assert page.tree.get("data-theme") == theme
    chosen = visit(VIEW).tree.find(".//input[@checked]")
    assert chosen is not None
    assert chosen.get("value") == theme


def test_as_the_device_wants_it(visit: Visitor) -> None:
    visit.send(VIEW, theme="dark")
    visit.send(VIEW, theme="auto")
    assert "data-theme" not in visit("/impressum").tree.attrib


@pytest.mark.parametrize("theme", ["", "pink", "<b>", "\0", "x" * 10_000])
def test_other_colours_are_refused(visit: Visitor, theme: str) -> None:
    page = visit.send(VIEW, status=422, theme=theme)
    assert "ansicht=" not in str(page.response.headers.getlist("Set-Cookie"))


def test_a_foreign_cookie_changes_nothing(visit: Visitor) -> None:
    visit.browser().set_cookie("ansicht", '"><script>')
    assert "data-theme" not in visit("/impressum").tree.attrib
    visit(VIEW)
