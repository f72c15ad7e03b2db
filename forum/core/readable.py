"""Texts that a program can read in reasonable time."""

import re

from forum.core.prose import QUOTE_DEPTH_MAX
from forum.core.words import N_

# Together these keep the slowest text that passes under half a second. Measured with
# hostile texts of the full length; what people write does not get near them.
PROSE_MAX = 20_000  # characters, about eight printed pages
LINES_MAX = 1500
BRACKETS_MAX = 600  # opening square brackets
BRACKET_DEPTH_MAX = 20  # opened and not yet closed
TAGS_MAX = 200  # beginnings of HTML
SIGNS_MAX = 1500  # stars, low lines, tildes
BACKTICKS_MAX = 400  # outside and inside of programs
CELLS_MAX = 1200  # strokes between the cells of tables

_TAG = re.compile(r"<[a-zA-Z/!?]")
_BRACKET = re.compile(r"[\[\]]")
_QUOTES = re.compile(r"^[ \t>*+\-\d.)]*>", re.MULTILINE)


class UnreadableText(ValueError):
    """A text that would take too long to read; it says why, in a German message."""


def check(markdown: str) -> None:
    """Refuse what no person writes and what would keep a parser busy."""
    if len(markdown) > PROSE_MAX:
        raise UnreadableText(N_("Der Text ist zu lang. Bitte kürzen Sie ihn."))
    for too_much, reason in (
        (
            markdown.count("\n") > LINES_MAX,
            N_("Der Text hat zu viele Zeilen. Bitte teilen Sie ihn auf."),
        ),
        (
            _quote_depth(markdown) > QUOTE_DEPTH_MAX,
            N_("Im Text stehen zu viele Zitate ineinander."),
        ),
        (_too_many_brackets(markdown), N_("Im Text stehen zu viele eckige Klammern.")),
        (
            len(_TAG.findall(markdown)) > TAGS_MAX,
            N_("Im Text stehen zu viele spitze Klammern."),
        ),
        (markdown.count("|") > CELLS_MAX, N_("Die Tabellen im Text sind zu groß.")),
        (
            sum(map(markdown.count, "*_~")) > SIGNS_MAX
            or markdown.count("`") > BACKTICKS_MAX,
            N_("Im Text stehen zu viele Zeichen für Formatierung (* _ ` ~)."),
        ),
    ):
        if too_much:
            raise UnreadableText(reason)


def _quote_depth(markdown: str) -> int:
    """How many quotes stand in each other."""
    return max((line.count(">") for line in _QUOTES.findall(markdown)), default=0)


def _too_many_brackets(markdown: str) -> bool:
    """Tell whether looking for the end of each bracket would take long."""
    depth = deepest = opened = 0
    for bracket in _BRACKET.findall(markdown):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
        opened += bracket == "["
    return deepest > BRACKET_DEPTH_MAX or opened > BRACKETS_MAX
