"""One of a club hands it over and leaves: on a phone, without script, by keyboard."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.keyboard import agree, choose, letter, press, says, tab_to, write

PASSWORD = "Lötkolben und Nähmaschine"
ADDRESS = "nele@example.org"
CLUB = "Repair-Café auf Rädern"  # so are called its account and its project, too
HOME = "/partner/11-repair-cafe-auf-raedern"
PROJECT = "main h3 a[href^='/projekte/']"
OFFER = "Nähmaschinen leihen, für vier Wochen"


def test_two_people_of_a_club_change_hands(
    open_browser: Callable[..., Page], sign_in: Callable[..., None], instance: Path
) -> None:
    owner = open_browser("phone", java_script_enabled=False)
    sign_in(owner, "repaircafe")
    invite(owner)

    heir = open_browser("phone", java_script_enabled=False)
    heir.goto(letter(instance, ADDRESS, "/partner/einladung/"))
    join(heir)
    heir.goto(letter(instance, ADDRESS, "/mitglied-werden/"))
    accept(heir)

    hand_over(owner)
    leave(owner)

    edit_page(heir)
    edit_entry(heir)

    owner.goto(HOME)
    says(owner, OFFER)
    assert not owner.get_by_role("link", name="Angaben bearbeiten").count()
    for path in refused_paths(heir):
        answer = owner.goto(path)
        assert answer is not None
        assert answer.status in (403, 404), path


def follow(page: Page, words: str, links: str = "main a") -> None:
    """Tab to the link with these words and open it."""
    address = page.locator(links, has_text=words).first.get_attribute("href")
    press(page, f"main a[href='{address}']")


def invite(page: Page) -> None:
    page.goto("/konto")
    follow(page, f"Menschen und Einladungen: {CLUB}")
    write(page, "main input[name=email]", ADDRESS)
    press(page, "main form:has(input[name=email]) button")
    says(page, "Die Einladung ist unterwegs.")
    says(page, ADDRESS)


def join(page: Page) -> None:
    """With the address that was invited; both letters lead back to the invitation."""
    says(page, f"Einladung von {CLUB}")
    follow(page, "Mitglied werden")
    write(page, "main input[name=display_name]", "Nele Wessing")
    write(page, "main input[name=email]", ADDRESS)
    write(page, "main input[name=password]", PASSWORD)
    choose(page, "main select[name=actor]", "Verein oder Verband")
    press(page, "main input[name=rules]", "Space")
    press(page, "main form[method=post] button")
    page.wait_for_url("**/mitglied-werden/post")


def accept(page: Page) -> None:
    write(page, "main input[name=password]", PASSWORD)
    press(page, "main form button")
    page.wait_for_url("**/partner/einladung/*")
    says(page, f"Einladung von {CLUB}")
    press(page, "main form[method=post] button")
    says(page, f"Sie gehören jetzt zu „{CLUB}“")


def hand_over(page: Page) -> None:
    page.goto(HOME)
    follow(page, "Menschen und Einladungen")
    follow(page, "Übergeben")
    choose(page, "main select[name=person]", "Nele Wessing")
    press(page, "main form[method=post] button")
    says(page, "Die Organisation ist übergeben.")


def leave(page: Page) -> None:
    follow(page, "Organisation verlassen")
    press(page, "main form[method=post] button")
    says(page, f"Sie gehören nicht mehr zu „{CLUB}“.")


def edit_page(page: Page) -> None:
    page.goto(HOME)
    follow(page, "Angaben bearbeiten")
    tab_to(page, "main textarea[name=offers]")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n{OFFER}")
    press(page, "main form[method=post] button:not([type=button])")
    says(page, "Die Angaben sind gespeichert.")
    says(page, OFFER)


def edit_entry(page: Page) -> None:
    """What the former owner published for the club is the club's."""
    follow(page, CLUB, PROJECT)
    follow(page, "Beitrag bearbeiten")
    tab_to(page, "main input[name=title]")
    page.keyboard.press("End")
    page.keyboard.insert_text(" und zu Fuß")
    agree(page)
    press(page, "main button[name=do][value=save]:not(.vh)")
    says(page, f"{CLUB} und zu Fuß")


def refused_paths(heir: Page) -> list[str]:
    """Where the new owner may go, and the former one may not any more."""
    heir.goto(HOME)
    follow(heir, CLUB, PROJECT)
    entry = heir.url.rsplit("/", 1)[1].partition("-")[0]
    return [
        "/partner/11/bearbeiten",
        "/partner/11/menschen",
        "/partner/11/uebergabe",
        f"/projekte/{entry}/bearbeiten",
    ]
