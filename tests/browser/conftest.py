"""A real Chromium against a real server with the demo in it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, sync_playwright

from forum.accounts.members.demo import PASSWORD
from forum.accounts.second.service import demo_code

PATIENCE = 120.0  # seconds until the server with its demo must answer
STEP = 10_000  # milliseconds a page may take
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the running forum: its letters lie in outbox/."""
    return tmp_path_factory.mktemp("server") / "instance"


@pytest.fixture(scope="session")
def server(instance: Path) -> Iterator[str]:
    """The address of a running forum, with its worker and the demo."""
    folder = instance.parent
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "FORUM_INSTANCE": str(instance),
        "PORT": str(port),
        "BASE_URL": address,
        "DATABASE_URL": "",
        "DEMO": "1",
    }
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "forum.cli", "serve", "--setup"]
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        _wait(address, process, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if _answers(urlsplit(address).netloc):
            return
        time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8')}")


def _answers(place: str) -> bool:
    connection = HTTPConnection(place, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is needed; on Debian: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens a fresh browser of some size; afterwards nothing may have gone wrong."""
    faults: list[str] = []
    pages: list[Page] = []

    def open_(size: str = "desktop", **options: Any) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=server,
            viewport={"width": width, "height": height},
            locale="de-DE",
            timezone_id="Europe/Berlin",
            **options,
        )
        context.set_default_timeout(STEP)
        page = context.new_page()
        pages.append(page)
        _listen(page, server, faults)
        return page

    yield open_
    for page in pages:
        page.context.close()
    assert faults == []


def _listen(page: Page, server: str, faults: list[str]) -> None:
    def answered(response: Response) -> None:
        if not response.url.startswith((server, "data:", "blob:")):
            faults.append(f"asks somebody else: {response.url}")
        if response.status >= 500:
            faults.append(f"{response.status} {response.url}")

    page.on("response", answered)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda line: faults.extend(_serious(line.type, line.text)))


def _serious(kind: str, text: str) -> list[str]:
    """Errors on the console, but for refusals: they have a page of their own."""
    refused = text.startswith("Failed to load resource") and "status of 4" in text
    return [f"console: {text}"] if kind == "error" and not refused else []


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, open_browser: Callable[..., Page]) -> Page:
    """A guest's page, once on a phone and once on a desktop."""
    return open_browser(request.param)


@pytest.fixture
def sign_in(signed_in: dict[str, Any]) -> Callable[[Page, str], None]:
    """Signs somebody of the demo in: sign_in(page, "ada").

    Staff sign in once: a code of the second factor works but once in half a minute.
    """

    def sign_in(page: Page, who: str) -> None:
        if who in signed_in:
            page.context.add_cookies(signed_in[who])
            return
        page.goto("/anmelden")
        page.locator("main input[name=email]").fill(f"{who}@example.org")
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main input[name=password]").press("Enter")
        page.wait_for_url(lambda url: not url.endswith("/anmelden"))
        if "/anmelden/code" in page.url:
            page.locator("main input[name=code]").fill(demo_code())
            page.locator("main input[name=code]").press("Enter")
            page.wait_for_url(lambda url: "/anmelden" not in url)
            signed_in[who] = page.context.cookies()

    return sign_in


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of staff who have signed in already."""
    return {}


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds on a page: the rule and where it is broken."""
    axe = Axe()
    options = {"runOnly": {"type": "tag", "values": LEVELS}}

    def barriers(page: Page) -> list[str]:
        found = axe.run(page, options=options).response["violations"]
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    return barriers


@pytest.fixture
def too_wide() -> Callable[[Page], int]:
    """How many pixels a page is wider than its window."""
    script = (
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    def too_wide(page: Page) -> int:
        return int(page.evaluate(script))

    return too_wide
