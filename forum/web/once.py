"""What many parts of one page want to know."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import g

T = TypeVar("T")


def once(question: Callable[[], T]) -> T:
    """The answer, asked for once a request however often the page needs it."""
    answers = g.setdefault("answers", {})
    if question not in answers:
        answers[question] = question()
    return cast(T, answers[question])
