"""Finding entries, the best first."""

from datetime import UTC, datetime

import pytest


@pytest.mark.parametrize(
    "query",
    [
        "Wärmepumpe",
        "Waermepumpe",
        "warmepumpen",
        "Wärme-Pumpe",
        "altbau wärmepumpe",
        "Pumpe",
        "Wärmep",
        '"Wärmepumpe im Altbau"',
    ],
)
def test_all_spellings_find(shelf, query):
    shelf.put(1, title="Wärmepumpe im Altbau")
    shelf.put(2, title="Radweg in Velen")
    assert shelf.find(query) == (1,)


@pytest.mark.parametrize("query", ["Waermepumpe", "Wärme-Pumpe", "wärme pumpe", "PV"])
def test_hyphenated_text_is_found(shelf, query):
    shelf.put(1, title="PV und Wärme-Pumpe")
    assert shelf.find(query) == (1,)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Anlage", "Photovoltaikanlage auf der Schule"),
        ("Photovoltaik", "Photovoltaikanlage auf der Schule"),
        ("Heizung", "Wärmepumpenheizung"),
        ("Kreis", "Klimaschutz im Landkreis"),
        ("Straße", "Neue Hauptstrasse"),
        ("ÖPNV", "Bessere OEPNV-Anbindung"),
    ],
)
def test_words_in_longer_words_are_found(shelf, query, title):
    shelf.put(1, title=title)
    assert shelf.find(query) == (1,)


@pytest.mark.parametrize(
    ("query", "title"),
    [("Wind", "Geschwindigkeit"), ("Wärme", "Ein Schwarm"), ("Rat", "Karat und Gurat")],
)
def test_letters_that_only_happen_to_stand_there_are_not(shelf, query, title):
    shelf.put(1, title=title)
    assert shelf.find(query) == ()


def test_short_words_are_found_in_compounds_of_known_words(shelf):
    shelf.put(1, title="Fahrrad")
    assert shelf.find("Rad") == ()
    shelf.put(2, title="Wer fährt mit? Eine Fahrt")
    shelf.put(3, title="Last und Lasten")
    shelf.put(4, title="Lastenrad")
    assert shelf.find("Rad") == (4,)


def test_the_word_itself_comes_before_longer_ones(shelf):
    shelf.put(1, title="Photovoltaikanlage in Gronau")
    shelf.put(2, title="Anlage in Gronau")
    shelf.put(3, title="Anlagen in Gronau")
    assert shelf.find("Anlage") == (2, 3, 1)


def test_every_language_is_found_by_its_own_rules(shelf):
    shelf.put(1, title="Elcyklar för kommunen", body="Cyklarna", language="sv")
    shelf.put(2, title="Renewable energies for cities", language="en")
    shelf.put(3, title="Erneuerbare Energien", language="de")
    assert shelf.find("cykel") == (1,)
    assert shelf.find("city") == (2,)
    assert shelf.find("Energie Erneuerbar") == (3,)
    assert set(shelf.find("energy energie")) == {2, 3}


def test_an_unknown_language_is_taken_for_german(shelf):
    shelf.put(1, title="Wärmepumpen", language="nl")
    assert shelf.find("Wärmepumpe") == (1,)


def test_the_title_counts_most_and_comments_least(shelf):
    fields = ["comments", "body", "place", "summary", "title"]
    for id, field in enumerate(fields, 1):
        shelf.put(id, **{field: "Solarkataster"})
    assert shelf.find("Solarkataster")[0] == 5
    assert shelf.find("Solarkataster") == (5, 4, 3, 2, 1)


@pytest.mark.parametrize("field", ["place", "field", "goals", "author"])
def test_place_field_goals_and_author_are_found(shelf, field):
    shelf.put(1, **{field: "Schöppingen"})
    assert shelf.find("Schoeppingen") == (1,)


def test_all_words_must_be_there(shelf):
    shelf.put(1, title="Solar in Ahaus")
    shelf.put(2, title="Solar in Velen")
    results = shelf.index.search("Solar Velen")
    assert (results.ids, results.total, results.loosened) == ((2,), 1, False)


def test_if_nothing_has_all_words_half_of_them_are_enough(shelf):
    shelf.put(1, title="Solar in Ahaus")
    shelf.put(2, title="Bus in Velen")
    shelf.put(3, title="Ein Moor")
    results = shelf.index.search("Solar Balkon Ahaus Südseite")
    assert (results.ids, results.loosened) == ((1,), True)


def test_fillers_do_not_hinder(shelf):
    shelf.put(1, title="Radwege bauen")
    assert shelf.find("Wo gibt es Radwege?") == (1,)


def test_a_phrase_stands_as_written(shelf):
    shelf.put(1, title="Tempo 30 in der Stadt")
    shelf.put(2, title="30 Leute, ein Tempo")
    shelf.put(3, title="Tempo", summary="30")
    shelf.put(4, body="Wir wollen Tempo 30.")
    assert shelf.find('"Tempo 30"') == (1, 4)
    assert shelf.find('"tempo 30" Stadt') == (1,)
    assert shelf.find('"30 Tempo"') == ()


def test_a_phrase_of_one_word_is_not_stemmed(shelf):
    shelf.put(1, title="Radwege")
    shelf.put(2, title="Radweg")
    assert shelf.find('"Radwege"') == (1,)


def test_kinds_are_chosen_and_counted(shelf):
    shelf.put(1, title="Moor", kind="project")
    shelf.put(2, title="Moor", kind="thread")
    shelf.put(3, title="Moor", kind="thread")
    results = shelf.index.search("Moor", kinds=("thread",), limit=1)
    assert (len(results.ids), results.total) == (1, 2)
    assert results.kinds == {"project": 1, "thread": 2}


def test_equally_good_ones_come_newest_first(shelf):
    for id, year in ((1, 2024), (2, 2026), (3, 2025)):
        shelf.put(id, title="Moor", created=datetime(year, 1, 1, tzinfo=UTC))
    assert shelf.find("Moor") == (2, 3, 1)


def test_scores_are_in_order(shelf):
    shelf.put(1, title="Moor")
    shelf.put(2, body="Ein Moor und noch vieles andere")
    scores = shelf.index.search("Moor").scores
    assert scores == tuple(sorted(scores, reverse=True))
    assert len(scores) == 2


@pytest.mark.parametrize("query", ["", "   ", "!?", "*"])
def test_nothing_asked_nothing_found(shelf, query):
    shelf.put(1, title="Moor")
    results = shelf.index.search(query)
    assert (results.ids, results.total, results.healthy) == ((), 0, True)
