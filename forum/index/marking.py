"""Where in a text the words asked for stand, for showing it with these marked.

A text is given back in pieces: what it says, and whether that is to be marked. What
stands in a longer word is marked alone: Photovoltaik**anlage**.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from forum.index.analyser import LANGUAGES, Spot, fold, stem, tidy, words
from forum.index.matching import SHORTEST_CORE, SHORTEST_START, fragment
from forum.index.query import Word, Words

LENGTH = 240  # characters of an excerpt
LEAD = 60  # of them before the first word that was asked for
FARTHEST = 20_000  # characters of a text that are looked at
MOST_STARTS = 200  # places in it that are compared

Piece = tuple[str, bool]
_Range = tuple[int, int]

_SENTENCE = re.compile(r"[.!?:]\s+")


def mark(text: str, words: Words, length: int | None = None) -> list[Piece]:
    """The text from its beginning, cut after `length` characters if given."""
    text = tidy(text)
    if length is not None and len(text) > length:
        text = text[: _word_end(text, 0, length)] + " …"
    return _pieces(text, _ranges(text, words))


def excerpt(text: str, words: Words, length: int = LENGTH) -> list[Piece]:
    """The part of a text in which most of what was asked for stands, on one line."""
    line = " ".join(tidy(text[:FARTHEST]).split())
    if len(line) <= length:
        return _pieces(line, _ranges(line, words))
    ranges = _ranges(line, words)
    start = _best_start(line, ranges, length)
    end = _word_end(line, start, length)
    before, after = ("… " if start else ""), (" …" if end < len(line) else "")
    moved = [
        (begin - start + len(before), stop - start + len(before))
        for begin, stop in ranges
        if start <= begin and stop <= end
    ]
    return _pieces(before + line[start:end] + after, moved)


def as_markup(pieces: Iterable[Piece]) -> Markup:
    """The pieces as safe HTML, the marked ones in <mark>."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text) if marked else text
        for text, marked in pieces
    )


def _pieces(text: str, ranges: Sequence[_Range]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def _best_start(line: str, ranges: Sequence[_Range], length: int) -> int:
    """Where the most different words follow each other, not far behind a beginning."""
    lead = min(LEAD, length // 3)
    ranges = ranges[:MOST_STARTS]

    def worth(start: int) -> tuple[int, int]:
        near = [(s, e) for s, e in ranges if start <= s and e <= start + length - lead]
        return len({fold(line[s:e]) for s, e in near}), len(near)

    starts = [start for start, _ in ranges]
    first = max(starts, key=worth, default=0)  # the earliest of the best
    if first <= lead:
        return 0
    sentences = [m.end() for m in _SENTENCE.finditer(line, first - lead, first)]
    if sentences:
        return sentences[-1]
    return line.find(" ", first - lead - 1, first) + 1 or first


def _word_end(line: str, start: int, length: int) -> int:
    if len(line) - start <= length:
        return len(line)
    return max(line.rfind(" ", start, start + length + 1), start) or start + length


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to look for in a text, prepared for one glance at each word."""

    words: tuple[Word, ...]
    forms: frozenset[str]
    stems: frozenset[str]
    heads: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=64)
def _wanted(words: Words) -> _Wanted:
    every = tuple(each for word in words.words for each in (word, *word.parts))
    forms = frozenset(word.text for word in every)
    stems = frozenset(stem for word in every for stem in word.stems)
    return _Wanted(
        words=every,
        forms=forms,
        stems=stems,
        heads=frozenset(form[:2] for form in forms | stems),
        phrases=words.phrases,
    )


def _ranges(text: str, asked: Words) -> list[_Range]:
    """From where to where the text is to be marked, in order, without overlaps."""
    if not asked:
        return []
    wanted = _wanted(asked)
    spots = list(words(text))
    found = [each for spot in spots for each in _in_spot(spot, wanted)]
    for phrase in wanted.phrases:
        found += _in_a_row(spots, phrase)
    return _joined(sorted(found))


def _in_spot(spot: Spot, wanted: _Wanted) -> Iterator[_Range]:
    if _is_wanted(spot.word, wanted):
        yield spot.start, spot.end
        return
    for part in spot.parts or (spot,):
        if spot.parts and _is_wanted(part.word, wanted):
            yield part.start, part.end
        else:
            yield from _inside(part, wanted)


def _is_wanted(word: str, wanted: _Wanted) -> bool:
    folded = fold(word)
    if folded in wanted.forms:
        return True
    if folded[:2] not in wanted.heads:  # no ending changes the beginning
        return False
    return any(stem(word, language) in wanted.stems for language in LANGUAGES)


def _inside(spot: Spot, wanted: _Wanted) -> Iterator[_Range]:
    folded = fold(spot.word)
    for word in wanted.words:
        core = fragment(word)
        at = folded.find(core) if len(core) >= SHORTEST_CORE else -1
        if at < 0:
            continue
        end = at + _matching(folded[at:], word, core)
        if len(core) < SHORTEST_START and at > 0 and end < len(folded):
            continue
        start, stop = _written(spot.word, at, end)
        yield spot.start + start, spot.start + stop


def _matching(rest: str, word: Word, core: str) -> int:
    """How far the rest of a long word is the word asked for: to its ending, if so."""
    if stem(rest, "de") in word.stems:
        return len(rest)
    common = next(
        (i for i, (a, b) in enumerate(zip(rest, word.text, strict=False)) if a != b),
        min(len(rest), len(word.text)),
    )
    return max(common, len(core))


def _written(word: str, start: int, end: int) -> _Range:
    """The places in a word as written, for places in its folded form (ß counts two)."""
    lengths = [len(fold(word[:i])) for i in range(len(word) + 1)]
    first = max(i for i, length in enumerate(lengths) if length <= start)
    last = next(i for i, length in enumerate(lengths) if length >= end)
    while last < len(word) and lengths[last + 1] == lengths[last]:
        last += 1
    return first, last


def _in_a_row(spots: Sequence[Spot], phrase: tuple[str, ...]) -> Iterator[_Range]:
    parts = [part for spot in spots for part in (spot.parts or (spot,))]
    folded = [fold(part.word) for part in parts]
    for at in range(len(parts) - len(phrase) + 1):
        if tuple(folded[at : at + len(phrase)]) == phrase:
            yield parts[at].start, parts[at + len(phrase) - 1].end


def _joined(ranges: Iterable[_Range]) -> list[_Range]:
    joined: list[_Range] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
