"""What the program notices in a text and a human should look at. It decides nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forum.core.words import N_

LINKS_MANY = 4
CO2_MUCH = 100  # t a year: what about fifty households cause for heating
PHONE = re.compile(r"(?<![\w.,/-])(?:\+49|0049|0[1-9])[\d\s()/–-]{6,16}\d(?![\w-])")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w-]{1,63}")
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
DIGITS_LEAST = 7  # shorter ones are years and amounts


@dataclass(frozen=True)
class Hint:
    """One remark: a text of the catalogue and its values; a good one needs no look."""

    message: str
    values: dict[str, object] = field(default_factory=dict)
    good: bool = False


@dataclass(frozen=True)
class Noticed:
    """What is known about a text besides its words."""

    source: str
    pictures: int = 0
    without_alt: int = 0
    contributions: int = 0
    guessed_co2: int = 0  # t a year that its authors have estimated


def hints(noticed: Noticed) -> list[Hint]:
    """All remarks about a text, what needs a look first."""
    found = [*_personal(noticed.source), *_links(noticed.source), *_first(noticed)]
    return [*found, *_guessed(noticed), *_pictures(noticed)]


def warnings(noticed: Noticed) -> int:
    """How many remarks need a look."""
    return sum(not hint.good for hint in hints(noticed))


def _personal(source: str) -> Iterator[Hint]:
    """Phone numbers and addresses, with the paragraph they stand in."""
    paragraphs = [one for one in re.split(r"\n\s*\n", source) if one.strip()]
    for place, text in enumerate(paragraphs, 1):
        if any(_is_phone(found.group()) for found in PHONE.finditer(text)):
            message = N_("Absatz %(place)s enthält eine Telefonnummer.")
            yield Hint(message, {"place": place})
        if MAIL.search(text):
            message = N_("Absatz %(place)s enthält eine E-Mail-Adresse.")
            yield Hint(message, {"place": place})


def _is_phone(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= DIGITS_LEAST


def _links(source: str) -> Iterator[Hint]:
    links = len(LINK.findall(source))
    if links >= LINKS_MANY:
        yield Hint(N_("Der Text enthält %(count)s Links."), {"count": links})


def _first(noticed: Noticed) -> Iterator[Hint]:
    if noticed.contributions == 0:
        yield Hint(N_("Das ist der erste Beitrag dieses Mitglieds."))


def _guessed(noticed: Noticed) -> Iterator[Hint]:
    if noticed.guessed_co2 >= CO2_MUCH:
        message = N_("Geschätzt sind %(count)s t CO₂ im Jahr. Rechnen Sie nach.")
        yield Hint(message, {"count": noticed.guessed_co2})


def _pictures(noticed: Noticed) -> Iterator[Hint]:
    if noticed.without_alt:
        message = N_("Bilder ohne Beschreibung: %(count)s.")
        yield Hint(message, {"count": noticed.without_alt})
    elif noticed.pictures:
        yield Hint(N_("Alle Bilder haben eine Beschreibung."), good=True)
