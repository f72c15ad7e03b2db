"""What may stand in a text, character by character."""

import re
import unicodedata
from itertools import groupby

MARKS_MAX = (
    4  # combining marks on one letter: enough for any language, too few for Zalgo
)

_SPACES = re.compile(r"\s+")
_ENDS_OF_LINES = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")
_UNSEEN = re.compile(
    "["
    "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, but tab and new line
    "\u00ad\u034f\u180e\u200b\u200c\u2060-\u2064\u206a-\u206f\ufeff"  # no width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of reading
    "\u115f\u1160\u3164\uffa0"  # letters that look like nothing
    "\ufe00-\ufe0d\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # selectors, notes, halves
    "\U000e0000-\U000e0fff"  # tags and more selectors
    "]"
)
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f300-\U0001faff"
_LOOSE_JOINERS = re.compile(f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_BLANK = frozenset("\u2800\u200d\ufe0e\ufe0f")  # seen as nothing, though no spaces
_LOOK_ALIKES = str.maketrans(
    # Cyrillic and Greek letters that a reader takes for Latin ones
    "авеѕіјкмнорстухһԁԛԝӏαβεηικνορτυχγϲıɑɡ",
    "abesijkmhopctyxhdqwlabenikvoptuxyciag",
)


def clean_line(value: str) -> str:
    """What somebody typed into a field of one line, without what cannot be seen."""
    return _SPACES.sub(" ", _readable(value)).strip()


def clean_prose(value: str) -> str:
    """What somebody typed into a field of many lines; its lines and tabs stay."""
    return _readable(value).strip("\n").rstrip()


def has_visible(value: str) -> bool:
    """Tell whether there is anything to see at all."""
    return any(
        letter not in _BLANK and unicodedata.category(letter)[0] not in "CMZ"
        for letter in clean_line(value)
    )


def normal_key(value: str) -> str:
    """The same for all spellings that look alike; for names that must be unique."""
    folded = unicodedata.normalize("NFKC", clean_line(value)).casefold()
    return clean_line(unicodedata.normalize("NFKC", folded)).translate(_LOOK_ALIKES)


def _readable(value: str) -> str:
    """The same text in its usual form: composed, left to right, nothing hidden."""
    lines = _ENDS_OF_LINES.sub("\n", value)
    if lines.isascii():
        return _UNSEEN.sub("", lines)
    seen = _LOOSE_JOINERS.sub("", _UNSEEN.sub("", lines))
    return _few_marks(unicodedata.normalize("NFC", seen))


def _few_marks(value: str) -> str:
    """Keep a tower of accents from growing into the lines above."""
    runs = groupby(value, lambda letter: unicodedata.category(letter)[0] == "M")
    return "".join(
        "".join(run)[:MARKS_MAX] if marks else "".join(run) for marks, run in runs
    )
