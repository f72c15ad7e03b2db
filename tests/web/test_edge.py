"""What is true of every answer: cookies, headers, packing, and reading never writes."""

import gzip
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from forum.accounts.members.models import Member
from forum.core.db import NotWriting, session, transaction
from forum.core.errors import TooOften
from forum.entries.models import State
from forum.goals.models import Goal
from forum.projects.models import Project
from forum.web.delivery import HEADERS, WEIGHT_GRAMS, WEIGHT_KB, WORTH_PACKING
from tests.projects import making
from tests.visitor import Visitor

PACKED = {"headers": {"Accept-Encoding": "gzip"}}
TEXT = "Wir haben im Sommer 62 Balkone mit Sonnenstrom versorgt."
WRITING = re.compile(r"\s*(insert|update|delete|create|drop|alter)\b", re.I)


@pytest.fixture
def project(ada: Member) -> Project:
    return making.project(ada)


@pytest.fixture
def goal(dan: Member) -> Goal:
    return making.goal("Sonnenstrom", dan)


@pytest.fixture
def public(project: Project, goal: Goal) -> list[str]:
    """The pages everybody reads."""
    return [
        "/",
        "/projekte",
        f"/projekte/{project.id}-{project.slug}",
        "/ziele",
        f"/ziele/{goal.id}-{goal.slug}",
        "/forum",
        "/suche?q=garten",
        f"/mitglieder/{project.author_id}",
        "/impressum",
        "/gibt-es-nicht",
    ]


def test_guests_get_no_cookie(visit: Visitor, public: list[str]) -> None:
    for path in public:
        answer = visit.browser().get(path)
        assert "Set-Cookie" not in answer.headers, path
        assert answer.headers["Cache-Control"] == "no-cache", path
        assert "Cookie" in answer.headers["Vary"], path


def test_what_members_get_is_kept_nowhere(
    visit: Visitor, public: list[str], ben: Member
) -> None:
    for path in (*public, "/konto"):
        answer = visit.browser(ben).get(path)
        assert answer.headers["Cache-Control"] == "private, no-store", path


def test_headers_stand_on_every_answer(
    visit: Visitor, app: Flask, project: Project
) -> None:
    style = app.extensions["assets"].url("forum.css")
    asked: list[tuple[str, str, int]] = [
        ("GET", "/", 200),
        ("GET", "/konto", 302),
        ("GET", f"/projekte/{project.id}-alt", 301),
        ("GET", "/gibt-es-nicht", 404),
        ("GET", "/static/gibt-es-nicht.css", 404),
        ("GET", "/media/x", 404),
        ("GET", style, 200),
        ("HEAD", "/", 200),
        ("OPTIONS", "/", 200),
        ("POST", "/", 405),
        ("DELETE", "/projekte", 405),
        ("POST", "/mitglied-werden", 422),
        ("POST", "/projekte/neu", 403),
        ("GET", "/mitglied-werden/x", 400),
    ]
    for method, path, status in asked:
        answer = visit.browser().open(path, method=method)
        assert answer.status_code == status, (method, path)
        for name in HEADERS:
            assert name in answer.headers, (method, path, name)
        assert "Strict-Transport-Security" not in answer.headers  # not on http
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_who_tries_too_often_is_told_how_long_to_wait(app: Flask) -> None:
    with app.test_request_context("/anmelden"):
        answer = app.handle_user_exception(TooOften(timedelta(seconds=90)))
        response = app.make_response(answer)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "90"
    assert "Bitte warten Sie 2 Min." in response.get_data(as_text=True)


