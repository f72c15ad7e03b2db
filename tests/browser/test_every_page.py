"""Every kind of page: no barrier, nothing too wide, in both themes and sizes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from forum.accounts.members.demo import PASSWORD
from tests.browser.keyboard import letter

GUEST = (
    "/",
    "/projekte",
    "/projekte?zahlen=1&seite=2",
    "/projekte?q=gibtesnicht",
    "/forum",
    "/ziele",
    "/suche?q=Dach",
    "/suche?q=xyzxyzxyz",
    "/anmelden",
    "/mitglied-werden",
    "/mitglied-werden/post",
    "/mitglied-werden/geduld",
    "/passwort-vergessen",
    "/anmelden/link",
    "/konto-geloescht",
    "/barriere-melden",
    "/ansicht",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/leichte-sprache",
    "/gebaerdensprache",
    "/spielregeln",
    "/nutzungsbedingungen",
    "/hilfe",
    "/so-rechnen-wir",
    "/mitglieder",
    "/mitglieder?q=gibtesnicht",
    "/mitglieder/uebersicht",
    "/mitglieder/2",
    "/partner",
    "/partner?art=verein&ort=ahaus",
    "/partner?q=gibtesnicht",
    "/partner/1/urkunde",
    "/partner/1/kontakt",
    "/gibt-es-nicht",
    "/sv/",
    "/sv/partner",
    "/en/projekte",
    "/en/impressum",
)
MEMBER = (
    "/konto",
    "/konto/willkommen",
    "/konto/profil",
    "/konto/bild",
    "/konto/urkunde",
    "/konto/zustimmungen",
    "/konto/jugend",
    "/konto/anmeldungen",
    "/konto/bestaetigen",
    "/konto/passwort",
    "/konto/adresse",
    "/konto/adresse/unterwegs",
    "/konto/zweiter-faktor",
    "/konto/zweiter-faktor/einrichten",
    "/konto/daten",
    "/konto/loeschen",
    "/mitglieder/1",
    "/partner/neu",
    "/partner/2/bearbeiten",
    "/partner/2/bestaetigung",
    "/partner/2/ende",
    "/partner/2/menschen",
    "/partner/2/menschen/3",
    "/partner/2/menschen/3/ende",
    "/partner/2/menschen/4",
    "/partner/2/menschen/4/ende",
    "/partner/2/uebergabe",
    "/projekte/neu",
    "/projekte/meine",
    "/forum/neu",
)
SCHOOL = ("/konto/jugend", "/konto/jugend/39", "/konto/jugend/39/beenden")
STAFF = (
    "/redaktion",
    "/redaktion/protokoll",
    "/redaktion/mitglieder",
    "/redaktion/mitglieder/38",
    "/partner/16-vertrieb-fuenfhaus",
    "/redaktion/organisationen",
    "/redaktion/organisationen/1/ausblendung",
    "/redaktion/organisationen/1/zustaendige",
    "/redaktion/rollen",
    "/redaktion/rollen/2",
    "/redaktion/rollen/3",
    "/redaktion/aufbewahrung",
    "/redaktion/archiv",
    "/redaktion/archiv/1",
    "/konto/zweiter-faktor",
    "/konto/zweiter-faktor/codes",
    "/konto/zweiter-faktor/aus",
)
EDITOR = (
    "/ziele/neu",
    "/redaktion/hervorhebungen",
    "/redaktion/seiten",
    "/redaktion/seiten/impressum/de",
    "/redaktion/seiten/impressum/de/verlauf",
    "/redaktion/seiten/impressum/de/verlauf/1",
    "/redaktion/barrieren",
    "/redaktion/barrieren?stand=geschlossen",
    "/redaktion/barrieren/1",
    "/redaktion/barrieren/3",
    "/redaktion/einstellungen",
)
SHOWN = ("/projekte", "/forum", "/ziele", "/partner")
PEOPLE = iter(("theo", "mia", "selma", "henrike"))  # letters to one are few
LIGHT = ("/mitglieder", "/mitglieder/uebersicht", "/mitglieder/2", "/datenschutz")


def faults(page: Page, barriers: Callable, too_wide: Callable) -> list[str]:
    found = [f"{page.url} {one}" for one in barriers(page)]
    page.set_viewport_size({"width": 320, "height": 700})
    if pixels := too_wide(page):
        found.append(f"{page.url} is {pixels} px too wide at 320 px")
    return found


def look(
    page: Page, paths: tuple[str, ...], barriers: Callable, too_wide: Callable
) -> list[str]:
    size = page.viewport_size
    found = []
    for path in paths:
        page.set_viewport_size(size)
        go(page, path)
        found += faults(page, barriers, too_wide)
    return found


def go(page: Page, path: str) -> None:
    """Open exactly this page; where it is asked for, prove once more who one is."""
    answer = page.goto(path)
    if "/konto/bestaetigen?" in page.url:
        page.locator("main input[name=password]").fill(PASSWORD)
        with page.expect_navigation() as answered:
            page.locator("main input[name=password]").press("Enter")
        answer = answered.value
    assert page.url.endswith(path)
    assert answer is not None
    assert answer.status == (404 if path == "/gibt-es-nicht" else 200)


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, page: Page) -> Page:
    page.emulate_media(color_scheme=request.param)
    return page


def test_pages_of_guests(themed, barriers, too_wide):
    assert look(themed, GUEST, barriers, too_wide) == []


def test_pages_of_single_entries(themed, barriers, too_wide):
    paths = []
    for path in SHOWN:
        themed.goto(path)
        links = themed.locator(f"main h3 a[href^='{path}/']").all()
        paths += [link.get_attribute("href") for link in links[:2]]
    assert len(paths) == 8
    assert look(themed, tuple(paths), barriers, too_wide) == []


def test_pages_of_members(themed, barriers, too_wide, sign_in):
    sign_in(themed, "ada")
    assert look(themed, MEMBER, barriers, too_wide) == []


def test_pages_of_a_school(themed, barriers, too_wide, sign_in):
    sign_in(themed, "klasse4b")
    assert look(themed, SCHOOL, barriers, too_wide) == []


def test_pages_of_staff(themed, barriers, too_wide, sign_in):
    sign_in(themed, "gil")
    themed.goto("/redaktion/archiv")
    if not themed.locator("main h3 a").count():
        themed.get_by_role("button", name="Angebot zusammenstellen").click()
        themed.wait_for_url("**/redaktion/archiv/1")
    assert look(themed, STAFF + EDITOR, barriers, too_wide) == []


def test_pages_that_letters_open(
    themed, barriers, too_wide, sign_in, open_browser, instance
):
    one = next(PEOPLE)
    mine, fresh = f"{one}@example.org", f"neu.{one}@example.org"
    send(themed, "/anmelden/link", mine)
    send(themed, "/passwort-vergessen", mine)
    paths = [
        letter(instance, mine, "/anmelden/link/"),
        letter(instance, mine, "/passwort-vergessen/"),
    ]
    member = open_browser()
    sign_in(member, one)
    send(member, "/konto/adresse", fresh)
    paths.append(letter(instance, fresh, "/adresse-bestaetigen/"))
    owner = open_browser()
    sign_in(owner, "ada")
    send(owner, "/partner/2/menschen", mine)
    paths.append(letter(instance, mine, "/partner/einladung/"))
    staff = open_browser()
    sign_in(staff, "gil")
    send(staff, "/redaktion/mitglieder", fresh)
    paths.append(letter(instance, fresh, "/mitglied-werden/einladung/"))
    assert look(themed, tuple(paths), barriers, too_wide) == []

    member.goto(paths[2])
    member.locator("main form[method=post] button").click()
    member.wait_for_url("**/konto")
    back = letter(instance, mine, "/adresse-zurueck/")
    assert look(themed, (back,), barriers, too_wide) == []


def send(page, path, email):
    """Fill in the form that asks for an address."""
    page.goto(path)
    form = page.locator("main form[method=post]", has=page.locator("[name=email]"))
    form.locator("[name=email]").fill(email)
    with page.expect_navigation():
        form.locator("[name=email]").press("Enter")


def test_the_menu_opens_and_has_no_barrier(open_browser, barriers):
    page = open_browser("phone")
    page.goto("/")
    page.get_by_role("button", name="Menü").click()
    assert page.locator("#menue").is_visible()
    assert barriers(page) == []


def test_a_form_with_mistakes_has_no_barrier_and_says_so_first(themed, barriers):
    themed.goto("/mitglied-werden")
    themed.locator("main form[method=post] button").click()
    assert themed.title().startswith("Fehler: ")
    assert themed.locator("#fehler").is_visible()
    assert barriers(themed) == []


def test_a_first_view_is_light_and_sets_no_cookie(open_browser):
    """60 kB and 5 requests, pictures of members apart (design system, section 6)."""
    finder = open_browser()
    paths = ["/", *LIGHT]
    for path in SHOWN:
        finder.goto(path)
        link = finder.locator(f"main h3 a[href^='{path}/']").first
        paths += [path, link.get_attribute("href")]
    heavy = []
    for path in paths:
        page = open_browser("phone")
        answers = []
        page.on("response", lambda one, kept=answers: kept.append(one))
        page.goto(path, wait_until="load")
        ours = [one for one in answers if one.url.startswith("http")]
        ours = [one for one in ours if "/media/" not in one.url]
        size = sum(one.request.sizes()["responseBodySize"] for one in ours)
        if size > 60_000 or len(ours) > 5 or page.context.cookies():
            heavy.append((path, size, len(ours), page.context.cookies()))
        page.context.close()
    assert len(paths) == 13
    assert heavy == []


def test_a_page_without_a_form_sets_no_cookie(open_browser):
    page = open_browser()
    marked = []
    for path in GUEST:
        page.goto(path)
        forms = page.locator("form[method=post]").count()
        if page.context.cookies() and not forms:
            marked.append(path)
        page.context.clear_cookies()
    assert marked == []
