"""Looking for letters in the database, where no index helps."""

from typing import Any

import sqlalchemy as sa

WORDS_MAX = 6


def says(text: str, *columns: Any) -> list[sa.ColumnElement[bool]]:
    """Conditions for every word of a text to stand in one of these columns."""
    return [_says(word, columns) for word in text.split()[:WORDS_MAX]]


def _says(word: str, columns: tuple[Any, ...]) -> sa.ColumnElement[bool]:
    """SQLite folds no umlauts, so we do."""
    spellings = {word}
    if not word.isascii():
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return sa.or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in columns
            for spelling in sorted(spellings)
        )
    )
