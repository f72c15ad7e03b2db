"""A fixed list of choices: codes for the database, titles for people."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One choice. `title` is a German text of the catalogue or a proper name."""

    code: str
    title: str
    icon: str = ""
    hint: str = ""


class Options:
    """A list of choices in the order people see it."""

    def __init__(self, *options: Option) -> None:
        self._options = {option.code: option for option in options}

    def __iter__(self) -> Iterator[Option]:
        return iter(self._options.values())

    def __contains__(self, code: object) -> bool:
        return code in self._options

    def __getitem__(self, code: str) -> Option:
        return self._options[code]

    def __len__(self) -> int:
        return len(self._options)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in order."""
        return tuple(self._options)
