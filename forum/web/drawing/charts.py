"""Figures drawn: bars, columns over the years, one tile for each municipality."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

RADIUS = 46  # of a tile
PLACES = {  # column and row of each municipality, by its place in the Kreis
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
WIDTH, HEIGHT = 640, 260  # of a chart
LEFT, BELOW, ABOVE = 64, 34, 26  # room for its words


def bar(reached: int, pace: int | None = None) -> Markup:
    """A bar of 0 to 100 percent; the mark shows where we should be today."""
    mark = ""
    if pace is not None:
        at = min(max(pace, 1), 99) * 3
        mark = f'<path class="bq" d="M{at} 0v18"/><path class="bp" d="M{at} 0v18"/>'
    filled = "".join(
        f'<rect class="{kind}" width="{reached * 3}" height="18"/>' for kind in ("b1", "b2")
    )
    return Markup(  # noqa: S704 - numbers alone
        '<svg class="bar" viewBox="0 0 300 18" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="b0" width="300" height="18"/>'
        f"{filled}{mark}</svg>"
    )


@dataclass(frozen=True)
class Column:
    """One year of a chart; `label` is the value as people write it."""

    year: int
    value: Decimal
    label: str
    provisional: bool = False


def chart(
    columns: Sequence[Column], target: Decimal, target_label: str, words: str
) -> Markup:
    """Columns over the years with the target as a line; the words say it all."""
    top = _top(max([target, *(column.value for column in columns)]))
    drawn = [_scale(top, step) for step in range(5)]
    width = (WIDTH - LEFT) / max(len(columns), 3)
    drawn += [_column(one, number, width, top) for number, one in enumerate(columns)]
    y = _height(target, top)
    drawn.append(
        f'<path class="tl" d="M{LEFT} {y:.0f}H{WIDTH}"/>'
        f'<text class="tt e" x="{WIDTH - 4}" y="{y - 8:.0f}">{escape(target_label)}</text>'
    )
    return Markup(  # noqa: S704 - its words are escaped
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(words)}">{"".join(drawn)}</svg>'
    )


def _top(highest: Decimal) -> Decimal:
    """A round number a little above everything that is drawn."""
    if highest <= 0:
        return Decimal(1)
    unit = Decimal(10) ** (highest.adjusted())
    for factor in (Decimal("1.2"), 2, Decimal("2.4"), 4, 5, 6, 8, 12):
        if unit * factor >= highest * Decimal("1.05"):
            return unit * factor
    return unit * 20


def _height(value: Decimal, top: Decimal) -> float:
    return HEIGHT - BELOW - float(value / top) * (HEIGHT - BELOW - ABOVE)


def _scale(top: Decimal, step: int) -> str:
    value = top * step / 4
    y = _height(value, top)
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    label = text.replace(".", ",")
    return (
        f'<path class="g" d="M{LEFT} {y:.0f}H{WIDTH}"/>'
        f'<text class="tx e" x="{LEFT - 8}" y="{y + 5:.0f}">{label}</text>'
    )


def _column(column: Column, number: int, width: float, top: Decimal) -> str:
    y = _height(max(column.value, Decimal(0)), top)
    x, wide = LEFT + number * width + width * 0.2, min(width * 0.6, 72)
    box = f'x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{HEIGHT - BELOW - y:.0f}"'
    hatched = "" if column.provisional else f'<rect class="b2" {box}/>'
    kind = "c2" if column.provisional else "c1"
    middle = f"{x + wide / 2:.0f}"
    return (
        f'<rect class="{kind}" {box}/>{hatched}'
        f'<text class="tv m" x="{middle}" y="{y - 7:.0f}">{escape(column.label)}</text>'
        f'<text class="tx m" x="{middle}" y="{HEIGHT - 10}">{column.year}</text>'
    )


@dataclass(frozen=True)
class Tile:
    """One municipality: its code, its name, how many, in words, and where they are."""

    code: str
    name: str
    count: int
    words: str
    url: str


def hexmap(tiles: Sequence[Tile], words: str) -> Markup:
    """A map of tiles, one link each."""
    drawn = "".join(_tile(tile) for tile in tiles)
    width = round(6 * RADIUS * math.sqrt(3) + 8)
    height = round(6 * RADIUS * 1.5 + 2 * RADIUS + 8)
    return Markup(  # noqa: S704 - its words are escaped
        f'<svg class="hex" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="{escape(words)}">{drawn}</svg>'
    )


def _tile(tile: Tile) -> str:
    column, row = PLACES[tile.code]
    wide = RADIUS * math.sqrt(3)
    x = (column + 0.5) * wide + wide / 2 + 4
    y = row * RADIUS * 1.5 + RADIUS + 4
    inner = RADIUS - 2.5
    corners = " ".join(
        f"{x + inner * math.sin(math.radians(60 * k)):.1f},"
        f"{y + inner * math.cos(math.radians(60 * k)):.1f}"
        for k in range(6)
    )
    level = 1 + sum(tile.count >= step for step in (1, 2, 3))
    short = escape(tile.name.split(" (")[0])
    return (
        f'<a href="{escape(tile.url)}" aria-label="{escape(tile.words)}">'
        f'<polygon class="h{level}" points="{corners}"/>'
        f'<text class="hl k{level}" x="{x:.0f}" y="{y + 18:.0f}">{short}</text> '
        f'<text class="hn k{level}" x="{x:.0f}" y="{y + 1:.0f}">{tile.count}</text></a>'
    )
