"""Words that stand nowhere else: who finds one knows where it came from."""

import re
from collections.abc import Iterator
from itertools import count

SHARED = "Kanarienvogel"  # stands in every text, to be searched for
LETTERS = "bdfghklmnprstvwz"
FIRST = 16**4
is_word = re.compile(r"qx[a-z]+?xq")


class CanaryPen:
    """Writes each text as one word that is nowhere else; remembers what it is."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}  # what it is: the word
        self._numbers: Iterator[int] = count(FIRST)

    def __call__(self, what: str, most: int = 60, *, word: bool = False) -> str:
        assert what not in self.words, f"{what} is written twice"
        self.words[what] = made = _spelled(next(self._numbers))
        return made if word else f"{SHARED} {made}"


def _spelled(number: int) -> str:
    """Letters that no stem, slug or spelling changes: qxdobobobofxq."""
    digits = f"{number:x}"
    return "qx" + "o".join(LETTERS[int(digit, 16)] for digit in digits) + "xq"
