"""How a long command says how far it is: with a rate, and an end in sight."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
EVERY = 1.0  # seconds between two lines


def shown(things: Iterable[T], label: str, total: int) -> Iterator[T]:
    """Pass things on and say now and then how many there were, and how fast."""
    begun = said = time.monotonic()
    count = 0
    for count, thing in enumerate(things, 1):
        yield thing
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            _say(label, count, total, said - begun)
    _say(label, count, total, time.monotonic() - begun)


def _say(label: str, count: int, total: int, seconds: float) -> None:
    rate = count / max(seconds, 0.001)
    left = max(total - count, 0) / max(rate, 0.001)
    text = f"{label}: {count} of {total}, {rate:.0f} a second, {left:.0f} s left"
    click.echo(text, err=True)
