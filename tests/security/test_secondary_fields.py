"""Names, titles, file names, reasons: nothing in them becomes part of a page (T28)."""

import re
from collections.abc import Iterator
from itertools import cycle
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask

from forum.core.activities import run_jobs
from forum.core.db import session
from forum.core.mail import Letter
from forum.search.refresh import refresher
from tests.security.alliance import Alliance
from tests.security.crawl import Read, addresses, crawl

ATTACKS = (  # each short, since many of these fields are; `xss` is no element of ours
    "<xss onclick=a()>",
    '"><xss>',
    "'><xss>",
    '" onclick=a() x="',
    "' onclick='a()",
    "<script>a()</script>",
    "</title><xss>",
    "</textarea><xss>",
    "</option></select><xss>",
    "--><xss><!--",
    "<svg onload=a()>",
    "<img src=x onerror=a()>",
    "javascript:a()",
    "]]><xss>",
    "&lt;xss&gt;",
    "{{ 7919*7907 }}",
    "%(name)s {0} ${7919*7907}",
    "{% raw %}",
    "\\u003cxss\\u003e",
    "<xss",
    "<a href=javascript:a()>",
    "\u202e<xss>\u2066",
)
OURS = re.compile(r"xss|a\(\)", re.I)  # in every attack
CALCULATED = "62615533"
READERS = ("guest", "author", "admin")
ACTIVE = ("iframe", "object", "embed", "base", "frame", "applet", "xss", "style")
SCHEMES = re.compile(r"^[\s\x00-\x20]*(?:javascript|vbscript|data)\s*:", re.I)
LEADING = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "srcset",
)


class AttackPen:
    """Writes an attack into each text, another one each time."""

    def __init__(self) -> None:
        self.attacks = cycle(ATTACKS)
        self.count = 0

    def __call__(self, what: str, most: int = 60, *, word: bool = False) -> str:
        self.count += 1
        if what.endswith(("email", "mailbox", " site", "secret")):  # forms check them
            return f"nobody{self.count}"
        mark = f"m{self.count}"
        text = mark
        while len(text) + len(attack := next(self.attacks)) < most:
            text += f" {attack}"
        return text if text != mark else f"{mark} {ATTACKS[1]}"


_made: list[Alliance] = []


@pytest.fixture
def attacked(app: Flask) -> Iterator[Alliance]:
    """The same alliance, but everybody writes attacks."""
    if not _made:
        _made.append(Alliance(app, AttackPen()))
    with _made[0] as alliance:
        refresher.rebuild()
        yield alliance


def harm(html: str) -> Iterator[str]:
    """What a browser would do beyond showing it."""
    if not OURS.search(html):
        return
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            if "xss" in str(element.text) or "onclick" in str(element.text):
                yield f"in a comment: {element.text!r}"
            continue
        yield from _harm(element)


def _harm(element: Element) -> Iterator[str]:
    tag = element.tag.lower()
    if tag in ACTIVE:
        yield f"<{tag}>"
    if tag == "script" and not element.get("src", "").startswith("/static/"):
        yield "<script>"
    if tag == "meta" and element.get("http-equiv"):
        yield "<meta http-equiv>"
    for name, value in element.attrib.items():
        if str(name).lower().startswith("on") or name in ("style", "srcdoc"):
            yield f"<{tag} {name}={value!r}>"
        drawn = tag == "link" and value.startswith("data:image/svg+xml,%3Csvg")
        if str(name).lower() in LEADING and SCHEMES.match(value) and not drawn:
            yield f"<{tag} {name}={value!r}>"


def test_this_test_knows_what_harms() -> None:
    for attack in (
        "<script>a()</script>",
        "<svg onload=a()>",
        "<xss>",
        "<a href=' javascript:a()'>",
    ):
        assert list(harm(f"<p>{attack}</p>")), attack
    assert list(harm("<p title='<xss>'>&lt;xss&gt; onclick</p>")) == []


def test_no_page_runs_what_somebody_wrote(attacked: Alliance) -> None:
    seen: set[str] = set()
    for who in READERS:
        for read in crawl(attacked, who):
            if read.response.mimetype != "text/html":
                assert "nosniff" in str(read.response.headers)
                continue
            html = read.response.get_data(as_text=True)
            assert not list(harm(html)), (who, read.url)
            assert CALCULATED not in html, (who, read.url)
            seen |= set(re.findall(r"\bm\d+\b", html))
    assert len(seen) > 60  # texts that stood somewhere


def test_the_attacks_stood_on_the_pages_as_words(attacked: Alliance) -> None:
    """They are shown as they were written, not taken away: nobody loses words."""
    shown = "".join(
        _words(page.get_data(as_text=True))
        for page in (attacked.open("admin", url) for url in addresses(attacked))
        if page.mimetype == "text/html"
    )
    missing = [
        one for one in ATTACKS if one.split()[0] not in shown and "\u202e" not in one
    ]
    assert missing == []


def _words(html: str) -> str:
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
    values = (value for one in tree.iter() for value in one.attrib.values())
    return "".join(tree.itertext()) + " ".join(values)


def test_no_letter_runs_what_somebody_wrote(attacked: Alliance) -> None:
    while run_jobs():
        pass
    letters = session.query(Letter).all()
    assert len(letters) > 5
    for letter in letters:
        drawn = [one for one in harm(letter.html) if " style=" not in one]
        assert drawn == [], letter.template
        assert "\n" not in letter.subject
        assert CALCULATED not in letter.html + letter.text


def test_no_page_runs_what_stands_in_its_address(alliance: Alliance) -> None:
    """Search words, page numbers, filters, whatever an address may ask for."""
    refresher.rebuild()
    asked = {
        (url.partition("?")[0], name)
        for who in ("admin",)
        for read in crawl(alliance, who)
        for url in [read.url]
        for name in _names(read)
    }
    names = {name for _path, name in asked} | {
        "weiter",
        "zitat",
        "seite",
        "q",
        "beitrag",
    }
    assert {"q", "seite", "reiter", "wer", "ort"} <= names
    pages = ("/", "/projekte", "/forum", "/ziele", "/suche", "/anmelden", "/konto")
    desk = ("/redaktion", "/redaktion/protokoll", "/redaktion/hervorhebungen")
    answer = alliance.path(
        "comments.reply", alliance.world.things["comment"]["published"]
    )
    for attack in ATTACKS:
        told = dict.fromkeys(names, attack)
        for path in (*pages, *desk, answer, "/gibt-es-nicht"):
            who = "admin" if path.startswith(("/redaktion", "/k")) else "guest"
            page = alliance.open(who, path, query_string=told)
            assert page.status_code < 500, (path, attack)
            html = page.get_data(as_text=True)
            assert not list(harm(html)), (who, path, attack)
            assert CALCULATED not in html


def _names(read: Read) -> set[str]:
    query = read.url.partition("?")[2]
    fields = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', read.text)
    return {one.partition("=")[0] for one in query.split("&") if one} | set(fields)


def test_an_attack_in_the_path_is_only_a_path(alliance: Alliance) -> None:
    for attack in ATTACKS:
        for who in ("guest", "admin"):
            for path in (
                f"/{attack}",
                f"/sv/{attack}",
                f"/projekte/1-{attack}",
                f"/media/{attack}",
            ):
                page = alliance.open(
                    who,
                    "/",
                    environ_overrides={"PATH_INFO": path.encode().decode("latin-1")},
                )
                assert page.status_code < 500, path
                assert not list(harm(page.get_data(as_text=True))), path
