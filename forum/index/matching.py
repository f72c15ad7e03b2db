"""Which documents fit what was asked, and how well."""

import re
from collections.abc import Iterator
from heapq import nsmallest
from itertools import islice
from math import log
from operator import itemgetter

from forum.index.analyser import stem
from forum.index.query import Word, Words
from forum.index.reading import Reading, Scores

# What a word found in this way counts, compared with the same stem.
AS_WRITTEN = 1.15
SAME_STEM = 1.0
IN_PARTS = 0.8  # Wärme and Pumpe, for Wärme-Pumpe
STARTS_WITH = 0.45  # Photovoltaikanlage, for Photovoltaik
ENDS_WITH = 0.4  # Photovoltaikanlage, for Anlage
INSIDE = 0.2

SHORTEST_CORE = 3  # letters that may bring in longer words: Rad finds Fahrrad
SHORTEST_START = 4  # letters that do so with any ending, for who types half a word
LONG_ENOUGH = 4  # letters of an unknown rest that is taken for a word all the same
KNOWN, GUESSED = 1.0, 0.6
MOST_CONSIDERED, MOST_RELATIVES = 400, 80  # longer words for each word asked for

_LINK = re.compile(r"^(?:ern?|en|es|e|ns?|s)$|^(?:en|er|es|e|n|s)(?![aeiou])")


def match(words: Words, reading: Reading) -> tuple[Scores, bool]:
    """The documents with every word and phrase, and whether that had to be loosened.

    If no document has all words, those with at least half of them are taken.
    """
    phrases = [_phrase(phrase, reading) for phrase in words.phrases]
    singles = [_word(word, reading) for word in words.words]
    found = _all(phrases + singles)
    if found or len(singles) < 2:
        return found, False
    return _all([*phrases, _some(singles)]), True


def _phrase(words: tuple[str, ...], reading: Reading) -> Scores:
    """The documents with these words, as written, one right after the other."""
    scores = _all([reading.scores("surface", word) for word in words])
    if len(words) > 1 and scores:
        places = [reading.places(word) for word in words]
        runs = {d for d in scores if _in_a_row([each[d] for each in places])}
        scores = {doc: scores[doc] for doc in runs}
    return _weighed(scores, reading)


def _in_a_row(places: list[frozenset[int]]) -> bool:
    return any(
        all(first + step in rest for step, rest in enumerate(places[1:], 1))
        for first in places[0]
    )


def _word(word: Word, reading: Reading) -> Scores:
    return _weighed(_fitting(word, reading), reading)


def _fitting(word: Word, reading: Reading) -> Scores:
    """Each document with the best of the forms in which it has the word."""
    best: Scores = {}
    for field, form, weight in _forms(word, reading):
        _raise(best, reading.scores(field, form), weight)
    if word.parts:
        parts = [_fitting(part, reading) for part in word.parts]
        _raise(best, _all(parts), IN_PARTS / len(parts))
    return best


def _raise(best: Scores, scores: Scores, weight: float) -> None:
    for doc, score in scores.items():
        best[doc] = max(best.get(doc, 0.0), score * weight)


def _forms(word: Word, reading: Reading) -> Iterator[tuple[str, str, float]]:
    yield "surface", word.text, AS_WRITTEN
    for form in word.stems:
        yield "stem", form, SAME_STEM
    for form, weight in _relatives(word, reading):
        yield "surface", form, weight


def _relatives(word: Word, reading: Reading) -> Iterator[tuple[str, float]]:
    """Longer words that have this one in them, the shortest first."""
    core = fragment(word)
    if len(core) < SHORTEST_CORE:
        return
    found = reading.containing(core) - {word.text}
    nearest = nsmallest(MOST_CONSIDERED, found, lambda form: (len(form), form))
    related = ((form, _kinship(form, core, reading)) for form in nearest)
    yield from islice(filter(itemgetter(1), related), MOST_RELATIVES)


def fragment(word: Word) -> str:
    """What longer words must contain: the German stem, unless it got too short."""
    german = word.stems[0]
    return german if len(german) >= SHORTEST_START else word.text


def _kinship(form: str, core: str, reading: Reading) -> float:
    """How much a longer word counts; nothing if the letters only happen to be there.

    Wind is in Windkraft and Aufwind, not in Geschwindigkeit: what remains should be
    words of this forum, too. There is no dictionary; long remains are given credit.
    """
    head, _, tail = form.partition(core)
    tail = _LINK.sub("", tail)  # an ending, or what ties the next word on
    if head.endswith("sch") and core[0] in "lmnrw":  # schw is one sound
        return 0.0
    before, after = _credit(head, reading), _credit(tail, reading)
    if not head:
        typing = len(core) >= SHORTEST_START
        return STARTS_WITH if typing or after == KNOWN else 0.0
    if len(core) < SHORTEST_START and min(before, after) < KNOWN:
        return 0.0
    if not tail:
        return ENDS_WITH * before
    return INSIDE if min(before, after) and KNOWN in (before, after) else 0.0


def _credit(rest: str, reading: Reading) -> float:
    """Whether the rest of a compound is a word of its own."""
    if not rest or (len(rest) >= SHORTEST_CORE and reading.knows(stem(rest, "de"))):
        return KNOWN
    return GUESSED if len(rest) >= LONG_ENOUGH else 0.0


def _weighed(scores: Scores, reading: Reading) -> Scores:
    """Rare words tell more than common ones (idf)."""
    rarity = log(1 + reading.count / len(scores)) if scores else 0.0
    return {doc: score * rarity for doc, score in scores.items()}


def _all(each: list[Scores]) -> Scores:
    """The documents found every time, with their scores added."""
    if not each:
        return {}
    common = set(each[0]).intersection(*each[1:])
    return {doc: sum(scores[doc] for scores in each) for doc in common}


def _some(each: list[Scores]) -> Scores:
    """The documents found at least half of the times."""
    sums: Scores = {}
    times: dict[int, int] = {}
    for scores in each:
        for doc, score in scores.items():
            sums[doc] = sums.get(doc, 0.0) + score
            times[doc] = times.get(doc, 0) + 1
    return {doc: score for doc, score in sums.items() if times[doc] * 2 >= len(each)}
