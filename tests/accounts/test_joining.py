"""The road from "Mitglied werden" to the profile, and what people type on it."""

import pytest
from flask import Flask

from forum.accounts.members.models import ABOUT_MAX, NAME_MAX, Member
from forum.accounts.members.queries import member_by_email
from forum.core.db import session, transaction
from tests import make
from tests.accounts.letters import letters, link
from tests.pages import Page, words
from tests.visitor import Visitor

JOIN, PROFILE = "/mitglied-werden", "/konto/profil"
PASSWORD = "Wallhecke im Morgentau"
TOLD = {
    "display_name": "Mia Eilers",
    "email": "mia@example.org",
    "password": PASSWORD,
    "actor": "buerger",
    "rules": "y",
}


def field(page: Page, name: str) -> str:
    """What stands in a field."""
    found = page.tree.find(f".//main//*[@name='{name}']")
    assert found is not None
    return found.get("value") or "".join(found.itertext()).removeprefix("\n")


def mistakes(page: Page) -> list[str]:
    """The sentences above the form."""
    return [words(one) for one in page.tree.findall(".//*[@id='fehler']//li")]


def mia() -> Member | None:
    session.rollback()
    return member_by_email("mia@example.org")


def test_the_whole_road(visit: Visitor) -> None:
    assert visit.send(JOIN, **TOLD).location == "/mitglied-werden/post"
    visit("/mitglied-werden/post")
    assert letters() == [("mia@example.org", "confirm")]
    assert visit.send(link(), password=PASSWORD).location == "/konto/willkommen"
    page = visit("/konto/willkommen")
    assert field(page, "display_name") == "Mia Eilers"
    told = {"place": "gescher", "fields": ["natur"], "about": "Ich pflanze."}
    assert visit.send("/konto/willkommen", **told).location == "/konto"
    assert "Mia Eilers" in visit("/konto").heading
    joined = mia()
    assert joined is not None
    assert (joined.place, joined.fields) == ("gescher", ["natur"])
    text = visit(f"/mitglieder/{joined.id}").text
    assert "Gescher" in text
    assert "Ich pflanze." in text
    assert "Interessiert sich für Natur" in text
    assert "Interessiert sich für Natur" in visit("/konto").text


def test_the_road_in_swedish(visit: Visitor) -> None:
    visit.send(f"/sv{JOIN}", **TOLD)
    assert link().startswith("/sv/mitglied-werden/")
    confirmed = visit.send(link(), password=PASSWORD)
    assert confirmed.location == "/sv/konto/willkommen"


def test_a_name_that_went_to_somebody_else_meanwhile(
    visit: Visitor, ada: Member
) -> None:
    visit.send(JOIN, **TOLD)
    visit.send(PROFILE, ada, display_name="Mia Eilers")
    assert visit.send(link(), password=PASSWORD).location == "/konto/willkommen"
    page = visit("/konto/willkommen")
    assert "„Mia Eilers“ heißt inzwischen ein anderes Mitglied." in page.text
    assert field(page, "display_name") == "Mia Eilers (2)"


def test_an_old_letter_is_no_key_to_the_account(visit: Visitor) -> None:
    visit.send(JOIN, **TOLD)
    path = link()
    visit.send(path, password=PASSWORD)
    visit.send("/konto", action="/abmelden")
    assert visit(path, status=302).location == "/konto"
    assert visit("/konto", status=302).location.startswith("/anmelden")


def test_a_registration_cannot_be_taken_over_before_it_is_confirmed(
    visit: Visitor,
) -> None:
    """Somebody registers the same address with another password after its owner."""
    visit.send(JOIN, **TOLD)
    visit.send(JOIN, **TOLD | {"password": "Fremder Regen im Mai"})
    page = visit.send(link(), status=422, password=PASSWORD)
    assert page.title.startswith("Fehler: ")
    assert "Passwort vergessen" in mistakes(page)[0]
    assert ("Passwort vergessen", "/passwort-vergessen") in page.links
    visit("/konto", status=302)
    joined = mia()
    assert joined is not None
    assert not joined.is_active
    visit.send("/passwort-vergessen", email="mia@example.org")
    visit.send(link(), password="Ganz neue Wörter hier")
    visit.send(
        "/anmelden",
        status=422,
        email="mia@example.org",
        password="Fremder Regen im Mai",
    )
    visit.send("/anmelden", email="mia@example.org", password="Ganz neue Wörter hier")


