"""One word, however it is spelt, hyphenated or inflected."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from forum.index.analyser import VERSION, fold, stem, stems, tidy, words

SAMPLE = (
    "Wärmepumpen-Förderung für Eigenheime: Straßen, Fahrräder und ÖPNV in Südlohn. "
    "2.500 kWh sparen, CO₂ vermeiden; Bürger*innen entscheiden neue Aktuelles."
)


def tokens(text):
    return [
        stem(spot.word, "de")
        for whole in words(tidy(text))
        for spot in (whole, *whole.parts)
    ]


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("de", "Wärmepumpe Waermepumpe Warmepumpe wa\u0308rmepumpe WÄRMEPUMPE"),
        ("de", "Wärmepumpe Wärmepumpen Wärme\u00adpumpe Ｗärmepumpe"),
        ("de", "Straße Strasse STRASSE STRAẞE Straßen"),
        ("de", "Fahrrad Fahrräder Fahrraeder Fahrräders fahrradern"),
        ("de", "Bäume Baeume Baum Baume"),
        ("de", "Säure Saeure saure"),
        ("de", "ÖPNV OEPNV öpnv opnv"),
        ("de", "gefährlich gefaehrlich gefahrlich gefährliche"),
        ("de", "Coesfeld Cösfeld"),
        ("de", "sicher sichere sicheren"),
        ("sv", "cykel cyklar cykeln cyklarna"),
        ("sv", "energi energin energier"),
        ("sv", "klimat klimatet"),
        ("sv", "hållbar hallbar hållbarhet"),
        ("en", "value values"),
        ("en", "city cities"),
        ("en", "bicycle bicycles BICYCLES"),
    ],
)
def test_spellings_of_one_word_are_one_word(language, spellings):
    assert len({stem(word, language) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["sicher sich", "neue nue", "Quelle Qulle", "Frauen Frun", "Rad Rat"]
)
def test_different_words_stay_different(pair):
    one, other = pair.split()
    assert stem(one, "de") != stem(other, "de")


def test_a_changed_analyser_must_raise_its_version():
    """If this fails: raise VERSION, then write down here what is said now."""
    assert (VERSION, tokens(SAMPLE)) == (
        2,
        [
            "warmepumpenforder",
            "warmepump",
            "forder",
            "fur",
            "eigenheim",
            "strass",
            "fahrrad",
            "und",
            "opnv",
            "in",
            "sudlohn",
            "2",
            "500",
            "kwh",
            "spar",
            "co2",
            "vermeid",
            "burg",
            "entscheid",
            "neu",
            "aktull",
        ],
    )


def test_short_words_count():
    assert tokens("PV, KWK und E-Auto") == ["pv", "kwk", "und", "eauto", "e", "auto"]


def test_a_hyphenated_word_is_found_joined_and_in_parts():
    assert tokens("Wärme-Pumpe") == ["warmepump", "warm", "pump"]


def test_every_spot_says_where_its_word_stands():
    text = "Der E-Auto-Treff, mit Fahrer*innen."
    assert [(text[s.start : s.end], s.place, s.word) for s in words(text)] == [
        ("Der", 0, "Der"),
        ("E-Auto-Treff", 1, "EAutoTreff"),
        ("mit", 4, "mit"),
        ("Fahrer*innen", 5, "Fahrer"),
    ]


def test_a_word_of_unknown_language_has_the_german_stem_first():
    assert stems("Anlagen") == ("anlag", "anlagen")


@pytest.mark.parametrize(
    "word", ["ﷺ", "½", "日本語", "Ωμέγα", "ёлка", "İstanbul", "ﬁnden"]
)
def test_letters_from_elsewhere_fold_to_something(word):
    assert fold(word)


def test_signs_are_no_words():
    assert tokens("… – * (!) 🙂 \ud800 \u0301 \u00ad") == []


def test_endless_words_are_cut():
    assert {len(word) for word in tokens("x" * 5000)} == {60}


def test_stems_are_the_same_in_many_threads():
    spellings = [f"Energieberatungen{number}en" for number in range(300)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda word: stem(word, "de"), spellings * 2))
    stem.cache_clear()
    assert together == [stem(word, "de") for word in spellings] * 2
