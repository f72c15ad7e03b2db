"""Nobody is led to another site from here (T23)."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.security.alliance import Alliance
from tests.security.crawl import addresses
from tests.security.world import PASSWORD

EVIL = "boese.example"
BAD = (
    f"https://{EVIL}/",
    f"HTTPS://{EVIL}",
    f"//{EVIL}",
    f"///{EVIL}",
    f"////{EVIL}",
    f"/\\{EVIL}",
    f"\\\\{EVIL}",
    f"\\/{EVIL}",
    f"/\t/{EVIL}",
    f"/\n/{EVIL}",
    f"/\r/{EVIL}",
    f"/%09/{EVIL}",
    f"/%0a/{EVIL}",
    f"/%2f{EVIL}",
    f"/%5c{EVIL}",
    f"/\x00/{EVIL}",
    f" //{EVIL}",
    f"\t//{EVIL}",
    f"http:{EVIL}",
    f"https:/{EVIL}",
    f"https:\\\\{EVIL}",
    f"http://localhost@{EVIL}/",
    f"http://localhost:80@{EVIL}/",
    f"http://localhost.{EVIL}/",
    f"//localhost@{EVIL}",
    f"/.{EVIL}",
    f"/..//{EVIL}",
    f"/./\\{EVIL}",
    f"/konto/..//{EVIL}",
    f"／／{EVIL}",
    f"/／{EVIL}",
    f"//{EVIL}/konto",
    f"/konto\r\nLocation: https://{EVIL}/",
    f"/konto%0d%0aLocation:%20https://{EVIL}/",
    f"/konto\r\nSet-Cookie: forum=x; Domain={EVIL}",
    f"javascript:alert('{EVIL}')",
    f"data:text/html,<script>location='https://{EVIL}'</script>",
    f"//{EVIL}\\@localhost",
    f"//{EVIL}%2f@localhost",
    f"?//{EVIL}",
    f"#//{EVIL}",
)
NAMES = ("weiter", "next", "url", "zurueck", "return_to", "redirect", "continue", "to")
LINK = re.compile(r'\s(?:href|src|action|formaction)="([^"]*)"')


def leads_away(target: str) -> bool:
    """As a browser reads it: no tabs or line ends, backslashes are slashes."""
    read = re.sub(r"[\t\r\n\0]", "", target.strip()).replace("\\", "/")
    parts = urlsplit(urljoin("http://localhost/konto", read))
    return parts.scheme not in ("http", "mailto") or parts.netloc not in (
        "localhost",
        "",
    )


def test_this_test_knows_what_leads_away() -> None:
    for target in (f"//{EVIL}", f"/\\{EVIL}", f"/\t/{EVIL}", f"https:\\\\{EVIL}"):
        assert leads_away(target), target
    for target in ("/", "/konto?weiter=//x", "konto", f"/%2f{EVIL}", f"/.{EVIL}", ""):
        assert not leads_away(target), target


def test_signing_in_leads_nowhere_else(alliance: Alliance) -> None:
    known = {"email": alliance.world.names["stranger_email"], "password": PASSWORD}
    for target in BAD:
        names = dict.fromkeys(NAMES, target)
        sent = {**known, **names, "csrf_token": alliance.token("guest")}
        answer = alliance.open(
            "guest", "/anmelden", "POST", data=sent, query_string=names
        )
        assert answer.status_code == 302
        _stays(answer.location, answer.headers.getlist("Location"))
        assert EVIL not in str(answer.headers.getlist("Set-Cookie"))
        alliance.back()
        alliance.forget("guest")
        answer = alliance.open("stranger", "/anmelden", query_string=names)
        _stays(answer.location, answer.headers.getlist("Location"))


def _stays(location: str, all_of_them: list[str]) -> None:
    assert len(all_of_them) == 1
    assert not leads_away(location), location
    assert "\r" not in location
    assert "\n" not in location


def test_nothing_else_takes_the_way_on_from_outside(alliance: Alliance) -> None:
    """Signing out, joining, the language, the look: with names and a Referer."""
    for target in BAD:
        odd = any(one in target for one in "\r\n\0")
        referer = quote(target) if odd else target.encode().decode("latin-1")
        names = dict.fromkeys(NAMES, target)
        more = {"headers": {"Referer": referer}, "query_string": names}
        for path in ("/ansicht", "/abmelden", "/mitglied-werden"):
            sent = {**names, "theme": "dark", "csrf_token": alliance.token("stranger")}
            answer = alliance.open("stranger", path, "POST", data=sent, **more)
            _leads_nowhere(answer)
            alliance.back()
            alliance.forget("stranger")
        for path in ("/anmelden", "/sv/projekte", "/konto", "/passwort-vergessen/x"):
            _leads_nowhere(alliance.open("guest", path, **more))


def _leads_nowhere(answer: TestResponse) -> None:
    assert not leads_away(answer.location or "")
    for link in LINK.findall(answer.get_data(as_text=True)):
        drawn = link.startswith("data:image")
        assert drawn or not leads_away(link.replace("&amp;", "&")), link


@pytest.mark.parametrize(
    "path",
    [
        f"//{EVIL}",
        f"/sv//{EVIL}",
        f"///{EVIL}/%2e%2e",
        f"/en//{EVIL}/",
        f"//{EVIL}/konto",
    ],
)
def test_the_path_itself_leads_nowhere_else(alliance: Alliance, path: str) -> None:
    """The other languages of //boese.example are on this site, too."""
    for who in ("guest", "admin"):
        answer = alliance.open(who, "/", environ_overrides={"PATH_INFO": path})
        _leads_nowhere(answer)


def test_every_redirect_of_reading_stays_here(alliance: Alliance) -> None:
    followed = 0
    for who in ("guest", "stranger", "admin"):
        for url in addresses(alliance):
            answer = alliance.open(who, f"{url}?weiter=//{EVIL}")
            if answer.location:
                followed += 1
                assert not leads_away(answer.location), url
    assert followed > 30
