"""T01 and T02 of the catalogue: which passwords are taken, and what is kept of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from argon2 import PasswordHasher
from flask import Flask

from forum.accounts.members.models import Member
from forum.core import guesses, passwords
from forum.core.db import session, transaction
from forum.core.errors import Busy
from forum.core.passwords import guessable_word, hashed, is_common, is_outdated, matches
from tests import make
from tests.accounts.letters import letters, link
from tests.accounts.signin.doing import EMAIL, FORGOT, PASSWORD, SIGN_IN
from tests.visitor import Visitor

JOIN = "/mitglied-werden"
TOLD = {
    "display_name": "Mia Eilers",
    "email": "mia.tenbrink@example.org",
    "actor": "buerger",
    "rules": "y",
}
WELL_KNOWN = (
    "1234567890 passwort123 password123 qwertzuiop qwertyuiop asdfghjkl1 "
    "iloveyou12 schalke04! borussia09 fcbayern1900 passw0rt1! p4ssw0rd123 "
    "sommer2024! Weihnachten24 1q2w3e4r5t 1qay2wsx3edc aaaaaaaaaa "
    "abcabcabcabc hallohallo1 0987654321 zxcvbnm123 michael1985 24.12.1990x "
    "Schatz<3Schatz abcdefghij 111222333444 Willkommen1! admin12345 "
    "letmein123 ichliebedich 147258369a "
)


@pytest.mark.parametrize("word", WELL_KNOWN.split())
def test_what_everybody_tries_first_is_refused(word: str) -> None:
    assert is_common(word)


def test_more_than_three_thousand_of_the_most_common_are_refused() -> None:
    endings = ("1", "12", "123", "1234", "!", "123!", "2024", "2026!", "01", "_1")
    tried = [word + end for word in guesses.WORDS for end in endings]
    long_enough = [one for one in tried if len(one) >= passwords.PASSWORD_MIN]
    assert len(long_enough) > 3000
    assert [one for one in long_enough if not is_common(one)] == []


@pytest.mark.parametrize(
    "word",
    [
        PASSWORD,
        "Drei zufällige Wörter",
        "correct horse battery staple",
        "aB3$kq9!Lw",
        "Quittenbaum am Kirchweg",
        "Hund Katze Maus Apfel",
        "密码不是这个东西哦好的",
    ],
)
def test_what_nobody_guesses_is_taken(app: Flask, word: str) -> None:
    assert not is_common(word)
    assert guessable_word(word, ["Ada Terhorst"]) == ""


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("Klimakreis2026", "klimakreis"),
        ("Borken-Borken-1", "borken"),
        ("schöppingen99", "schöppingen"),
        ("Mia-Eilers-77", "mia"),
        ("TENBRINK!!!12", "tenbrink"),
        ("mia.tenbrink@example.org", "mia.tenbrink@example.org"),
    ],
)
def test_the_name_of_the_site_or_ones_own_is_no_secret(
    visit: Visitor, word: str, part: str
) -> None:
    page = visit.send(JOIN, status=422, **TOLD, password=word)
    assert f"„{part}“" in page.text
    assert page.title.startswith("Fehler: ")
    assert letters() == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("7Zeich!", "Nehmen Sie mindestens 10 Zeichen"),
        ("8Zeichen", "Nehmen Sie mindestens 10 Zeichen"),
        ("\0" * 20, "Nehmen Sie mindestens 10 Zeichen"),
        ("Quitte" * 50, "Nehmen Sie höchstens 256 Zeichen"),
        ("Quitte und " * 100, "Nehmen Sie höchstens 256 Zeichen"),
    ],
)
def test_too_short_and_endless_are_said(visit: Visitor, word: str, said: str) -> None:
    page = visit.send(JOIN, status=422, **TOLD, password=word)
    assert said in page.text
    assert word not in page.html


@pytest.mark.parametrize("length", [10, 64, 128, 256])
def test_long_ones_are_taken_whole(visit: Visitor, rita: Member, length: int) -> None:
    """Nothing is cut off: the last letter counts as the first does."""
    word = ("Quittenbaum im Märzregen " * 12)[: length - 1]
    visit.send(FORGOT, email=EMAIL)
    visit.send(link(), password=f"{word}A")
    session.rollback()
    assert matches(rita.password_hash, f"{word}A")
    assert not matches(rita.password_hash, f"{word}B")
    assert visit.send(SIGN_IN, email=EMAIL, password=f"{word}A").location == "/konto"


def test_spaces_and_spellings(app: Flask) -> None:
    kept = hashed(" Drei schöne Bäume ")
    assert matches(kept, " Drei scho\u0308ne Ba\u0308ume ")
    assert not matches(kept, "Drei schöne Bäume")


def test_what_is_kept_is_argon2id_with_its_own_salt(rita: Member) -> None:
    other = make.member("Otto Ost", email="otto@example.org", password=PASSWORD)
    assert rita.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert rita.password_hash != other.password_hash
    assert PASSWORD not in rita.password_hash


def test_signing_in_keeps_it_with_the_parameters_of_today(
    visit: Visitor, rita: Member
) -> None:
    with transaction():
        old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
        rita.password_hash = old.hash(PASSWORD)
    visit.send(SIGN_IN, email=EMAIL, password=PASSWORD)
    session.rollback()
    assert not is_outdated(rita.password_hash)


def test_only_a_few_are_checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fourth is told to come back, so that threads are left for who reads."""
    begun, go_on = Event(), Event()

    class Slow:
        def hash(self, _password: str) -> str:
            begun.set()
            assert go_on.wait(30)
            return "kept"

    monkeypatch.setattr(passwords, "_hasher", Slow())
    with ThreadPoolExecutor(passwords.IN_ALL) as threads:
        jobs = [threads.submit(hashed, "x") for _ in range(passwords.IN_ALL)]
        assert begun.wait(30)
        while passwords._present.acquire(blocking=False):
            passwords._present.release()  # until all three have come
        with pytest.raises(Busy):
            hashed("x")
        go_on.set()
        assert [job.result() for job in jobs] == ["kept"] * passwords.IN_ALL
    assert hashed("x") == "kept"


def test_too_many_at_once_is_a_page_that_says_so(
    visit: Visitor, rita: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords._present, "acquire", lambda blocking: False)
    page = visit.send(SIGN_IN, status=503, email=EMAIL, password=PASSWORD)
    assert page.response.headers["Retry-After"]
