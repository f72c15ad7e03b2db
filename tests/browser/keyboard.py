"""What people do who have a keyboard, and no script and no mouse."""

import re
import time
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Page

PATIENCE = 20  # seconds the worker gets
MOST_TABS = 250


def letter(instance: Path, to: str, part: str) -> str:
    """The link with this part in the newest letter to somebody that has one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in sorted((instance / "outbox").glob("*.eml"), reverse=True):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = message.get_body(("plain",))
            found = re.search(rf"http\S+{part}\S+", body.get_content() if body else "")
            if found and to in message["To"]:
                return found.group()
        time.sleep(0.3)
    raise AssertionError(f"no letter to {to} came")


def says(page: Page, words: str) -> None:
    """Wait until the page says so."""
    page.locator("main").filter(has_text=words).wait_for()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus; every control can be reached so."""
    for _ in range(MOST_TABS):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.insert_text(text)


def choose(page: Page, selector: str, label: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(label)


def pick(page: Page, name: str, value: str) -> None:
    """Tab reaches the group, arrow keys move inside it."""
    tab_to(page, f"input[name={name}]")
    page.keyboard.press("Space")
    while not page.locator(f"input[name={name}][value={value}]:checked").count():
        page.keyboard.press("ArrowDown")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)
    page.wait_for_load_state()


def agree(page: Page) -> None:
    """To the licence, if it is asked for: with the first contribution."""
    if page.locator("input[name=licence]").count():
        press(page, "input[name=licence]", "Space")
