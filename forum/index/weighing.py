"""What of an entry goes into the index, and how much a word counts where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from forum.index.analyser import fold, stem, tidy, words
from forum.index.documents import Document

WEIGHTS = {
    "title": 6.0,
    "summary": 3.0,
    "goals": 2.0,
    "field": 2.0,
    "place": 2.0,
    "author": 2.0,
    "body": 1.0,
    "comments": 0.7,
}
GAP = 10  # words between two fields, so that no phrase reaches from one into the next

USUAL_TITLE = 6  # words; in a shorter title each counts for more, in a longer for less

Row = dict[str, object]


class _Form(NamedTuple):
    surface: str
    stem: str
    place: int
    weight: float


def row(document: Document) -> Row:
    """The document as the index keeps it: no texts, only words and their places."""
    surfaces: dict[str, list[_Form]] = defaultdict(list)
    stems: dict[str, list[_Form]] = defaultdict(list)
    for form in _forms(document):
        surfaces[form.surface].append(form)
        stems[form.stem].append(form)
    return {
        "key": str(document.id),
        "number": document.id,
        "kind": document.kind.encode(),
        "created": int(document.created.timestamp()),
        "surface": {word: _counted(forms) for word, forms in surfaces.items()},
        "stem": {word: _counted(forms) for word, forms in stems.items()},
    }


def _forms(document: Document) -> Iterator[_Form]:
    language, start = document.language, 0
    for field, weight in WEIGHTS.items():
        spots = list(words(tidy(getattr(document, field))))
        if field == "title":
            weight *= 2 * USUAL_TITLE / (USUAL_TITLE + len(spots))
        for whole in spots:
            for spot in (whole, *whole.parts):
                place = start + spot.place
                stemmed = stem(spot.word, language)
                yield _Form(fold(spot.word), stemmed, place, weight)
        start += GAP + (spots[-1].place + len(spots[-1].parts) if spots else 0)


def _counted(forms: list[_Form]) -> tuple[float, list[int]]:
    return sum(form.weight for form in forms), [form.place for form in forms]
