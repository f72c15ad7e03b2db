"""Showing where the words stand."""

import pytest

from forum.index.marking import LENGTH, as_markup, excerpt, mark
from forum.index.query import understand


def shown(pieces):
    return "".join(f"[{text}]" if marked else text for text, marked in pieces)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Anlage", "Photovoltaik[anlage], Wind[anlagen] und [Anlage]nbau"),
        ("Anlage", "PV-[Anlage]"),
        ("Waermepumpe", "[Wärmepumpe], [Wärme-Pumpe], Erd[wärmepumpen]"),
        ("Wärme-Pumpe", "Die [Wärmepumpe] macht [Wärme]"),
        ("strasse", "Haupt[straße], Haupt[strasse] und [STRAẞE]nbahn"),
        ("Fahrrad", "[Fahrräder], [Fahrraeder], [Fahrrad]wege"),
        ("Rad", "Lasten[rad], Lasten[räder], [Rad]weg, Umradeln"),
        ("e", "[E]-Auto, aber Ende"),
        ("cykel", "Alla [cyklar]"),
        ("city", "The [cities]"),
        ("Radfahrer", "[Radfahrer*innen] und [Radfahrerinnen]"),
        ('"Tempo 30"', "[Tempo 30], nicht Tempo 50 oder 30"),
        ("ÖPNV", "[ÖPNV] und [Oepnv]-Netz"),
        ("Baum", "[Ba\u0308ume]"),
        ("warum und", "[Warum] [und] wieso"),
        ("", "Nichts"),
        ("*", "Nichts"),
    ],
)
def test_what_is_marked(query, text):
    plain = text.replace("[", "").replace("]", "")
    composed = text.replace("a\u0308", "ä")
    assert shown(mark(plain, understand(query))) == composed


def test_a_long_title_is_cut_at_a_word():
    pieces = mark("Ein Radweg für alle Kinder", understand("radweg"), 16)
    assert shown(pieces) == "Ein [Radweg] für …"


def test_a_word_without_end_is_cut_anyway():
    assert shown(mark("x" * 99, understand("rad"), 10)) == "x" * 10 + " …"


def test_an_excerpt_shows_the_place_with_most_of_the_words():
    text = (
        "Es war einmal eine Pumpe. " * 20
        + "Dann kam es anders. Die Wärmepumpe im Altbau spart Geld. "
        + "Und so weiter. " * 40
    )
    pieces = excerpt(text, understand("Wärmepumpe Altbau"), 80)
    assert shown(pieces).startswith("… Die [Wärmepumpe] im [Altbau] spart Geld.")
    assert shown(pieces).endswith(" …")


def test_an_excerpt_of_a_short_text_is_the_text_on_one_line():
    assert shown(excerpt("Ein\n\n Rad  ", understand("rad"))) == "Ein [Rad]"


def test_an_excerpt_without_hits_is_the_beginning():
    text = "Anfang " + "und weiter " * 90
    assert shown(excerpt(text, understand("Rad"))).startswith("Anfang und weiter")


@pytest.mark.parametrize("length", [20, 80, LENGTH])
@pytest.mark.parametrize("gap", ["", " ", ". ", "\n\n"])
def test_an_excerpt_has_its_length(length, gap):
    text = gap.join(["Rad", "weiter" * 5, "Weg"] * 60)
    size = len(shown(excerpt(text, understand("Wege"), length)))
    assert size <= length + len("… ") + len(" …") + 2 * text.count("Weg")


def test_an_excerpt_may_begin_within_a_word_without_end():
    text = "x/" * 200 + "xanlage " + "und weiter " * 30
    assert shown(excerpt(text, understand("Anlage"), 30)).startswith("… [anlage] und")


def test_pieces_put_together_are_the_text():
    text = "Straßen- und Wärme­pumpen, „Rad“ & <b>Weg</b> ÄÖÜ ßß " * 3
    pieces = mark(text, understand("strasse wärmepumpe rad weg ss"))
    assert "".join(piece for piece, _ in pieces) == text


def test_markup_is_safe():
    pieces = mark("<script>Rad</script> & mehr", understand("rad"))
    assert as_markup(pieces) == (
        "&lt;script&gt;<mark>Rad</mark>&lt;/script&gt; &amp; mehr"
    )
