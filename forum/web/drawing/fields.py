"""Fields seen from above: the cover of every project without its own picture.

Fills are classes, so light and dark share one drawing. The same name always gives the
same patchwork.
"""

import math
import random
from functools import lru_cache

from markupsafe import Markup, escape

from forum.web.drawing.icons import ICONS

Point = tuple[float, float]
Polygon = list[Point]

FIELD_ICONS = {
    "energie": "sonne",
    "gebaeude": "waerme",
    "mobilitaet": "rad",
    "wirtschaft": "betrieb",
    "landwirtschaft": "essen",
    "kreislauf": "kreis",
    "natur": "natur",
    "bildung": "bildung",
    "uebergreifend": "leute",
}
COLOURS = {
    "energie": ("f3", "f1", "f2", "f3", "f4"),
    "gebaeude": ("f4", "f3", "f4", "f2", "f1"),
    "mobilitaet": ("f5", "f1", "f5", "f3", "f2"),
    "wirtschaft": ("f5", "f4", "f3", "f2", "f5"),
    "landwirtschaft": ("f1", "f3", "f4", "f1", "f2"),
    "kreislauf": ("f5", "f2", "f3", "f5", "f1"),
    "natur": ("f1", "f2", "f1", "f2", "f3"),
    "bildung": ("f3", "f5", "f1", "f4", "f2"),
    "uebergreifend": ("f6", "f2", "f3", "f5", "f4"),
}
CROOKED = 0.32  # radians a hedge may lean
WOODED = 0.62  # how likely a tree stands at a place along a hedge


@lru_cache(maxsize=512)
def cover(field: str, seed: int, alt: str = "") -> Markup:
    """The generated cover of a project: its field, its number."""
    width, height = 320, 180
    topic = field if field in COLOURS else "uebergreifend"
    body = patchwork(f"{topic}{seed}", (width, height), 7, COLOURS[topic])
    body += motif(topic, random.Random(f"m{topic}{seed}"), width, height)
    path = ICONS[FIELD_ICONS[topic]]
    badge = (
        '<circle class="bg" cx="160" cy="90" r="34"/><g transform="translate(140 70) '
        f'scale(1.667)"><path class="bi" d="{path}"/></g>'
    )
    role = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return _svg("art", (width, height), "xMidYMid", role, body + badge)


@lru_cache(maxsize=64)
def strip(field: str, seed: int) -> Markup:
    """A low band of fields: head of a board, an empty list."""
    topic = field if field in COLOURS else "uebergreifend"
    body = patchwork(f"{topic}{seed}", (320, 64), 6, COLOURS[topic])
    path = ICONS[FIELD_ICONS[topic]]
    badge = (
        '<circle class="bg" cx="44" cy="32" r="22"/><g transform="translate(31 19) '
        f'scale(1.083)"><path class="bi" d="{path}"/></g>'
    )
    return _svg("art strip", (320, 64), "xMinYMid", 'aria-hidden="true"', body + badge)


def _svg(
    kind: str, size: tuple[int, int], anchor: str, role: str, body: str
) -> Markup:
    return Markup(  # noqa: S704 - our own drawing, its words are escaped
        f'<svg class="{kind}" viewBox="0 0 {size[0]} {size[1]}" '
        f'preserveAspectRatio="{anchor} slice" {role}>{body}</svg>'
    )


def patchwork(
    seed: str, size: tuple[int, int], count: int, colours: tuple[str, ...]
) -> str:
    """So many fields with furrows, hedges between them and trees along the hedges."""
    width, height = size
    dice = random.Random(seed)
    polygons = _cut(dice, width, height, count)
    drawn: list[str] = []
    trees: list[tuple[int, int, int]] = []
    for number, polygon in enumerate(polygons):
        outline = _outline(polygon)
        drawn.append(f'<path class="{colours[number % len(colours)]}" d="{outline}"/>')
        if dice.random() < 0.78:
            drawn.append(f'<path class="s{dice.randint(1, 4)}" d="{outline}"/>')
        trees += _trees(dice, polygon, width, height)
    hedges = "".join(_outline(polygon) for polygon in polygons)
    drawn.append(f'<path class="hg" d="{hedges}"/>')
    drawn += [
        f'<circle class="t{1 + number % 2}" cx="{x}" cy="{y}" r="{r}"/>'
        for number, (x, y, r) in enumerate(trees)
    ]
    return "".join(drawn)


