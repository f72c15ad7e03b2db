"""The pages of the house, the barrier report, and the choice of colours."""

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.core.errors import Missing
from forum.core.mail import Letter
from forum.editorial.pages import queries
from forum.editorial.pages.forms import WHAT_MAX
from tests.visitor import Visitor

SLUGS = sorted(path.stem for path in (queries.FOLDER / "de").glob("*.md"))
PREFIXES = {"de": "", "sv": "/sv", "en": "/en"}
BARRIER, VIEW = "/barriere-melden", "/ansicht"
WHAT = "Der Knopf lässt sich nicht mit der Tastatur erreichen."
HOUSE = "klimaschutz@example.org"


def letters() -> list[tuple[str, str, str]]:
    session.rollback()
    found = session.query(Letter).order_by(Letter.id)
    return [(one.address, one.language, one.text) for one in found]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", PREFIXES)
def test_every_page_in_every_language(visit: Visitor, slug: str, language: str) -> None:
    page = visit(f"{PREFIXES[language]}/{slug}")
    assert page.tree.get("lang") == language
    assert page.heading == queries.text(slug, language).title
    assert len(page.text) > 150
    assert "Set-Cookie" not in page.response.headers or slug == "barriere-melden"


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


@pytest.mark.parametrize("slug", ["impressumx", "texts", "..%2fimpressum", "%00", "de"])
def test_there_is_no_such_page(visit: Visitor, slug: str, app: Flask) -> None:
    visit(f"/{slug}", status=404)
    with pytest.raises(Missing):
        queries.text(slug, "de")


def test_a_barrier_is_reported_and_receipted(visit: Visitor, gil: Member) -> None:
    told = {"where": "/projekte", "what": WHAT, "email": "jo@example.org"}
    assert visit.send(f"/sv{BARRIER}", **told).location == "/sv/barriere-melden"
    (gils, _, text), (receipt, language, thanks), house = sorted(letters())
    assert (gils, receipt, house[0]) == ("gil@example.org", "jo@example.org", HOUSE)
    assert all(word in text for word in told.values())
    assert language == "sv"
    assert WHAT not in thanks  # nobody sends words of his own to strangers through us
    assert visit(f"/sv{BARRIER}").tree.find(".//*[@role='status']") is not None


def test_a_report_needs_no_name_and_no_address(visit: Visitor) -> None:
    visit.send(BARRIER, what=WHAT)
    assert [address for address, _, _ in letters()] == [HOUSE]


@pytest.mark.parametrize(
    "told",
    [
        {"what": ""},
        {"what": "kurz"},
        {"what": "\0\u202e\u200b" * 20},
        {"what": "x" * (WHAT_MAX + 1)},
        {"where": "x" * 501},
        {"email": "jo"},
        {"email": "jo@example.org\r\nBcc: all@example.org"},
        {"email": f"{'x' * 300}@example.org"},
    ],
)
def test_what_cannot_be_sent_is_said(visit: Visitor, told: dict[str, str]) -> None:
    page = visit.send(BARRIER, status=422, **{"what": WHAT, **told})
    assert len(page.tree.findall(".//*[@id='fehler']//li")) == 1
    assert letters() == []


def test_html_in_a_report_stays_text(visit: Visitor) -> None:
    visit.send(BARRIER, what="<script>alert(1)</script>\0 \u202ehier")
    session.rollback()
    letter = session.query(Letter).one()
    assert "<script>alert(1)</script> hier" in letter.text
    assert "<script>" not in letter.html


def test_an_old_page_keeps_the_report(visit: Visitor) -> None:
    page = visit(BARRIER, status=422, method="POST", data={"what": WHAT})
    assert "lange offen" in page.text
    assert WHAT in page.html
    assert letters() == []


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
