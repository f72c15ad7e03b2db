"""Numbers as people write them: 1.150,5 – 1150.5 – 1 150,5 – 1,150.5."""

import re
from decimal import Decimal, InvalidOperation

NUMBER_MAX = Decimal(10) ** 12

_WHOLE = r"(?:\d+|[1-9]\d{0,2}([.' ])\d{3}(?:\1\d{3})*)"  # 1150 or 1.150 or 1 150
_COMMA = re.compile(rf"{_WHOLE}(?:,\d+)?|,\d+", re.ASCII)
_POINT = re.compile(r"(?:0?|[1-9]\d*)\.\d+", re.ASCII)
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+", re.ASCII)


def read_number(text: str) -> Decimal:
    """What is meant; raises InvalidOperation where that is not clear.

    A point before exactly three digits parts thousands, as in German: 1.150 is 1150.
    """
    text = " ".join(text.split()).replace("’", "'")
    if _COMMA.fullmatch(text):
        text = re.sub("[.' ]", "", text).replace(",", ".")
    elif _POINT.fullmatch(text) or _ENGLISH.fullmatch(text):
        text = text.replace(",", "")
    else:
        raise InvalidOperation
    value = Decimal(text)
    if value > NUMBER_MAX:
        raise InvalidOperation
    return value
