"""Nobody finds a word that is not meant for them, wherever they look (T14)."""

import logging
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from forum.core.activities import run_jobs
from forum.core.db import session
from forum.core.mail import Letter
from forum.search.refresh import refresher
from forum.site.settings import contact
from tests.security.alliance import Alliance
from tests.security.canaries import CanaryPen, is_word
from tests.security.crawl import crawl
from tests.security.matrix import GROUPS, ROLES
from tests.security.world import PASSWORD

AUDIENCES = tomllib.loads(Path(__file__).with_name("canaries.toml").read_text("utf-8"))
Found = dict[str, dict[str, str]]  # what: who: where first


class Crawled:
    """What everybody read."""

    def __init__(self, alliance: Alliance, pen: CanaryPen) -> None:
        self.pages = 0
        self.found: Found = defaultdict(dict)
        self.secrets: list[str] = []
        whats = {word: what for what, word in pen.words.items()}
        hidden = _secrets(alliance)
        for who in ROLES:
            for read in crawl(alliance, who):
                self.pages += 1
                text = read.text
                self.secrets += [f"{who} {read.url}" for one in hidden if one in text]
                words = set(is_word.findall(text))
                if read.response.status_code != 200:  # says what it was asked for
                    words -= set(is_word.findall(read.url))
                for word in words:
                    self.found[whats[word]].setdefault(who, read.url)


def _secrets(alliance: Alliance) -> list[str]:
    """What opens something: keys of sign-ins, links of letters, the password."""
    links = [
        str(values["token"])
        for kind, states in alliance.world.things.items()
        if kind.endswith(" link")
        for values in states.values()
    ]
    keys = [mark.partition(".")[2] for mark in alliance.world.marks.values()]
    return [
        *links,
        *keys,
        *alliance.world.secrets,
        PASSWORD,
        "$argon2",
        alliance.app.config["SECRET_KEY"],
    ]


@pytest.fixture
def crawled(
    alliance: Alliance, canaries: CanaryPen, caplog: pytest.LogCaptureFixture
) -> Crawled:
    caplog.set_level(logging.INFO)
    refresher.rebuild()
    alliance.touched = False
    return Crawled(alliance, canaries)


def audience(what: str) -> tuple[set[str], set[str]]:
    """Who has to find it, and who may."""
    line = next(
        (line for like, line in AUDIENCES.items() if fnmatchcase(what, like)), None
    )
    assert line is not None, f"canaries.toml does not say who may read {what!r}"
    must: set[str] = set()
    may: set[str] = set()
    for name in line.split():
        who = name.strip("()")
        roles = {what.split()[0]} if who == "owner" else set(GROUPS.get(who, (who,)))
        may |= roles
        if name == who:
            must |= roles
    return must, may


def test_nobody_finds_what_is_not_for_them(
    crawled: Crawled,
    canaries: CanaryPen,
    caplog: pytest.LogCaptureFixture,
    say_size: Callable[[str], None],
) -> None:
    wrong = []
    for what, word in canaries.words.items():
        must, may = audience(what)
        found = crawled.found[what]
        wrong += [
            f"{what} found by {who} on {found[who]}" for who in found.keys() - may
        ]
        wrong += [f"{what} not found by {who}" for who in must - found.keys()]
        wrong += [f"{what} stands in the log"] if word in caplog.text else []
    assert wrong == [], "\n".join(wrong)
    assert crawled.secrets == []
    assert crawled.pages > 2000
    say_size(size(crawled))


def size(crawled: Crawled) -> str:
    """How far they looked, in words."""
    private = sum(audience(what)[1] != set(ROLES) for what in crawled.found)
    return (
        f"canary crawl: {crawled.pages} pages by {len(ROLES)} roles, "
        f"{len(crawled.found)} words, {private} of them private"
    )


def test_reading_everything_changes_nothing(alliance: Alliance) -> None:
    """Nobody's links do anything by being opened (T22)."""
    pages = sum(len(list(crawl(alliance, who))) for who in ("admin", "author"))
    assert pages > 400
    assert not alliance.touched
    alliance.touched = True  # look nevertheless
    assert alliance.changes() == []


def test_every_word_stands_somewhere(alliance: Alliance, canaries: CanaryPen) -> None:
    """A word that was never written could not be found either."""
    kept = " ".join(
        str(value)
        for rows in alliance.start.values()
        for row in rows.values()
        for value in row.values()
    ).lower()
    gone = {"deleted comment", "author copy"}  # taken away; in a file
    gone |= {what for what in canaries.words if what.startswith("forgotten ticket")}
    missing = {what for what, word in canaries.words.items() if word not in kept}
    assert missing == gone


def test_every_audience_is_of_some_word(canaries: CanaryPen) -> None:
    for like in AUDIENCES:
        assert any(fnmatchcase(what, like) for what in canaries.words), like


def test_letters_say_things_only_to_whom_they_concern(
    alliance: Alliance, canaries: CanaryPen
) -> None:
    """All letters that follow from what happened, as they lie in the outbox."""
    while run_jobs():
        pass
    people = _addresses(canaries) | {contact(): "moderator"}  # the house's own
    letters = session.query(Letter).all()
    whats = {word: what for what, word in canaries.words.items()}
    assert len(letters) > 5
    for letter in letters:
        who = people[letter.address]
        for word in set(
            is_word.findall(f"{letter.subject} {letter.text} {letter.html}")
        ):
            what = whats[word]
            may = audience(what)[1]
            told = who in may or may == set(ROLES) or _concerns(what) == who
            told = told or what in told_outside(who)
            assert told or (who == "neighbour" and what in BELOW_THEIRS), (
                f"{letter.template} tells {who} the {what}"
            )


BELOW_THEIRS = ("published comment", "hidden comment", "closed comment")  # once public


def told_outside(who: str) -> tuple[str, ...]:
    """What letters tell somebody without an account: their own report, who asks them.

    Those whom an organisation asked were written to while everybody could see it.
    """
    if who.endswith(" asked"):
        return (f"{who.removesuffix('asked')}organisation name",)
    parts = ("where", "text", "answer", "result") if who.endswith(" ticket") else ()
    return tuple(f"{who} {part}" for part in parts)


def _concerns(what: str) -> str:
    """Whose it is: of the entries and comments all but three are the author's."""
    if what.startswith(("talk project", "closed project", "public project")):
        return "neighbour"
    things = (" project ", " thread ", " comment", " organisation ")
    return "author" if any(one in what for one in things) else what.split()[0]


def _addresses(canaries: CanaryPen) -> dict[str, str]:
    """Whose an address is: a role's, or that of a report or an invitation."""
    return {
        f"{word}@example.org": what.removesuffix(" email").removesuffix(" mailbox")
        for what, word in canaries.words.items()
        if what.endswith((" email", " mailbox"))
    }


def test_the_words_are_found_however_they_are_written() -> None:
    word = CanaryPen()("x", word=True)
    assert (
        is_word.findall(f"<b>{word}</b>/{word}-titel?{word}@example.org") == [word] * 3
    )
    assert re.fullmatch(is_word, word)