def test_405_says_what_can_be_done(visit: Visitor) -> None:
    page = visit("/", status=405, method="POST")
    assert "GET" in page.response.headers["Allow"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_links_stay_in_the_language(
    visit: Visitor, public: list[str], language: str
) -> None:
    for path in public[:-1]:
        page = visit(f"/{language}{path}")
        assert page.tree.get("lang") == language
        frame = page.tree.findall(".//header//a") + page.tree.findall(".//footer//a")
        links = {
            url
            for one in [*frame, *page.tree.findall(".//main//a")]
            if (url := one.get("href", "")).startswith("/")
        }
        assert links
        assert {one for one in links if not f"{one}/".startswith(f"/{language}/")} == (
            set()
        ), path
        for form in page.tree.findall(".//main//form"):
            target = form.get("action", "")
            assert not target or target.startswith(f"/{language}/")


def test_every_page_knows_its_twins(visit: Visitor) -> None:
    path = "/suche?q=h%C3%B6fe&seite=1"
    for code in ("", "/sv", "/en"):
        links = visit(f"{code}{path}").tree.findall(".//link[@rel='alternate']")
        twins = {one.get("hreflang"): one.get("href") for one in links}
        assert twins == {"de": path, "sv": f"/sv{path}", "en": f"/en{path}"}


@pytest.mark.parametrize("path", ["/de", "/de/projekte", "/fr", "/svx", "/enten"])
def test_other_prefixes_are_no_languages(visit: Visitor, path: str) -> None:
    assert visit(path, status=404).tree.get("lang") == "de"


@pytest.mark.parametrize(
    "path", ["/a%00b", "/a%3Fb", "/a b", "/a%23b", "/en//evil.example", "/%22%3E%3Cb"]
)
def test_odd_addresses_make_no_odd_links(visit: Visitor, path: str) -> None:
    page = visit(path, status=404)
    for link in page.tree.findall(".//link[@rel='alternate']"):
        assert not link.get("href", "").startswith("//")
        visit(link.get("href", ""), status=404)


def test_guests_get_it_packed(visit: Visitor, public: list[str]) -> None:
    for path in public:
        answer = visit.browser().get(path, **PACKED)
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in answer.headers["Vary"]
        body = gzip.decompress(answer.data)
        assert int(answer.headers["Content-Length"]) == len(answer.data) < len(body)
        assert b"</html>" in body
        assert len(body) > WORTH_PACKING


def test_what_may_hold_a_token_is_not_packed(visit: Visitor, ben: Member) -> None:
    for who, path in ((None, "/anmelden"), (None, "/"), (ben, "/projekte")):
        answer = visit.browser(who).get(path, **PACKED)  # the first sets a cookie
        assert "Content-Encoding" not in answer.headers


def test_nobody_gets_it_packed_unasked(visit: Visitor) -> None:
    for wishes in ({}, {"Accept-Encoding": "gzip;q=0"}, {"Accept-Encoding": "br"}):
        answer = visit.browser().get("/", headers=wishes)
        assert "Content-Encoding" not in answer.headers, wishes
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_guest_is_not_sent_again_what_did_not_change(
    visit: Visitor, public: list[str], ada: Member
) -> None:
    for path in public[:-1]:
        for wishes in ({}, PACKED["headers"]):
            first = visit.browser().get(path, headers=wishes)
            known = {"If-None-Match": first.headers["ETag"], **wishes}
            second = visit.browser().get(path, headers=known)
            assert (second.status_code, second.data) == (304, b""), path
            assert second.headers["Cache-Control"] == "no-cache"
            assert {"Cookie", "Accept-Encoding"} <= set(second.vary)
    mark, packed, plain = (
        visit.browser().get(path, headers=wishes).headers["ETag"]
        for path, wishes in (
            (public[1], {}),
            (public[2], PACKED["headers"]),
            (public[2], {}),
        )
    )
    assert packed != plain
    making.project(ada, title="Noch ein Klimagarten")
    changed = visit.browser().get(public[1], headers={"If-None-Match": mark})
    assert changed.status_code == 200


def test_pages_with_a_token_or_of_a_member_are_always_sent(
    visit: Visitor, public: list[str], ben: Member
) -> None:
    asked = [(None, "/anmelden"), (None, "/mitglied-werden"), (ben, "/konto")]
    for who, path in (*asked, *((ben, path) for path in public[:-1])):
        page = visit(path, as_=who, headers={"If-None-Match": "*"})
        assert "ETag" not in page.response.headers, path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", r"Diese Seite: \d+ kB, etwa 0,\d{1,4} g"),
        ("/gibt-es-nicht", r"Diese Seite: \d+ kB, etwa 0,\d{1,4} g"),
        ("/en/projekte", r"\d+ kB.* 0\.\d{1,4} g"),
        ("/sv/projekte", r"\d+ kB.* 0,\d{1,4} g"),
    ],
)
def test_every_page_says_what_it_weighs(visit: Visitor, path: str, words: str) -> None:
    answer = visit.browser().get(path)
    assert re.search(words, answer.get_data(as_text=True))
    assert b"%%" not in answer.data
    assert WEIGHT_KB.encode() not in answer.data
    assert WEIGHT_GRAMS.encode() not in answer.data


def test_a_page_weighs_what_is_sent(visit: Visitor, app: Flask) -> None:
    assets = app.extensions["assets"]
    for wishes in ({}, PACKED["headers"]):
        answer = visit.browser().get("/projekte", headers=wishes)
        body = gzip.decompress(answer.data) if wishes else answer.data
        said = re.search(rb"Diese Seite: (\d+) kB", body)
        assert said is not None
        weight = (len(answer.data) + assets.weight(body)) / 1000
        assert abs(int(said[1]) - weight) < 1