@pytest.mark.parametrize("typed", ["", "\0", "x" * 100_000, PASSWORD.lower()])
def test_only_the_password_of_the_registration_confirms(
    visit: Visitor, typed: str
) -> None:
    visit.send(JOIN, **TOLD)
    page = visit.send(link(), status=422, password=typed)
    assert len(mistakes(page)) == 1
    assert visit("/konto", status=302).location.startswith("/anmelden")


def test_who_confirms_stays_signed_in_as_after_signing_in(visit: Visitor) -> None:
    visit.send(JOIN, **TOLD)
    with visit.browser().session_transaction() as cookie:
        cookie["left"] = "by somebody before"
    visit.send(link(), password=PASSWORD)
    with visit.browser().session_transaction() as cookie:
        assert (cookie.permanent, cookie.get("left")) == (True, None)


@pytest.mark.parametrize("path", ["x", "%00", "WyIxIiwieCJd.aaaa.bbbb", "a" * 3000])
def test_a_broken_link_says_so(visit: Visitor, path: str) -> None:
    page = visit(f"{JOIN}/{path}", status=400)
    assert "Fordern Sie einen neuen an" in page.text


def test_a_known_address_gets_the_answer_of_an_unknown_one(
    visit: Visitor, ada: Member
) -> None:
    answers = [
        visit.send(JOIN, **TOLD | {"display_name": name, "email": email}).location
        for name, email in (
            ("Eins", "ada@example.org"),
            ("Zwei", "zwei@example.org"),
        )
    ]
    assert answers == ["/mitglied-werden/post"] * 2
    assert letters() == [("ada@example.org", "known"), ("zwei@example.org", "confirm")]


def test_sent_twice_it_is_one_registration(visit: Visitor) -> None:
    form = visit(JOIN).form()
    token = next(one for one in form.iter("input") if one.get("name") == "csrf_token")
    sent = TOLD | {"csrf_token": token.get("value")}
    for _ in range(2):
        assert visit(JOIN, status=302, method="POST", data=sent).location
    session.rollback()
    assert session.query(Member).count() == 1


def test_a_taken_name_is_said_at_its_field(visit: Visitor, ada: Member) -> None:
    name = ada.display_name.upper()
    page = visit.send(JOIN, status=422, **TOLD | {"display_name": name})
    assert len(mistakes(page)) == 1
    assert "Wählen Sie einen anderen" in mistakes(page)[0]
    assert (field(page, "display_name"), field(page, "email")) == (name, TOLD["email"])
    assert letters() == []


@pytest.mark.parametrize(
    "told",
    [
        {"display_name": ""},
        {"display_name": " \u200b\u202e "},
        {"display_name": "\0\0"},
        {"display_name": "x"},
        {"display_name": "x" * (NAME_MAX + 1)},
        {"display_name": "x" * 100_000},
        {"display_name": "www.gewinn.example"},
        {"email": ""},
        {"email": "mia"},
        {"email": "mia@example.org, ben@example.org"},
        {"email": "mia@localhost@example.org"},
        {"email": "<script>@example.org"},
        {"email": f"{'x' * 250}@example.org"},
        {"password": ""},
        {"password": "kurz"},
        {"password": "x" * 257},
        {"password": "aaaaaaaaaaaa"},
        {"password": "Passwort2026"},
        {"actor": ""},
        {"actor": "koenig"},
        {"rules": ""},
    ],
)
def test_one_mistake_is_one_sentence(visit: Visitor, told: dict[str, str]) -> None:
    sent = {key: value for key, value in (TOLD | told).items() if value}
    left_out = [key for key, value in told.items() if not value and key != "rules"]
    page = visit.send(JOIN, status=422, **sent, **dict.fromkeys(left_out, ""))
    assert len(mistakes(page)) == 1
    assert field(page, "password") == ""
    assert page.title.startswith("Fehler: ")
    assert letters() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Mia \t Eilers\n", "Mia Eilers"),
        ("Mia\0 Eilers\u202e", "Mia Eilers"),
        ('<b>Mia</b> & "Söhne"', '<b>Mia</b> & "Söhne"'),
        ("{{ 7 * 7 }} %(x)s", "{{ 7 * 7 }} %(x)s"),
        ("\U0001f33b Mia", "\U0001f33b Mia"),
    ],
)
def test_names_are_cleaned_and_never_html(
    visit: Visitor, typed: str, kept: str
) -> None:
    visit.send(JOIN, **TOLD | {"display_name": typed})
    joined = mia()
    assert joined is not None
    assert joined.display_name == kept
    page = visit.browser().get(link())
    assert "<b>Mia" not in page.get_data(as_text=True)


