"""Text the way people type it, turned into the Markdown they mean.

Lists and tables without a blank line before them, two spaces for a list in a list,
`1)` and `•` from a letter, an answer right below a quote, a date at the beginning of a
line. Nothing here knows HTML; tabs are spaces already.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

LIST_DEPTH_MAX = 5  # lists in lists; what is deeper joins the fifth
QUOTE_DEPTH_MAX = 5  # quotes in quotes
WRAPPED = 60  # letters: a line as long as this was broken by a mail program
NEXT_LINES = 12  # how far to look for the second point of a list

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})[ ]*(?P<language>[\w+#-]{0,30})[ ]*")
_BULLET = re.compile(r"(?P<indent> *)(?:[*+-] +|[•▪●◦‣·] *)(?P<text>\S.*)")
_NUMBER = re.compile(r"(?P<indent> *)(?P<number>\d{1,3})[.)] +(?P<text>\S.*)")
_RULE = re.compile(r" *(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r" {0,3}#{1,6} ")
_TABLE = re.compile(r"[\s|:-]+")
_DATE = re.compile(
    r" *\d{1,2}\. ?"
    r"(?:\d{1,2}\.|(?:jan|feb|märz|apr|mai\b|juni|juli|aug|sep|okt|nov|dez))",
    re.IGNORECASE,
)
_NO_POINT = re.compile(r"^(\d*)([.*+-])(?= )")  # after it nothing is a list any more


def tidy(lines: list[str], code: Callable[[str, str], str]) -> list[str]:
    """The lines as Markdown wants them; `code(text, language)` stands for a program."""
    done: list[str] = []
    loose: list[str] = []
    rest = iter(lines)
    for line in rest:
        if fence := _FENCE.fullmatch(line):
            program = code(_fenced(rest, fence), fence["language"])
            done += [*_tidy(loose), "", program, "", ""]
            loose = []
        else:
            loose.append(line.rstrip())
    return done + _tidy(loose)


def _fenced(rest: Iterator[str], fence: re.Match[str]) -> str:
    """What stands between the fences, or after the first if there is no second."""
    inside = []
    for line in rest:
        end = line.strip()
        if set(end) == {fence["marks"][0]} and len(end) >= len(fence["marks"]):
            break
        inside.append(line)
    return "\n".join(inside).rstrip()


def _tidy(lines: list[str], depth: int = 0) -> list[str]:
    """The same without programs, inside a quote too."""
    typed = _Typed(lines, depth)
    while typed.at < len(lines):
        typed.take(lines[typed.at])
    return typed.done


@dataclass
class _Typed:
    """Where we are in a text: the lines done, and the lists that are open."""

    lines: list[str]
    depth: int
    at: int = 0
    done: list[str] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)  # indent and mark
    paragraph: bool = False  # the point above has a second one

    def take(self, line: str) -> None:
        """Go on by one line, or by a whole quote."""
        if not line.strip():
            self._write("")
        elif _QUOTE.match(line):
            self._quote()
        elif _RULE.fullmatch(line) or _HEADING.match(line) or self._begins_table(line):
            self.open.clear()
            self._apart(line.strip())
        elif point := self._point(line):
            self._list(point)
        else:
            self._text(line)

    def _write(self, line: str) -> None:
        self.done.append(line)
        self.at += 1

    def _apart(self, line: str) -> None:
        """Begin something new: a blank line comes first."""
        if self.done and self.done[-1]:
            self.done.append("")
        self._write(line)

    def _quote(self) -> None:
        """A quote ends where its marks end, also when the answer follows directly."""
        self.open.clear()
        inside = [
            _QUOTE.sub("", line, count=1)
            for line in takewhile(_QUOTE.match, self.lines[self.at :])
        ]
        self.at += len(inside)
        if self.depth < QUOTE_DEPTH_MAX:
            inside = _tidy(inside, self.depth + 1)
        self.done += ["", *(f"> {line}".rstrip() for line in inside), ""]

    def _begins_table(self, line: str) -> bool:
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        heads = "|" in line and "|" in below and "-" in below
        return heads and _TABLE.fullmatch(below) is not None

    def _point(self, line: str) -> re.Match[str] | None:
        """A point of a list, if it is one and not a date or a lonely number."""
        if bullet := _BULLET.fullmatch(line):
            return bullet
        number = _NUMBER.fullmatch(line)
        if not number or _DATE.match(line):
            return None
        return number if self.open or self._begins(number) else None

    def _begins(self, number: re.Match[str]) -> bool:
        """`1.` after a blank line begins a list; else its second point must follow."""
        if int(number["number"]) == 1 and not (self.done and self.done[-1]):
            return True
        second = re.compile(rf" *{int(number['number']) + 1}[.)] ")
        below = self.lines[self.at + 1 : self.at + NEXT_LINES]
        return any(second.match(line) for line in below)

    def _list(self, point: re.Match[str]) -> None:
        """A point, at the depth that its indent means."""
        number = point.groupdict().get("number")
        mark = "1." if number else "-"
        new = self._go_to(len(point["indent"]), mark)
        indent = "    " * (len(self.open) - 1)
        line = f"{indent}{f'{number}.' if number else mark} {_plain(point['text'])}"
        if new or self.paragraph:
            self._apart(line)
        else:
            self._write(line)
        self.paragraph = False

    def _go_to(self, indent: int, mark: str) -> bool:
        """Close and open lists; tell whether a list begins beside the one before."""
        while len(self.open) > 1 and indent < self.open[-1][0]:
            self.open.pop()
        if self.open and indent >= self.open[-1][0] + 2 and self._may_nest:
            self.open.append((indent, mark))
            return False
        before = self.open.pop() if self.open else (indent, "")
        self.open.append((before[0], mark))
        return before[1] != mark

    @property
    def _may_nest(self) -> bool:
        return len(self.open) < LIST_DEPTH_MAX

    def _text(self, line: str) -> None:
        """A line that is nothing else: it goes on with the point above, or ends it."""
        text = _plain(line)
        above = bool(self.done and self.done[-1])
        indented = line.startswith("  ")
        if self.open and indented and not above:
            self._write("    " * len(self.open) + text)
            self.paragraph = True
        elif self.open and above and (indented or len(self.done[-1]) >= WRAPPED):
            self._write("    " * (len(self.open) - 1) + text)
        elif self.open:
            self.open.clear()
            self._apart(text)
        else:
            self._write(text)


def _plain(text: str) -> str:
    """A text that Markdown does not take for another point of a list."""
    return _NO_POINT.sub(r"\1\\\2", text.strip())