def test_nobody_can_type_what_stands_for_the_weight(visit: Visitor) -> None:
    answer = visit.browser().get("/suche?q=%25%25KB%25%25")
    assert answer.get_data(as_text=True).count("%%KB%%") >= 1


def test_reading_never_writes(
    visit: Visitor,
    public: list[str],
    project: Project,
    cleo: Member,
    ada: Member,
    statements: list[str],
) -> None:
    own = ["/konto", "/konto/profil", f"/projekte/{project.id}/bearbeiten"]
    staff = ["/redaktion", "/redaktion/protokoll", "/konto"]
    asked = [(None, public), (ada, [*public, *own]), (cleo, [*public, *staff])]
    for who, paths in asked:
        for path in (*paths, "/anmelden", "/mitglied-werden"):
            statements.clear()
            visit.browser(who).get(path)
            assert not [one for one in statements if WRITING.match(one)], path


def test_a_change_without_a_form_is_a_fault(ada: Member) -> None:
    session.rollback()
    ada.about = "Neu"
    with pytest.raises(NotWriting):
        session.flush()
    session.rollback()


def test_what_was_typed_is_given_back_to_who_is_signed_out(visit: Visitor) -> None:
    typed: dict[str, Any] = {
        "csrf_token": "x" * 90,
        "title": "kurz",
        "source": f"{TEXT}\n<b>{TEXT}</b></textarea>",
    }
    page = visit("/sv/projekte/neu", status=403, method="POST", data=typed)
    (shown,) = page.tree.findall(".//textarea")
    assert "".join(shown.itertext()).splitlines() == typed["source"].splitlines()
    assert ("Logga in", "/sv/anmelden") in page.links
    assert session.query(Project).count() == 0


@pytest.mark.parametrize(
    ("state", "status"), [(State.DELETED, 410), (State.HIDDEN, 403)]
)
def test_what_was_typed_is_given_back_when_the_entry_has_gone(
    visit: Visitor, ada: Member, state: State, status: int
) -> None:
    project = making.project(ada)
    url = f"/projekte/{project.id}/bearbeiten"
    sent = {"source": TEXT, "password": "never to be shown again", "title": "kurz"}
    with transaction():
        project.state = state
    page = visit(url, ada, status=status, method="POST", data=sent)
    assert ["".join(one.itertext()) for one in page.tree.findall(".//textarea")] == [
        TEXT
    ]


def test_the_way_back_stays_on_this_site(visit: Visitor, ada: Member) -> None:
    refused = "/passwort-vergessen/kaputt"
    for told, way in (
        ("https://evil.example/", "/"),
        ("http://localhost/ziele", "/ziele"),
    ):
        page = visit(
            refused, status=409, method="POST", headers={"Referer": told}, data={}
        )
        assert ("Zurück", way if way == "/" else told) in page.links


def test_too_much_is_said(visit: Visitor, ada: Member, app: Flask) -> None:
    most = app.config["MAX_FORM_MEMORY_SIZE"]
    for path in ("/mitglied-werden", "/projekte/neu", "/anmelden", "/konto/profil"):
        for who in (None, ada):
            sent = {"about": "x" * (most + 1)}
            page = visit(path, as_=who, status=413, method="POST", data=sent)
            assert page.heading == "Das ist zu groß"
    many = {f"a{number}": "x" for number in range(app.config["MAX_FORM_PARTS"] + 1)}
    kind = {"content_type": "multipart/form-data"}
    visit("/mitglied-werden", status=413, method="POST", data=many, **kind)


@pytest.mark.parametrize("body", ["", "{", "[1]", '{"email": 5}', "\x00\xff", "&&=="])
@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "", "x"]
)
def test_a_body_of_another_kind_is_an_empty_form(
    visit: Visitor, kind: str, body: str
) -> None:
    sent = {"data": body.encode(), "content_type": kind}
    visit("/anmelden", status=422, method="POST", **sent)


@pytest.mark.parametrize(
    "query",
    ["seite=0", "seite=-1", "seite=x", f"seite={'9' * 40}", "seite=%00", "%ff="],
)
def test_odd_questions_have_an_answer(visit: Visitor, query: str) -> None:
    for path in ("/projekte", "/forum", "/suche", "/ziele", "/"):
        assert visit.browser().get(f"{path}?{query}").status_code in (200, 400, 404)


def test_hidden_things_are_not_on_public_pages(
    visit: Visitor, ada: Member, public: list[str]
) -> None:
    for state in (State.DRAFT, State.SUBMITTED, State.HIDDEN, State.DELETED):
        making.project(ada, state, title="Geheimer Klimagarten")
    for path in public:
        assert "Geheimer" not in visit.browser().get(path).get_data(as_text=True)
