"""What may stand in a text, character by character."""

import pytest

from forum.core.text import clean_line, clean_prose, has_visible, normal_key

FAMILY = "👩\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \t Lovelace\n", "Ada Lovelace"),
        ("u\u0308ber", "über"),
        ("a\x00b\x1bc\x7fd\x85e", "abcd e"),
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg", "abcdefg"),
        ("a\u2028b\u2029c\u00a0d\u3000e", "a b c d e"),
        (f"Familie {FAMILY} ❤\ufe0f", f"Familie {FAMILY} ❤\ufe0f"),
        ("x\u3164\u115f", "x"),
        ("x\U000e0041\U000e007f", "x"),
        ("halbes \ud83d Zeichen", "halbes Zeichen"),
        (
            "e" + "\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
            "é\u0302\u0303\u0304\u0305",
        ),
        ("فارسی 日本語 Ελληνικά", "فارسی 日本語 Ελληνικά"),
        ("\u200b \u202e", ""),
    ],
)
def test_a_line_holds_what_can_be_seen(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept
    assert clean_line(kept) == kept
    kept.encode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\n\n\td  e\n\n", "a\nb\nc\n\n\td  e"),
        ("\n\n  a", "  a"),
        ("a\u2028b\x0bc\x0cd\x85e", "a\nb\nc\nd\ne"),
        ("a\u202e\x00b", "ab"),
        ("Z" + "\u0336" * 50 + "a", "Z" + "\u0336" * 4 + "a"),
    ],
)
def test_prose_keeps_its_lines(typed: str, kept: str) -> None:
    assert clean_prose(typed) == kept
    assert clean_prose(kept) == kept


@pytest.mark.parametrize("value", ["a", " a ", "é", "日", "1", "–", "👍", FAMILY])
def test_something_to_see(value: str) -> None:
    assert has_visible(value)


@pytest.mark.parametrize(
    "value",
    ["", " \n", "\u200b", "\u202e", "\u3164", "\u2800", "\u0301", "\u00ad\ufeff"],
)
def test_nothing_to_see(value: str) -> None:
    assert not has_visible(value)


@pytest.mark.parametrize(
    "other",
    ["ADA MÜLLER", " ada  müller", "Ada Mu\u0308ller", "Ａｄａ Müller", "Аdа Müller"],
)
def test_spellings_that_look_alike_have_one_key(other: str) -> None:
    assert normal_key(other) == normal_key("Ada Müller")


@pytest.mark.parametrize(
    "other", ["Ada Muller", "Ada Mueller", "Adam Üller", "Ada-Müller"]
)
def test_other_people_have_other_keys(other: str) -> None:
    assert normal_key(other) != normal_key("Ada Müller")


def test_keys_of_addresses() -> None:
    assert normal_key("Ada@Example.ORG") == normal_key("аda@example.org")
    assert normal_key("STRASSE@a.example") == normal_key("straße@a.example")
    assert normal_key(normal_key("ǅ ß ﬁ İ")) == normal_key("ǅ ß ﬁ İ")
