"""What somebody asked for: words and phrases, whatever signs they typed around them."""

import re
from dataclasses import dataclass

from forum.index.analyser import Spot, fold, stems, tidy, words
from forum.index.fillers import FILLERS

LONGEST_QUERY = 200
MOST_WORDS = 12

_PHRASE = re.compile(r'["„“”«»]([^"„“”«»]+)["„“”«»]')
_FIELD = re.compile(r"(?<!\S)[a-z_]{2,20}:(?!in(?:nen)?\b)(?=[^\s/])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word asked for: its folded form, its stems, and its parts if hyphenated."""

    text: str
    stems: tuple[str, ...]
    parts: tuple["Word", ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """All that was asked for: every word, and every phrase word by word as written."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def understand(query: str) -> Words:
    """Read what was typed. Never fails; signs other than quotes mean nothing."""
    text = _FIELD.sub("", tidy(query[:LONGEST_QUERY]))
    phrases = tuple(filter(None, map(_phrase, _PHRASE.findall(text))))
    rest = [_word(spot) for spot in words(_PHRASE.sub(" ", text))]
    telling = [word for word in rest if word.text not in FILLERS]
    asked = telling or ([] if phrases else rest)
    return Words(tuple(dict.fromkeys(asked))[:MOST_WORDS], phrases[:MOST_WORDS])


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(
        fold(part.word) for spot in words(text) for part in (spot.parts or (spot,))
    )


def _word(spot: Spot) -> Word:
    parts = tuple(_word(part) for part in spot.parts)
    return Word(fold(spot.word), stems(spot.word), parts)
