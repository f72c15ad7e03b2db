"""The whole road on a phone, without script and by keyboard alone."""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.keyboard import (
    PATIENCE,
    agree,
    choose,
    letter,
    pick,
    press,
    says,
    write,
)

PASSWORD = "Heuboden und Regenrinne"
RARE = "Quittenallee"
STORY = f"""## Worum es geht

Wir haben die alte {RARE} am Kirchweg nachgepflanzt, zwölf Bäume in zwei Wochen.

- Pflanzlöcher vorbereitet
- Verbissschutz gebaut
"""


def test_from_joining_to_the_log(
    open_browser: Callable[..., Page], sign_in: Callable[..., None], instance: Path
) -> None:
    author = open_browser("phone", java_script_enabled=False)
    join(author)
    author.goto(letter(instance, "obst@example.org", "/mitglied-werden/"))
    write(author, "input[name=password]", PASSWORD)
    press(author, "main form button")
    author.wait_for_url("**/konto/willkommen")
    choose(author, "select[name=place]", "Heek")
    press(author, "input[name=fields][value=natur]", "Space")
    press(author, "main form[method=post] button")
    says(author, "Ihre Angaben sind gespeichert")

    post(author)
    author.wait_for_url("**/eingereicht")

    staff = open_browser("phone", java_script_enabled=False)
    sign_in(staff, "cleo")
    address = approve(staff)

    guest = open_browser("phone", java_script_enabled=False)
    find(guest)
    assert len(guest.locator("main img").all()) >= 2
    says(guest, "Zahlt ein auf")

    reader = open_browser("phone", java_script_enabled=False)
    sign_in(reader, "ada")
    reader.goto(address)
    write(reader, "textarea[name=text]", "Wer schneidet die Bäume später?")
    agree(reader)
    press(reader, "main form:has(textarea[name=text]) button:not([type=button])")
    says(reader, "Wer schneidet die Bäume später?")

    staff.goto("/redaktion/protokoll")
    says(staff, "Cleo Harms")
    says(staff, RARE)


def join(page: Page) -> None:
    page.goto("/mitglied-werden")
    write(page, "input[name=display_name]", "Obstgruppe Nienborg")
    write(page, "input[name=email]", "obst@example.org")
    write(page, "input[name=password]", PASSWORD)
    choose(page, "select[name=actor]", "Verein oder Verband")
    press(page, "input[name=rules]", "Space")
    press(page, "main form[method=post] button")
    page.wait_for_url("**/mitglied-werden/post")


def post(page: Page) -> None:
    page.goto("/projekte/neu")
    write(page, "input[name=title]", f"Zwölf Bäume für die {RARE}")
    write(page, "textarea[name=summary]", "Zwölf junge Bäume ersetzen, was fehlte.")
    pick(page, "field", "natur")
    choose(page, "select[name=place]", "Heek")
    choose(page, "select[name=status]", "Umgesetzt")
    write(page, "textarea[name=source]", STORY)
    page.locator("input[name=files]").set_input_files(
        [picture("baum.jpg", "green"), picture("spaten.jpg", "brown")]
    )
    press(page, "button[value=upload]")
    page.locator("input[name^=picture-][name$=-alt]").nth(1).wait_for()
    first, second = page.locator("input[name^=picture-][name$=-alt]").all()
    first.focus()
    page.keyboard.type("Zwei Kinder halten einen jungen Quittenbaum gerade")
    second.focus()
    page.keyboard.type("Ein Spaten steckt neben dem letzten Pflanzloch")
    press(page, "input[name=consent]", "Space")
    agree(page)
    press(page, "button[value=submit]:not(.vh)")


def approve(page: Page) -> str:
    """Link it to a goal and publish it; returns its address."""
    page.goto("/redaktion")
    page.get_by_role("link", name=re.compile(RARE)).first.focus()
    page.keyboard.press("Enter")
    box = page.locator("input[type=checkbox][name=goals]").first
    box.focus()
    page.keyboard.press("Space")
    button = page.get_by_role("button", name=re.compile("^Freigeben"))
    button.focus()
    page.keyboard.press("Enter")
    says(page, "veröffentlicht")
    page.goto("/projekte")
    link = page.get_by_role("link", name=re.compile(RARE)).first
    return str(link.get_attribute("href"))


def find(page: Page) -> None:
    """By a word of the story, once the worker has put it into the index."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        page.goto("/")
        write(page, "main input[name=q]", RARE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/suche?*")
        hit = page.locator("main ol.rows h3 a").filter(has_text=RARE)
        if hit.count():
            hit.first.focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**/projekte/*")
            return
        time.sleep(0.5)
    raise AssertionError("the search did not find it")


def picture(name: str, colour: str) -> dict[str, object]:
    kept = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(kept, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": kept.getvalue()}
