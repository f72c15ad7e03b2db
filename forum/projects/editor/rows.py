"""What the rows of an editor share."""

from collections.abc import Iterable, Iterator
from itertools import chain

import wtforms

DIGITS_MAX = 9


def mistakes(rows: Iterable[wtforms.Form]) -> Iterator[tuple[str, str]]:
    """Field and message, row after row."""
    for field in chain.from_iterable(rows):
        yield from ((field.id, str(message)) for message in field.errors)


def whole_number(text: str) -> int:
    """A small whole number, or 0 for anything else."""
    fits = text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
    return int(text) if fits else 0
