"""What is understood of a query, whatever was typed."""

import pytest

from forum.index.query import LONGEST_QUERY, MOST_WORDS, understand


def said(query):
    asked = understand(query)
    return [word.text for word in asked.words], [" ".join(p) for p in asked.phrases]


@pytest.mark.parametrize(
    ("query", "single", "phrases"),
    [
        ("", [], []),
        ("   ", [], []),
        ("Wärme Pumpe", ["warme", "pumpe"], []),
        ("Rad rad RAD", ["rad"], []),
        ("Förderung für die Wärmepumpe", ["forderung", "warmepumpe"], []),
        ("was ist das", ["was", "ist", "das"], []),
        ('"Tempo 30" in Ahaus', ["ahaus"], ["tempo 30"]),
        ("„auf dem Dach“ und", [], ["auf dem dach"]),
        ('"E-Auto" laden', ["laden"], ["e auto"]),
        ('ein "halbes Zitat', ["halbes", "zitat"], []),
        ('"" "!"', [], []),
        ("status:draft id:[1 TO 9] title:rad", ["draft", "1", "9", "rad"], []),
        ("radler:innen https://www.example.org", ["radler", "https", "www"], []),
        ("anlag* ?rad ~2 rad^9 rad~", ["anlag", "rad", "2", "9"], []),
        ("-wind +sonne NOT kohle", ["wind", "sonne", "kohle"], []),
    ],
)
def test_what_is_asked_for(query, single, phrases):
    words, found = said(query)
    assert (words[: len(single)], found) == (single, phrases)


def test_a_hyphenated_word_knows_its_parts():
    (word,) = understand("Wärme-Pumpe").words
    assert (word.text, [part.text for part in word.parts]) == (
        "warmepumpe",
        ["warme", "pumpe"],
    )


def test_a_query_has_an_end():
    assert len(said("a1 " * LONGEST_QUERY)[0]) == 1
    assert len(said(" ".join(f"w{n}" for n in range(99)))[0]) == MOST_WORDS


@pytest.mark.parametrize(
    "junk",
    [
        "(" * 500 + "rad" + ")" * 500,
        "((((a AND b) OR NOT c",
        "*",
        "?",
        "*:*",
        "a~9 [a TO z] {x TO}",
        '"' * 99,
        "'; DROP TABLE entry; --",
        "%_%",
        "\\\0\n\t\x1b",
        "\ud83d \udc00",
        "\u202e\u200b\ufeff",
        "ﷺ½⑴",
        "-" * 200,
        "a-" * 100,
        "x" * 100_000,
    ],
)
def test_junk_is_never_an_error(shelf, junk):
    shelf.put(1, title="Rad und Tat")
    results = shelf.index.search(junk)
    assert results.healthy
    assert set(results.ids) <= {1}