def _cut(dice: random.Random, width: int, height: int, count: int) -> list[Polygon]:
    """Cut the largest field in two until there are enough."""
    polygons: list[Polygon] = [
        [(-9, -9), (width + 9, -9), (width + 9, height + 9), (-9, height + 9)]
    ]
    while len(polygons) < count:
        polygons.sort(key=_area)
        polygon = polygons.pop()
        xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
        wide = (max(xs) - min(xs)) > (max(ys) - min(ys)) * 1.15
        angle = 0 if wide else math.pi / 2
        polygons += _split(polygon, angle + dice.uniform(-CROOKED, CROOKED))
    return polygons


def _split(polygon: Polygon, angle: float) -> tuple[Polygon, Polygon]:
    """Two halves along a line through the middle."""
    cx = sum(p[0] for p in polygon) / len(polygon)
    cy = sum(p[1] for p in polygon) / len(polygon)
    nx, ny = math.cos(angle), math.sin(angle)
    sides = [(p[0] - cx) * nx + (p[1] - cy) * ny for p in polygon]
    one: Polygon = []
    other: Polygon = []
    for number, point in enumerate(polygon):
        following = (number + 1) % len(polygon)
        (one if sides[number] >= 0 else other).append(point)
        if sides[number] * sides[following] < 0:
            share = sides[number] / (sides[number] - sides[following])
            there = polygon[following]
            middle = (
                point[0] + share * (there[0] - point[0]),
                point[1] + share * (there[1] - point[1]),
            )
            one.append(middle)
            other.append(middle)
    return one, other


def _area(polygon: Polygon) -> float:
    shifted = [*polygon[1:], polygon[0]]
    crossed = (a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, shifted, strict=True))
    return abs(sum(crossed)) / 2


def _outline(polygon: Polygon) -> str:
    return "M" + "L".join(f"{round(x)} {round(y)}" for x, y in polygon) + "z"


def _trees(
    dice: random.Random, polygon: Polygon, width: int, height: int
) -> list[tuple[int, int, int]]:
    """Trees along one side of a field, inside the picture."""
    side = dice.randrange(len(polygon))
    a, b = polygon[side], polygon[(side + 1) % len(polygon)]
    found: list[tuple[int, int, int]] = []
    for step in range(1, 7):
        x = a[0] + step / 7 * (b[0] - a[0])
        y = a[1] + step / 7 * (b[1] - a[1])
        inside = 6 < x < width - 6 and 6 < y < height - 6
        if inside and dice.random() < WOODED:
            size = round(dice.uniform(0.013, 0.026) * width)
            place = round(x + dice.uniform(-3, 3)), round(y + dice.uniform(-3, 3))
            found.append((*place, size))
    return found


def motif(topic: str, dice: random.Random, width: int, height: int) -> str:
    """Small things seen from above that tell the topic; they keep clear of the badge."""
    low = dice.random() < 0.5
    left = (width * 0.19, height * (0.34 if low else 0.62))
    right = (width * 0.81, height * (0.66 if low else 0.36))
    lean = dice.randint(-24, 24)
    draw = _MOTIFS[topic]
    return draw(dice, left, right, lean)


def _roof(at: Point, scale: float, turn: float, solar: bool = False) -> str:
    panels = ""
    if solar:
        panels = '<path class="pv" d="M-21 2h42v10h-42z"/><path class="wv2" d="M-11 2v10M0 2v10M11 2v10"/>'
    return (
        f'<g transform="translate({at[0]:.0f} {at[1]:.0f}) rotate({turn}) scale({scale})">'
        '<path class="dk" opacity=".2" d="M-23-11h50v30h-50z"/><path class="rf" d="M-25-14h50v28h-50z"/>'
        f'<path class="sh" d="M-25-14h50v14h-50z"/>{panels}</g>'
    )


