"""What counts as a word, and which spellings and endings are the same word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

from forum.index.fillers import FILLERS

VERSION = 2  # raise it when an entry gives other words, weights or columns

LANGUAGES = {"de": "german", "sv": "swedish", "en": "english"}
LONGEST_WORD = 60  # what is longer is an address or a key, no word

_SILENT = "\u00ad\u200b-\u200d\u2060\u0300-\u036f"  # soft hyphens, joiners, accents
_HYPHEN = "-\u2010\u2011"
_PART = rf"[^\W_](?:[{_SILENT}]*[^\W_])*"
_PARTS = re.compile(_PART)
_WORD = re.compile(
    rf"({_PART}(?:[{_HYPHEN}]{_PART})*)"
    r"(?:[*:_/]-?[iI]n(?:nen)?(?![^\W_]))?"  # Radfahrer*innen are Radfahrer
)
_DIGRAPH = re.compile(r"ae|oe|(?<![aeq])ue")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d"})
_INVISIBLE = re.compile(f"[{_SILENT}]")
_SYNCOPE = re.compile(r"(?<=[^aeiouy])e([lr])n?$")
_DEFINITE = re.compile(r"(?<=[^aeiouy])in$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word where it stands: `text[start:end]`, the `place`-th word of its text.

    Hyphenated words are one spot, written together, with their parts beside it.
    """

    start: int
    end: int
    place: int
    word: str
    parts: tuple["Spot", ...] = ()


def tidy(text: str) -> str:
    """The text with letters and their accents in one character: ä, not a and ¨."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Spot]:
    """Every word of a (tidy) text, from the first to the last."""
    place = 0
    for found in _WORD.finditer(text):
        parts = tuple(
            Spot(*part.span(), place + number, part.group()[:LONGEST_WORD])
            for number, part in enumerate(_PARTS.finditer(text, *found.span(1)))
        )
        whole = "".join(part.word for part in parts)[:LONGEST_WORD]
        inner = parts if len(parts) > 1 else ()
        yield Spot(*found.span(), place, whole, inner)
        place += len(parts)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """One spelling for all ways to write a word: Straße, Strasse and STRASSE."""
    plain = word.lower()
    if not plain.isascii():
        plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).casefold()
        letters = unicodedata.normalize("NFD", plain)
        plain = "".join(c for c in letters if not unicodedata.combining(c))
        plain = plain.translate(_LETTERS)
    return _DIGRAPH.sub(lambda found: found[0][0], plain)


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The folded word without its ending, by the rules of the language it is in."""
    if language == "en":  # English endings need the e that folding takes (blue, values)
        return fold(_stemmed(word.lower(), "en"))
    if language == "sv":
        return _swedish(fold(word))
    return _german(fold(word))


def stems(word: str) -> tuple[str, ...]:
    """The stems a word may have, German first, for when its language is not known."""
    return tuple(dict.fromkeys(stem(word, language) for language in LANGUAGES))


def _german(word: str) -> str:
    """The stemmer takes sicher for a form of sich, and andere for one of and."""
    short = _stemmed(word, "de")
    return f"{short}er" if short in FILLERS and short != word else short


def _swedish(word: str) -> str:
    """Twice, as an article may follow the plural; cykel is cyklar, energin energi."""
    short = _stemmed(_stemmed(word, "sv"), "sv")
    return _DEFINITE.sub("i", _SYNCOPE.sub(r"\1", short))


_stemmers: dict[str, Any] = {
    code: snowballstemmer.stemmer(name) for code, name in LANGUAGES.items()
}
_turn = Lock()  # a stemmer works on one word at a time


def _stemmed(word: str, language: str) -> str:
    with _turn:
        return str(_stemmers[language].stemWord(word))
