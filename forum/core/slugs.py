"""Addresses people can read: `412-drei-hoefe-ein-dach-voller-sonne`."""

import re
import unicodedata

SLUG_MAX = 80
GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "a", "æ": "ae", "ø": "o"}
)


def slug(title: str) -> str:
    """Lower-case words joined by hyphens, umlauts written out; never empty."""
    folded = unicodedata.normalize("NFC", title).lower().translate(GERMAN)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:SLUG_MAX].strip("-")
    return words or "ohne-titel"