def _solar_roofs(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    beside = (right[0] + 30, right[1] + 20)
    return (
        _roof(left, 1, lean, True)
        + _roof(right, 0.9, lean - 70, True)
        + _roof(beside, 0.55, lean + 12)
    )


def _heat_pipe(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    houses = [
        (left[0] - 22, left[1] - 14),
        (left[0] + 20, left[1] + 12),
        (right[0] - 18, right[1] + 14),
        (right[0] + 22, right[1] - 12),
    ]
    path = " ".join(f"{x:.0f} {y:.0f}" for x, y in houses)
    apart = (left[0] - 10, left[1] + 34)
    roofs = (
        _roof(at, 0.52, lean + number * 23)
        for number, at in enumerate([*houses, apart])
    )
    return f'<path class="rv" d="M{path}"/>' + "".join(roofs)


def _cycle_path(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    path = "M-10 148C80 90 80 184 160 151S240 18 330 54"
    return (
        f'<path class="rw" d="{path}"/><path class="rv" d="{path}"/>'
        + _roof((left[0], 47), 0.6, lean)
    )


def _meadow(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    bushes = [
        f'<circle class="t{dice.randint(1, 2)}" cx="{x + dice.uniform(-34, 34):.0f}" '
        f'cy="{y + dice.uniform(-22, 22):.0f}" r="{dice.uniform(4, 9):.0f}"/>'
        for x, y in (left, right)
        for _ in range(7)
    ]
    flowers = [
        f'<circle class="{dice.choice(("su", "cl", "rd"))}" cx="{dice.randint(12, 308)}" '
        f'cy="{dice.randint(140, 170)}" r="2.2"/>'
        for _ in range(22)
    ]
    return "".join(bushes + flowers)


def _pond(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    return (
        f'<path class="wa" d="M{left[0] - 40:.0f} {left[1]:.0f}c0-22 26-30 46-22s36 4 34 22-22 26-44 22-36-4-36-22z"/>'
        f'<path class="wv" d="M{left[0] - 18:.0f} {left[1] - 2:.0f}c10-4 20-4 30 0"/>'
        f'<circle class="rw" cx="{right[0]:.0f}" cy="{right[1]:.0f}" r="26"/>'
        f'<circle class="t2" cx="{right[0]:.0f}" cy="{right[1]:.0f}" r="9"/>'
    )


def _school(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    house = (
        f'<g transform="translate({left[0]:.0f} {left[1]:.0f}) rotate({lean / 2:.0f})"><path class="pa" d="M-12-4h46v30h-46z"/>'
        '<path class="rf" d="M-34-26h78v20h-56v40h-22z"/><path class="sh" d="M-34-26h78v10h-67v50h-11z"/></g>'
    )
    trees = (
        f'<circle class="t{1 + i % 2}" cx="{right[0] - 20 + i * 13:.0f}" cy="{right[1] + (i % 3) * 9:.0f}" r="7"/>'
        for i in range(5)
    )
    return house + "".join(trees)


def _vegetables(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    bed = "".join(
        f'<circle class="{("t1", "t2", "rd")[(i + j) % 3]}" cx="{-32 + i * 13}" cy="{-20 + j * 14}" r="4.5"/>'
        for i in range(6)
        for j in range(4)
    )
    return "".join(
        f'<g transform="translate({at[0]:.0f} {at[1]:.0f}) rotate({turn})">{bed}</g>'
        for at, turn in ((left, lean), (right, lean + 8))
    )


def _workshop(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    hall = (
        f'<g transform="translate({left[0]:.0f} {left[1]:.0f}) rotate({lean / 2:.0f})"><path class="pa" d="M-40-26h84v54h-84z"/>'
        '<path class="cl" d="M-34-22h54v32h-54z"/><path class="sh" d="M-34-22h9v32h-9zM-16-22h9v32h-9zM2-22h9v32H2z"/>'
        '<path class="pv" d="M26-18h12v10H26zM26-4h12v10H26z"/></g>'
    )
    return hall + _roof(right, 0.8, lean, True)


def _village(dice: random.Random, left: Point, right: Point, lean: int) -> str:
    """Houses around two greens, joined by a way."""
    way = f'<path class="rw" d="M{left[0]:.0f} {left[1]:.0f}L{right[0]:.0f} {right[1]:.0f}"/>'
    ring = [
        (at[0] + 34 * math.cos(turn), at[1] + 24 * math.sin(turn))
        for at in (left, right)
        for turn in (0.4, 2.2, 4.4)
    ]
    green = (
        f'<circle class="t2" cx="{at[0]:.0f}" cy="{at[1]:.0f}" r="10"/>'
        for at in (left, right)
    )
    houses = (_roof(at, 0.5, lean + n * 31) for n, at in enumerate(ring))
    return way + "".join(green) + "".join(houses)


_MOTIFS = {
    "energie": _solar_roofs,
    "gebaeude": _heat_pipe,
    "mobilitaet": _cycle_path,
    "wirtschaft": _workshop,
    "landwirtschaft": _vegetables,
    "kreislauf": _pond,
    "natur": _meadow,
    "bildung": _school,
    "uebergreifend": _village,
}
