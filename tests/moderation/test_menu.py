"""The menu of the staff: everybody finds what they may open, and nothing else."""

import pytest

from forum.accounts.members.models import Member
from tests.pages import Page
from tests.visitor import Visitor

EVERYBODY = {"/redaktion", "/redaktion/mitglieder", "/redaktion/protokoll"}
MODERATORS = EVERYBODY | {"/redaktion/barrieren", "/redaktion/organisationen"}
EDITORS = EVERYBODY | {
    "/redaktion/barrieren",
    "/redaktion/hervorhebungen",
    "/redaktion/seiten",
}
ADMINISTRATORS = (
    MODERATORS
    | EDITORS
    | {
        "/redaktion/rollen",
        "/redaktion/einstellungen",
        "/redaktion/archiv",
        "/redaktion/aufbewahrung",
    }
)


def rooms(page: Page) -> list[tuple[str, bool]]:
    """Where the first line of the menu leads, and where one is."""
    return [
        (str(one.get("href")), one.get("aria-current") == "true")
        for one in page.tree.findall(".//main//nav/ul[@class='nav tabs']/li/a")
    ]


def pages(page: Page) -> list[tuple[str, bool]]:
    """The same for the second line: the pages of this room."""
    return [
        (str(one.get("href")), one.get("aria-current") == "page")
        for one in page.tree.findall(".//main//nav/ul[@class='nav below']/li/a")
    ]


@pytest.mark.parametrize(
    ("who", "wanted", "how_many"),
    [("cleo", MODERATORS, 3), ("dan", EDITORS, 4), ("gil", ADMINISTRATORS, 4)],
)
def test_everybody_finds_what_they_may_open(
    who: str,
    wanted: set[str],
    how_many: int,
    visit: Visitor,
    request: pytest.FixtureRequest,
) -> None:
    reader = request.getfixturevalue(who)
    entrances = [url for url, _here in rooms(visit("/redaktion", reader))]
    assert len(entrances) == how_many
    found: list[str] = []
    for entrance in entrances:
        page = visit(entrance, reader)
        assert [url for url, here in rooms(page) if here] == [entrance]
        assert [url for url, here in pages(page) if here] == [entrance]
        found += [url for url, _here in pages(page)]
    assert sorted(found) == sorted(wanted)
    for url in found:
        page = visit(url, reader)
        assert [one for one, here in pages(page) if here] == [url]


def test_a_page_below_stands_in_its_room(visit: Visitor, dan: Member) -> None:
    page = visit("/redaktion/seiten/impressum/de/verlauf", dan)
    assert ("/redaktion/seiten", True) in pages(page)
    assert ("/redaktion/hervorhebungen", True) in rooms(page)


@pytest.mark.parametrize("prefix", ["/sv", "/en"])
def test_the_menu_keeps_the_language(prefix: str, visit: Visitor, dan: Member) -> None:
    urls = [url for url, _here in rooms(visit(f"{prefix}/redaktion", dan))]
    assert len(urls) == 4
    assert all(url.startswith(f"{prefix}/redaktion") for url in urls)
