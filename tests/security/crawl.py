"""Reads everything that somebody can come to: every address we know, every link there.

Addresses are those of the matrix (all things in all states, with a slug that is not
theirs, no links of letters) and some questions; from there every link, picture, feed
and file is followed.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.security import matrix
from tests.security.alliance import Alliance
from tests.security.canaries import SHARED

LINK = re.compile(r'\s(?:href|src|action|formaction|srcset|content)="([^"]*)"')
PLACES = ("/", "/sitemap.xml", "/robots.txt", "/gibt-es-nicht", "/favicon.ico")
QUESTIONS = (
    f"/suche?q={SHARED}",
    f"/suche?q={SHARED}&sort=neu",
    f"/suche?q={SHARED[:7]}",
    "/suche?q=example.org",
    f"/projekte?q={SHARED}",
    "/redaktion?reiter=kommentare",
    "/redaktion?reiter=rueckfragen",
    "/redaktion?reiter=ausgeblendet",
)
QUERIES_MAX = 8  # of one page: a list with facets has thousands
ASSETS = "/static/"


@dataclass(frozen=True)
class Read:
    """An address, and what stood there."""

    url: str
    response: TestResponse

    @property
    def text(self) -> str:
        """Everything in it: lines above it and all that can be read as letters."""
        return f"{self.response.headers}\n{self.response.get_data().decode('latin-1')}"


def addresses(alliance: Alliance, slug: str = "anders") -> Iterator[str]:
    """Every route that is only read, for everything there is."""
    for row in matrix.rows():
        if row.method in matrix.SAFE and not row.of.endswith("link"):
            for values in matrix.states(alliance.world, row.of).values():
                known = {**values, "slug": slug} if "number" in values else values
                yield alliance.path(row.endpoint, known)


def crawl(alliance: Alliance, who: str, first: Iterable[str] = ()) -> Iterator[Read]:
    """Every page this role comes to, once."""
    waiting = deque(dict.fromkeys([*first, *PLACES, *QUESTIONS, *addresses(alliance)]))
    known, queries = set(waiting), Counter[str]()
    while waiting:
        url = waiting.popleft()
        response = alliance.open(who, url)
        yield Read(url, response)
        for link in _links(response, url):
            path, _, query = link.partition("?")
            if link in known or (query and queries[path] >= QUERIES_MAX):
                continue
            queries[path] += bool(query)
            known.add(link)
            waiting.append(link)


def _links(response: TestResponse, url: str) -> Iterator[str]:
    """Addresses of this site, in German: the other languages show the same."""
    found = [response.headers.get("Location", "")]
    if response.mimetype in ("text/html", "application/xml", "application/atom+xml"):
        found += [
            unescape(one) for one in LINK.findall(response.get_data(as_text=True))
        ]
    for link in found:
        parts = urlsplit(link.strip().removeprefix("http://localhost"))
        if parts.scheme or parts.netloc or not (parts.path or parts.query):
            continue
        path = parts.path or urlsplit(url).path
        if path.startswith(("/sv", "/en", ASSETS)) or not path.startswith("/"):
            continue
        yield path + (f"?{parts.query}" if parts.query else "")
