"""The land from above: patchworks of fields and hedges, one look per action field.

The same seed always gives the same land, so a project keeps its cover.
"""

import math
import random
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from forum.web.drawing.icons import ICONS
from forum.web.drawing.motifs import motif
from forum.web.drawing.svg import SLICE, chances, circle, escaped, path, picture, placed

Point = tuple[float, float]
Polygon = list[Point]

CROPS = {  # action field: what grows there
    "energie": ("f3", "f1", "f2", "f3", "f4"),
    "gebaeude": ("f4", "f3", "f4", "f2", "f1"),
    "mobilitaet": ("f5", "f1", "f5", "f3", "f2"),
    "wirtschaft": ("f5", "f4", "f3", "f2", "f5"),
    "landwirtschaft": ("f1", "f3", "f4", "f1", "f2"),
    "kreislauf": ("f5", "f2", "f3", "f5", "f1"),
    "natur": ("f1", "f2", "f1", "f2", "f3"),
    "bildung": ("f3", "f5", "f1", "f4", "f2"),
    "uebergreifend": ("f6", "f3", "f5", "f1", "f4"),
}
NO_FIELD = CROPS["natur"]
LEAF = "natur"  # the sign where no other is named
MARGIN = 9  # fields go on beyond the edge
TREE_EVERY = 7  # places for a tree along a hedge
SKEW = 0.32  # how far a boundary leans, in radians


@lru_cache(maxsize=512)
def cover(field: str, seed: object, sign: str = LEAF) -> Markup:
    """The picture of a project that has none of its own; `sign` is its icon."""
    width, height = 320, 180
    shapes = [
        patchwork(f"{field}{seed}", (width, height), 7, CROPS.get(field, NO_FIELD)),
        motif(field, chances(f"m{field}{seed}"), width, height),
        _badge(sign, width // 2, height // 2, 34),
    ]
    return picture(f"0 0 {width} {height}", shapes, fit=SLICE)


@lru_cache(maxsize=128)
def strip(field: str, seed: object, sign: str = LEAF) -> Markup:
    """A low band of fields: head of a board, empty list."""
    crops = CROPS.get(field, NO_FIELD)
    shapes = [
        patchwork(f"{field}{seed}", (640, 64), 12, crops, 320),
        _badge(sign, 44, 32, 22),
    ]
    return picture("0 0 640 64", shapes, look="art strip", fit="xMinYMid slice")


@lru_cache(maxsize=128)
def banner(field: str, seed: object) -> Markup:
    """A wide band of fields above the page of an organisation."""
    width, height = 1184, 208
    shapes = [
        patchwork(
            f"{field}{seed}", (width, height), 15, CROPS.get(field, NO_FIELD), 460
        ),
        motif(field, chances(f"b{seed}"), width, height),
    ]
    return picture(f"0 0 {width} {height}", shapes, look="art strip", fit=SLICE)


@lru_cache(maxsize=256)
def logo(initials: str, seed: object, field: str = "wirtschaft") -> Markup:
    """The sign of an organisation that has none of its own: its letters in a field."""
    shapes = [
        patchwork(f"mark{seed}", (96, 96), 5, CROPS.get(field, NO_FIELD)),
        circle("bg", 48, 48, 31),
        f'<text x="48" y="57">{escaped(initials)}</text>',
    ]
    return picture("0 0 96 96", shapes, look="logo")


def patchwork(
    seed: str,
    size: tuple[int, int],
    count: int,
    crops: tuple[str, ...],
    tree: int | None = None,
) -> str:
    """Fields that fill a rectangle, with hedges between and trees along them."""
    chance = chances(seed)
    fields = _fields(chance, size, count)
    shapes: list[str] = []
    trees: list[tuple[int, int, int]] = []
    for number, field in enumerate(fields):
        shapes.append(path(crops[number % len(crops)], _line(field)))
        if chance.random() < 0.78:
            shapes.append(path(f"s{chance.randint(1, 4)}", _line(field)))
        trees += _trees(chance, field, size, tree or size[0])
    shapes.append(path("hg", "".join(_line(field) for field in fields)))
    shapes += [circle(f"t{1 + number % 2}", *one) for number, one in enumerate(trees)]
    return "".join(shapes)


def _fields(chance: random.Random, size: tuple[int, int], count: int) -> list[Polygon]:
    """Halve the largest field until there are enough."""
    right, bottom = size[0] + MARGIN, size[1] + MARGIN
    fields: list[Polygon] = [
        [(-MARGIN, -MARGIN), (right, -MARGIN), (right, bottom), (-MARGIN, bottom)]
    ]
    while len(fields) < count:
        fields.sort(key=_area)
        largest = fields.pop()
        across = _extent(largest, 0) > _extent(largest, 1) * 1.15
        lean = chance.uniform(-SKEW, SKEW)
        fields += _halves(largest, lean if across else math.pi / 2 + lean)
    return fields


def _halves(field: Polygon, angle: float) -> tuple[Polygon, Polygon]:
    """Cut a field through its middle, along a line of this angle."""
    middle_x = sum(x for x, _ in field) / len(field)
    middle_y = sum(y for _, y in field) / len(field)
    first: Polygon = []
    second: Polygon = []
    sides = [
        (x - middle_x) * math.cos(angle) + (y - middle_y) * math.sin(angle)
        for x, y in field
    ]
    corners = list(zip(field, sides, strict=True))
    for (here, side), (there, other) in pairwise([*corners, corners[0]]):
        (first if side >= 0 else second).append(here)
        if side * other < 0:
            part = side / (side - other)
            cut = _between(here, there, part)
            first.append(cut)
            second.append(cut)
    return first, second


def _trees(
    chance: random.Random, field: Polygon, size: tuple[int, int], scale: int
) -> list[tuple[int, int, int]]:
    """Trees along one side of a field, not too near the edge."""
    corner = chance.randrange(len(field))
    here, there = field[corner], field[(corner + 1) % len(field)]
    found = []
    for place in range(1, TREE_EVERY):
        x, y = _between(here, there, place / TREE_EVERY)
        inside = 6 < x < size[0] - 6 and 6 < y < size[1] - 6
        if inside and chance.random() < 0.62:
            across = round(x + chance.uniform(-3, 3))
            down = round(y + chance.uniform(-3, 3))
            found.append((across, down, round(chance.uniform(0.013, 0.026) * scale)))
    return found


def _badge(sign: str, x: int, y: int, radius: int) -> str:
    """A round sign that says what the project is about."""
    scale = round(radius / 20.4, 3)
    shift = 12 * scale
    sign_path = path("bi", ICONS[sign])
    return circle("bg", x, y, radius) + placed(sign_path, x - shift, y - shift, scale)


def _between(here: Point, there: Point, part: float) -> Point:
    return (
        here[0] + part * (there[0] - here[0]),
        here[1] + part * (there[1] - here[1]),
    )


def _extent(field: Polygon, axis: int) -> float:
    values = [corner[axis] for corner in field]
    return max(values) - min(values)


def _area(field: Polygon) -> float:
    """Twice the area, which is as good for comparing."""
    corners = pairwise([*field, field[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in corners))


def _line(field: Polygon) -> str:
    return "M" + "L".join(f"{round(x)} {round(y)}" for x, y in field) + "z"
