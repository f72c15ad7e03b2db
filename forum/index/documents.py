"""What the index is told of an entry."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An entry in plain words, without markup; what has no words stays empty."""

    id: int
    kind: str
    title: str
    summary: str = ""
    body: str = ""
    comments: str = ""
    place: str = ""
    field: str = ""
    goals: str = ""
    author: str = ""
    language: str = "de"
    created: datetime
