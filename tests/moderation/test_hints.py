"""What the program notices, how long something waits, and what it must not mistake."""

from datetime import datetime
from decimal import Decimal

import pytest

from forum.accounts.members.models import Member
from forum.core.clock import BERLIN
from forum.core.db import transaction
from forum.discussions.comments.queries import is_new
from forum.entries.models import State
from forum.moderation.queue import service
from forum.moderation.queue.ages import age, due
from forum.moderation.queue.hints import Noticed, hints, warnings
from forum.moderation.queue.queries import contributions, guessed_co2
from forum.projects.models import Origin
from forum.projects.service import Figure
from tests.moderation import making
from tests.projects import making as projects

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


@pytest.mark.parametrize(
    "text",
    [
        "Schreiben Sie an vorstand@verein.example.org.",
        "(a.b+c-d@example.de)",
        "Mail:ä_1@müller.example!",
        f"{'x' * 64}@{'y' * 63}.de",
    ],
)
def test_an_address_is_noticed(text: str) -> None:
    assert said(text) == ["Absatz 1 enthält eine E-Mail-Adresse."]


@pytest.mark.parametrize(
    "text", ["x" * 20_000, "@ada", "ada@heim", "5 @ 3.50", "x." * 10_000 + "@"]
)
def test_letters_and_signs_are_no_address(text: str) -> None:
    assert said(text) == []


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


def test_all_that_is_guessed_counts(ada: Member, ben: Member) -> None:
    tons = [
        Figure("co2", Decimal(value), origin)
        for value, origin in (
            (60, Origin.GESCHAETZT),
            (50, Origin.GESCHAETZT),
            (900, Origin.GEMESSEN),
        )
    ]
    first = projects.project(ada, figures=(*tons, projects.KM))
    other = projects.project(ben, figures=(tons[0],))
    assert guessed_co2([first.id, other.id]) == {first.id: 110, other.id: 60}


def test_who_talks_here_long_is_not_new(ada: Member, eve: Member, cleo: Member) -> None:
    project = making.project(ada, state=State.PUBLISHED, by=cleo)
    assert contributions([ada.id, eve.id]) == {ada.id: 1}
    said = making.comment(project, eve)
    assert contributions([eve.id]) == {}
    with transaction():
        service.release_comment(said, cleo)
    assert contributions([ada.id, eve.id]) == {ada.id: 1, eve.id: 1}
    assert not is_new(eve)