@pytest.mark.parametrize("token", [None, "", "foreign", "IjEi.aaaaaa.bbbb"])
def test_an_old_page_keeps_what_was_typed(visit: Visitor, token: str | None) -> None:
    sent = {**TOLD, "csrf_token": token, "form_key": "x" * 100}
    sent = {key: value for key, value in sent.items() if value is not None}
    page = visit(JOIN, status=422, method="POST", data=sent)
    assert "lange offen" in mistakes(page)[0]
    assert field(page, "display_name") == "Mia Eilers"
    assert field(page, "email") == "mia@example.org"
    assert letters() == []


def test_a_page_of_somebody_else_is_no_form_of_ours(
    visit: Visitor, ada: Member
) -> None:
    theirs = visit(PROFILE, as_=ada).form()
    token = next(one for one in theirs.iter("input") if one.get("name") == "csrf_token")
    sent = TOLD | {"csrf_token": token.get("value") or ""}
    page = visit(JOIN, status=422, method="POST", data=sent)
    assert field(page, "email") == "mia@example.org"


@pytest.mark.parametrize(
    "told",
    [
        {"display_name": ""},
        {"display_name": "y" * 61},
        {"actor": "koenig"},
        {"place": "berlin"},
        {"fields": ["natur", "<b>"]},
        {"forms": ["\0"]},
        {"about": "x" * (ABOUT_MAX + 1)},
        {"language": "fr"},
        {"language": ""},
    ],
)
def test_a_profile_says_what_cannot_be_taken(
    visit: Visitor, ada: Member, told: dict[str, object]
) -> None:
    page = visit.send(PROFILE, ada, status=422, **told)
    assert len(mistakes(page)) == 1


def test_a_profile_is_cleaned(visit: Visitor, ada: Member) -> None:
    visit.send(PROFILE, ada, about="Hallo\0\u202e <script>alert(1)</script>\r\nWelt")
    session.rollback()
    assert ada.about == "Hallo <script>alert(1)</script>\nWelt"
    assert "<script>alert" in visit(f"/mitglieder/{ada.id}", ada).text


def test_a_profile_cannot_take_a_name(visit: Visitor, ada: Member, ben: Member) -> None:
    name = ada.display_name.upper()
    page = visit.send(PROFILE, ben, status=422, display_name=name, about="Neu")
    assert len(mistakes(page)) == 1
    assert (field(page, "display_name"), field(page, "about")) == (name, "Neu")


def test_guests_are_asked_to_sign_in(visit: Visitor) -> None:
    for path in ("/konto", PROFILE, "/konto/willkommen"):
        page = visit(path, status=302)
        assert page.location.startswith("/anmelden?weiter=/konto")


def test_who_is_not_confirmed_is_not_shown(
    visit: Visitor, ada: Member, cleo: Member
) -> None:
    visit.send(JOIN, **TOLD)
    new = mia()
    assert new is not None
    path = f"/mitglieder/{new.id}"
    visit(path, status=404)
    visit(path, as_=ada, status=404)
    visit(path, as_=cleo)


@pytest.mark.parametrize("number", ["0", "999", str(2**31 - 1), str(2**31), "x", "-1"])
def test_there_is_no_such_member(visit: Visitor, number: str) -> None:
    visit(f"/mitglieder/{number}", status=404)


def test_an_imported_author_is_shown(visit: Visitor, app: Flask) -> None:
    with transaction():
        old = make.members.author("Heimatverein Raesfeld")
    assert visit(f"/mitglieder/{old.id}").heading == "Heimatverein Raesfeld"
