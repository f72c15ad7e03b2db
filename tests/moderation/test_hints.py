"""What the program notices, how long something waits, and what it must not mistake."""

from datetime import datetime

import pytest

from forum.core.clock import BERLIN
from forum.moderation.queue.ages import age, due
from forum.moderation.queue.hints import Noticed, hints, warnings

OLD_HAND = 3


def said(source: str) -> list[str]:
    found = hints(Noticed(source, contributions=OLD_HAND))
    return [hint.message % hint.values for hint in found]


@pytest.mark.parametrize(
    "number",
    [
        "02861 6817130",
        "0171/2345678",
        "+49 (0)2861 68-1713",
        "02871-953 0",
        "0049 2861 1",
    ],
)
def test_a_phone_number_is_noticed_with_its_paragraph(number: str) -> None:
    text = f"Eins.\n\nZwei.\n\nRufen Sie an: {number}."
    assert said(text) == ["Absatz 3 enthält eine Telefonnummer."]


@pytest.mark.parametrize(
    "text",
    [
        "Von 164.000 auf 81.000 Kilowattstunden.",
        "Gemessen 2024 und 2025, 0,363 kg je kWh.",
        "Am 03.12.2026 um 18.30 Uhr, Eintritt 0 Euro.",
        "214000 kWh und 286000 Euro.",
        "IBAN gibt es auf Nachfrage, 62 Anlagen, 1962 gebaut.",
    ],
)
def test_figures_are_no_phone_numbers(text: str) -> None:
    assert said(text) == []


def test_an_address_is_noticed() -> None:
    text = "Schreiben Sie an vorstand@verein.example.org."
    assert said(text) == ["Absatz 1 enthält eine E-Mail-Adresse."]


def test_many_links_are_noticed() -> None:
    assert said("https://a.example " * 3) == []
    assert said("https://a.example " * 4) == ["Der Text enthält 4 Links."]


def test_pictures_and_first_contributions_are_noticed() -> None:
    first = Noticed("Text.", pictures=2, without_alt=1, contributions=0)
    assert [hint.message % hint.values for hint in hints(first)] == [
        "Das ist der erste Beitrag dieses Mitglieds.",
        "Bilder ohne Beschreibung: 1.",
    ]
    described = Noticed("Text.", pictures=2, contributions=1)
    assert [hint.good for hint in hints(described)] == [True]
    assert (warnings(first), warnings(described)) == (2, 0)


def test_a_large_guess_is_noticed() -> None:
    guess = Noticed("Text.", contributions=1, guessed_co2=480)
    assert [hint.message % hint.values for hint in hints(guess)] == [
        "Geschätzt sind 480 t CO₂ im Jahr. Rechnen Sie nach."
    ]
    assert hints(Noticed("Text.", contributions=1, guessed_co2=99)) == []


def at(day: int, hour: int = 9) -> datetime:
    """A moment of November 2026, whose 20th is a Friday."""
    return datetime(2026, 11, day, hour, tzinfo=BERLIN)


def test_weekends_do_not_count() -> None:
    assert due(at(18)) == at(20)
    assert due(at(20)) == at(24)
    assert due(at(21)) == at(24)


def test_an_age_in_hours_and_days() -> None:
    waiting = age(at(20), at(20, 14))
    assert (waiting.hours, waiting.days, waiting.overdue) == (5, 0, False)
    waiting = age(at(20), at(24, 10))
    assert (waiting.hours, waiting.days, waiting.overdue) == (97, 4, True)
    assert age(at(20), at(19)).hours == 0
