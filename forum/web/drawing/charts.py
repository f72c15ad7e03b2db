"""Numbers as pictures: bars, columns over the years, the map of hexagons.

They draw what they are given; words and figures arrive in the reader's language.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from forum.web.drawing.svg import drawn, escaped, path, picture

Value = int | float | Decimal
Column = tuple[object, Value | None, bool]  # year, figure if there is one, provisional


class Tile(NamedTuple):
    """One municipality on the map; `words` are for screen readers."""

    place: str
    title: str
    many: int
    url: str
    words: str


HEXAGONS: dict[str, tuple[float, int]] = {  # place: column, row
    "gronau": (3, 0),
    "vreden": (1.5, 1),
    "ahaus": (2.5, 1),
    "heek": (3.5, 1),
    "schoeppingen": (4.5, 1),
    "stadtlohn": (2, 2),
    "legden": (3, 2),
    "suedlohn": (1.5, 3),
    "gescher": (2.5, 3),
    "borken": (2, 4),
    "velen": (3, 4),
    "isselburg": (-0.5, 5),
    "bocholt": (0.5, 5),
    "rhede": (1.5, 5),
    "heiden": (2.5, 5),
    "reken": (3.5, 5),
    "raesfeld": (2, 6),
}
RADIUS = 46
WIDE = RADIUS * math.sqrt(3)
GAP = 2.5

BAR = 300  # width of a bar in its own units

WIDTH, HEIGHT, BOTTOM, TOP = 640, 260, 34, 30
PLOT = HEIGHT - BOTTOM - TOP
LETTER = 12.5  # width of a digit at 22 px, as on phones
LABELS_MOST = 8  # more do not fit on a phone
STEPS = 4
ROUND = (1, 1.2, 1.6, 2, 3, 4, 6, 8, 10)  # a quarter of these is easy to read


@lru_cache(maxsize=512)
def bar(reached: int | float, pace: int | float | None = None) -> Markup:
    """A bar from 0 to 100 percent; the mark shows where we should be today."""
    filled = f"{_percent(reached) * BAR / 100:g}"
    shapes = [
        f'<rect class="b0" width="{BAR}" height="18"/>',
        f'<rect class="b1" width="{filled}" height="18"/>',
        f'<rect class="b2" width="{filled}" height="18"/>',
    ]
    if pace is not None:
        line = f"M{_percent(pace) * BAR / 100:g} 0v18"
        shapes += [path("bq", line), path("bp", line)]
    return picture(f"0 0 {BAR} 18", shapes, look="bar", fit="none")


def chart(
    columns: Sequence[Column],
    target: Value | None = None,
    unit: str = "",
    words: str = "",
    number: Callable[[float], str] | None = None,
    aim: str = "Ziel",
) -> Markup:
    """Columns over the years and the target as a dashed line.

    `columns` are (label, value or None, provisional?); `words` say for screen readers
    what there is to see, `number` writes a figure, `aim` names the target line.
    """
    write = number or _plain
    figures = [float(value) for _label, value, _ in columns if value is not None]
    top = _top(max([*figures, float(target or 0)]))
    left = (
        LETTER * max(len(write(top * step / STEPS)) for step in range(STEPS + 1)) + 12
    )
    shapes = [_scale(top, left, write)]
    shapes += _columns(columns, top, left, write)
    if target is not None:
        shapes.append(
            _aim(float(target), top, left, f"{aim} {write(float(target))} {unit}")
        )
    return picture(f"0 0 {WIDTH} {HEIGHT}", shapes, look="chart", alt=words or unit)


def _scale(top: float, left: float, write: Callable[[float], str]) -> str:
    lines = []
    for step in range(STEPS + 1):
        y = _height(top * step / STEPS, top)
        lines.append(path("g", f"M{left:.0f} {y:.0f}H{WIDTH}"))
        lines.append(_text("tx e", left - 8, y + 5, write(top * step / STEPS)))
    return "".join(lines)


def _columns(
    columns: Sequence[Column], top: float, left: float, write: Callable[[float], str]
) -> list[str]:
    """Each column with its figure above; few enough labels to be read."""
    shapes = []
    width = (WIDTH - left) / max(1, len(columns))
    every = -(-len(columns) // LABELS_MOST)
    for place, (label, value, provisional) in enumerate(columns):
        middle = left + (place + 0.5) * width
        labelled = (len(columns) - 1 - place) % every == 0
        if labelled:
            shapes.append(_text("tx m", middle, HEIGHT - 10, str(label)))
        if value is None:
            continue
        y = _height(float(value), top)
        shapes.append(_column(middle, y, min(width * 0.6, 90), provisional))
        if labelled:
            shapes.append(_text("tv m", middle, y - 7, write(float(value))))
    return shapes


def _column(middle: float, y: float, width: float, provisional: bool) -> str:
    size = (
        f'x="{middle - width / 2:.0f}" y="{y:.0f}" width="{width:.0f}" '
        f'height="{HEIGHT - BOTTOM - y:.0f}"'
    )
    if provisional:
        return f'<rect class="c2" {size}/>'
    return f'<rect class="c1" {size}/><rect class="b2" {size}/>'


def _aim(target: float, top: float, left: float, words: str) -> str:
    y = _height(target, top)
    return path("tl", f"M{left:.0f} {y:.0f}H{WIDTH}") + _text(
        "tt", left + 8, y - 8, words.strip()
    )


def hexmap(tiles: Sequence[Tile], words: str) -> Markup:
    """The municipalities as hexagons that lead to what is there.

    The darker, the more; `words` name the whole map.
    """
    most = max((tile.many for tile in tiles), default=0)
    shapes = [_tile(tile, most) for tile in tiles if tile.place in HEXAGONS]
    wide, high = round(6 * WIDE + 8), round(11 * RADIUS + 8)
    return drawn(
        f'<svg class="hex" viewBox="0 0 {wide} {high}" role="group" '
        f'aria-label="{escaped(words)}">',
        *shapes,
        "</svg>",
    )


def _tile(tile: Tile, most: int) -> str:
    column, row = HEXAGONS[tile.place]
    name = tile.title.partition(" (")[0]  # there is little room
    x = (column + 1) * WIDE + 4
    y = (row * 1.5 + 1) * RADIUS + 4
    level = _level(tile.many, most)
    corners = " ".join(
        f"{x + (RADIUS - GAP) * math.sin(turn):.1f},"
        f"{y + (RADIUS - GAP) * math.cos(turn):.1f}"
        for turn in (math.radians(60 * corner) for corner in range(6))
    )
    return (
        f'<a href="{escaped(tile.url)}" aria-label="{escaped(tile.words)}">'
        f'<polygon class="h{level}" points="{corners}"/>'
        f"{_text(f'hl k{level}', x, y + 18, name)} "
        f"{_text(f'hn k{level}', x, y + 1, str(tile.many))}</a>"
    )


def _level(count: int, most: int) -> int:
    """1 for nothing, then three thirds of the largest."""
    return 1 + math.ceil(3 * count / most) if count > 0 else 1


def _text(look: str, x: float, y: float, words: str) -> str:
    return f'<text class="{look}" x="{x:.0f}" y="{y:.0f}">{escaped(words)}</text>'


def _height(value: float, top: float) -> float:
    """Where a figure stands; what is below zero stands on the ground."""
    return HEIGHT - BOTTOM - PLOT * max(0.0, value) / top


def _top(highest: float) -> float:
    """A round figure at or above the highest."""
    if highest <= 0:
        return float(STEPS)
    size = 10.0 ** math.floor(math.log10(highest))
    return next(step * size for step in ROUND if step * size >= highest * 0.9999)


def _percent(value: float) -> float:
    return min(100.0, max(0.0, float(value)))


def _plain(value: float) -> str:
    return f"{value:g}"
