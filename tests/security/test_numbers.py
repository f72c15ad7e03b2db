"""Other numbers open nothing: in addresses or forms, however they are spelled (T15)."""

import re
from urllib.parse import quote

import pytest

from forum.accounts.members.models import Member
from forum.core.db import session
from forum.entries.models import Picture
from tests.security import matrix
from tests.security.alliance import Alliance
from tests.security.matrix import BARE

NUMBER = re.compile(r"(?<=/)\d+(?=[-/]|$)")
SPELLED = (
    "0{0}",
    "000{0}",
    "-{0}",
    "+{0}",
    "{0}.0",
    "{0}.",
    "{0},",
    "{0}e0",
    "0x{0}",
    "{0}_0",
    "{0}%00",
    "{0}%20",
    "%20{0}",
    "{0}%0a",
    "{0};",
    "{0}'",
    "{0}%2F0",
    "{0}%2e",
    "[{0}]",
    "{0},{0}",
    "{0}%26{0}",
    "{{{0}}}",
    "0",
    "-1",
    "2147483648",
    "9223372036854775808",
    "1" * 400,
    "NaN",
    "None",
    "true",
    "1e400",
)


def spellings(number: str) -> list[str]:
    wide = "".join(chr(ord("０") + int(digit)) for digit in number)
    arabic = "".join(chr(ord("٠") + int(digit)) for digit in number)
    return [*(one.format(number) for one in SPELLED), quote(wide), quote(arabic)]


def numbered(alliance: Alliance) -> list[tuple[str, str, str]]:
    """Who, method and address of each route with a number that opens something."""
    found = {}
    for row in matrix.rows():
        for check in matrix.checks(alliance.world, [row]):
            url = alliance.path(row.endpoint, check.values) if row.of else ""
            if NUMBER.search(url) and check.wanted in ("200", "302", "done"):
                found.setdefault(
                    (row.endpoint, row.method), (check.role, row.method, url)
                )
    return list(found.values())


def test_a_number_has_one_spelling(alliance: Alliance) -> None:
    opened = []
    routes = numbered(alliance)
    assert len(routes) > 20
    for role, method, url in routes:
        token = {"csrf_token": alliance.token(role)} if method != "GET" else None
        match = NUMBER.search(url)
        assert match is not None
        for odd in spellings(match[0]):
            other = url[: match.start()] + odd + url[match.end() :]
            answer = alliance.open(role, other, method, data=token)
            if answer.status_code not in (404, 405) or alliance.touched:
                opened.append(f"{method} {other} as {role}: {answer.status_code}")
                alliance.back()
    assert opened == []


def test_a_number_beside_the_address_is_not_looked_at(alliance: Alliance) -> None:
    """?number=, number[] and a form cannot say which thing is meant."""
    things = alliance.world.things
    own = alliance.path("projects.show", things["project"]["published"])
    draft = str(things["project"]["draft"]["number"])
    plain = alliance.open("stranger", own).get_data()
    for name in ("number", "id", "number[]", "entry", "entry_id", "project_id"):
        for values in (draft, [draft, draft]):
            answer = alliance.open("stranger", own, query_string={name: values})
            assert answer.status_code == 200
            asked = answer.get_data(as_text=True).replace(f"?{name}", "")
            assert len(asked) < len(plain) + 600
            assert alliance.pen.words["draft project text"] not in asked


def test_pictures_of_others_cannot_be_hung(alliance: Alliance) -> None:
    """Neither those of a draft nor those that wait in somebody else's form."""
    drafts = {
        one.id: one.entry_id
        for one in session.query(Picture).filter(
            Picture.owner_id == alliance.world.people["author"]
        )
    }
    assert len(drafts) > 5
    foreign = [str(number) for number in drafts]
    token = {"csrf_token": alliance.token("stranger")}
    for action in ("preview", "save", "submit", *(f"cover:{one}" for one in foreign)):
        sent = {
            **token,
            "title": "Fremde Bilder",
            "picture": foreign,
            "do": action,
            **{f"picture-{one}-alt": "Ein fremdes Bild" for one in foreign},
        }
        answer = alliance.open("stranger", "/projekte/neu", "POST", data=sent)
        text = answer.get_data(as_text=True)
        assert not any(
            f'value="{one}"' in text and "/media/" in text for one in foreign
        )
        session.rollback()
        for picture in session.query(Picture).filter(Picture.id.in_(drafts)):
            assert picture.entry_id == drafts[picture.id]
            assert picture.alt != "Ein fremdes Bild"
    names = [one["name"] for one in alliance.world.things["picture"].values()]
    names.remove(alliance.world.things["picture"]["published"]["name"])
    for name in names:
        assert alliance.open("stranger", f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name", ["user_id", "member_id", "id", "number", "author", "me"]
)
def test_nobody_changes_another_members_profile(alliance: Alliance, name: str) -> None:
    """The account is always one's own, whatever a form says."""
    people = alliance.world.people
    sent = {
        "csrf_token": alliance.token("stranger"),
        "display_name": "Neuer Name",
        "actor": "buerger",
        "language": "de",
        name: str(people["author"]),
    }
    for path in ("/konto/profil", f"/konto/profil?{name}={people['author']}"):
        alliance.open("stranger", path, "POST", data=sent)
        changed = [one for one in alliance.changes() if one.startswith("member ")]
        assert all(one.startswith(f"member ({people['stranger']},)") for one in changed)
        alliance.back()


@pytest.mark.parametrize("who", ["author", "moderator", "admin"])
def test_nobody_ends_the_sign_in_of_another(alliance: Alliance, who: str) -> None:
    """The answer is the same as for a number that is nobody's."""
    number = alliance.world.things["sign-in"]["stranger"]["number"]
    sent = {"csrf_token": alliance.token(who)}
    for one in (number, 999999):
        url = alliance.path("credentials.end", {"number": one})
        answer = alliance.open(who, url, "POST", data=sent)
        assert answer.status_code == 302
        assert [row for row in alliance.changes() if "sign_in" in row] == []
    url = alliance.path("credentials.end", {"number": number})
    sent = {"csrf_token": alliance.token("stranger")}
    alliance.open("stranger", url, "POST", data=sent)
    assert any(row.startswith("sign_in") for row in alliance.changes())
    alliance.back()


def test_numbers_of_things_are_no_numbers_of_members(alliance: Alliance) -> None:
    members = {one.id for one in session.query(Member)}
    for number in range(1, max(members) + 20):
        answer = alliance.open("guest", f"/mitglieder/{number}")
        assert answer.status_code == 404 or number in members
    assert BARE not in alliance.world.things
