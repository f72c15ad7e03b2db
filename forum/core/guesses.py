"""What people try first when they guess a password.

A list of the most common ones is mostly words with an ending: "passwort123",
"Schalke04!", "sommer2024". So the words are kept, and what is put around them is left
out by rule: years, numbers, walks over the keyboard, signs. That refuses far more than
a list of some thousands, and takes less room.
"""

import re
from functools import lru_cache
from pathlib import Path

ROWS = (  # of keyboards here and elsewhere, and what is typed in zigzag
    "^1234567890ß´",
    "qwertzuiopü+",
    "qwertyuiop[]",
    "asdfghjklöä#",
    "yxcvbnm,.-",
    "zxcvbnm,./",
    "azertyuiop",
    "qsdfghjklm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5z6u7i8o9p0",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qayxswedcvfrtgbnhzujm",
    "147258369",
    "159357",
    "789456123",
    '!"§$%&/()=',
    "!@#$%^&*()",
)
SHORTEST_WALK = 4
SHORTEST_RUN = 3  # of one letter
MASKS = str.maketrans("013457@$!|", "oieastasil")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATE = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.?(?:0?[1-9]|1[0-2])\.?(?:19|20)\d\d"
)
WORTH_OF_A_WORD = 4  # three words that are known make a password, two do not
LONGEST_PIECE = 5  # of a repetition: "hallo" three times

WORDS = Path(__file__).with_name("guesses.txt").read_text("utf-8").split()


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """The longest words first; short ones only where they stand alone."""
    long = sorted((one for one in WORDS if len(one) > 3), key=len, reverse=True)
    short = sorted(one for one in WORDS if len(one) <= 3)
    alone = rf"(?<![^\W\d_])(?:{'|'.join(short)})(?![^\W\d_])"
    return re.compile("|".join([*map(re.escape, long), alone]))


@lru_cache(maxsize=1)
def _walks() -> frozenset[str]:
    """Every walk of the shortest length, forth and back."""
    found = set()
    for row in ROWS:
        for way in (row, row[::-1]):
            steps = range(len(way) - SHORTEST_WALK + 1)
            found |= {way[at : at + SHORTEST_WALK] for at in steps}
    return frozenset(found)


def unmasked(text: str) -> str:
    """P4ssw0rt is passwort."""
    return text.translate(MASKS)


def is_repeated(text: str) -> bool:
    """Whether it is one short piece again and again, or very few letters."""
    if len(set(text)) < 4:
        return True
    pieces = (text[:size] for size in range(1, LONGEST_PIECE + 1))
    return any((one * len(text))[: len(text)] == text for one in pieces)


def substance(text: str) -> int:
    """How many letters and digits are not known, and what the choice of words adds."""
    rest = YEAR.sub(" ", _without_walks(DATE.sub(" ", text)))
    words = set(_pattern().findall(rest))
    unknown = len(re.sub(r"[\W_]+", "", _pattern().sub(" ", rest)))
    return unknown + WORTH_OF_A_WORD * max(0, len(words) - 1)


def _without_walks(text: str) -> str:
    walked = [False] * len(text)
    for at in range(len(text) - SHORTEST_RUN + 1):
        piece = text[at : at + SHORTEST_WALK]
        if piece in _walks():
            walked[at : at + SHORTEST_WALK] = [True] * SHORTEST_WALK
        elif len(set(piece[:SHORTEST_RUN])) == 1:
            walked[at : at + SHORTEST_RUN] = [True] * SHORTEST_RUN
    return "".join(
        " " if gone else letter for letter, gone in zip(text, walked, strict=True)
    )
