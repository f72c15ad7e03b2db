"""Small things seen from above that tell an action field; they keep off the badge."""

import random
from collections.abc import Callable
from functools import partial

from forum.web.drawing.svg import circle, path, placed

Spot = tuple[float, float]
Motif = Callable[[random.Random, Spot, Spot, tuple[int, int]], str]

LEFT, RIGHT = 0.19, 0.81


def motif(field: str, chance: random.Random, width: int, height: int) -> str:
    """What lies on the fields of this action field."""
    left, right = (width * LEFT, height * 0.62), (width * RIGHT, height * 0.36)
    if chance.random() < 0.5:
        left, right = (width * LEFT, height * 0.34), (width * RIGHT, height * 0.66)
    draw = MOTIFS.get(field, _meadow)
    return draw(chance, left, right, (width, height))


def _roof(spot: Spot, scale: float, turn: float, panels: bool = False) -> str:
    shapes = (
        '<path class="dk" opacity=".2" d="M-23-11h50v30h-50z"/>'
        + path("rf", "M-25-14h50v28h-50z")
        + path("sh", "M-25-14h50v14h-50z")
    )
    if panels:
        shapes += path("pv", "M-21 2h42v10h-42z") + path(
            "wv2", "M-11 2v10M0 2v10M11 2v10"
        )
    return placed(shapes, round(spot[0]), round(spot[1]), scale, turn)


def _solar_roofs(
    chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    turn = chance.randint(-24, 24)
    return (
        _roof(left, 1, turn, True)
        + _roof(right, 0.9, turn - 70, True)
        + _roof((right[0] + 30, right[1] + 20), 0.55, turn + 12)
    )


def _heat_network(
    chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    turn = chance.randint(-24, 24)
    houses = [
        (left[0] - 22, left[1] - 14),
        (left[0] + 20, left[1] + 12),
        (right[0] - 18, right[1] + 14),
        (right[0] + 22, right[1] - 12),
        (left[0] - 10, left[1] + 34),
    ]
    pipe = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in houses[:4])
    roofs = (_roof(spot, 0.52, turn + n * 23) for n, spot in enumerate(houses))
    return path("rv", pipe) + "".join(roofs)


def _road(
    chance: random.Random, left: Spot, _right: Spot, size: tuple[int, int]
) -> str:
    width, height = size
    line = (
        f"M-10 {height * 0.82:.0f}C{width * 0.25:.0f} {height * 0.5:.0f} "
        f"{width * 0.25:.0f} {height * 1.02:.0f} {width * 0.5:.0f} "
        f"{height * 0.84:.0f}S{width * 0.75:.0f} {height * 0.1:.0f} "
        f"{width + 10} {height * 0.3:.0f}"
    )
    house = _roof((left[0], height * 0.26), 0.6, chance.randint(-24, 24))
    return path("rw", line) + path("rv", line) + house


def _works(
    chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    turn = chance.randint(-24, 24)
    hall = (
        path("pa", "M-40-26h84v54h-84z")
        + path("cl", "M-34-22h54v32h-54z")
        + path("sh", "M-34-22h9v32h-9zM-16-22h9v32h-9zM2-22h9v32H2z")
        + path("pv", "M26-18h12v10H26zM26-4h12v10H26z")
    )
    return placed(hall, round(left[0]), round(left[1]), turn=turn / 2) + _roof(
        right, 0.8, turn, True
    )


def _orchard(
    chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    turn = chance.randint(-24, 24)
    looks = ("t1", "t2", "rd")
    rows = "".join(
        circle(looks[(column + row) % 3], -32 + column * 13, -20 + row * 14, 4.5)
        for column in range(6)
        for row in range(4)
    )
    return placed(rows, round(left[0]), round(left[1]), turn=turn) + placed(
        rows, round(right[0]), round(right[1]), turn=turn + 8
    )


def _pond(
    _chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    x, y = round(left[0]), round(left[1])
    shore = "c0-22 26-30 46-22s36 4 34 22-22 26-44 22-36-4-36-22z"
    return (
        path("wa", f"M{x - 40} {y}{shore}")
        + path("wv", f"M{x - 18} {y - 2}c10-4 20-4 30 0")
        + circle("rw", round(right[0]), round(right[1]), 26)
        + circle("t2", round(right[0]), round(right[1]), 9)
    )


def _meadow(
    chance: random.Random, left: Spot, right: Spot, size: tuple[int, int]
) -> str:
    width, height = size
    shapes = [
        circle(
            f"t{chance.randint(1, 2)}",
            round(x + chance.uniform(-34, 34)),
            round(y + chance.uniform(-22, 22)),
            round(chance.uniform(4, 9)),
        )
        for x, y in (left, right)
        for _ in range(7)
    ]
    shapes += [
        circle(
            chance.choice(("su", "cl", "rd")),
            chance.randint(12, width - 12),
            chance.randint(height - 40, height - 10),
            2.2,
        )
        for _ in range(22)
    ]
    return "".join(shapes)


def _school(
    chance: random.Random, left: Spot, right: Spot, _size: tuple[int, int]
) -> str:
    turn = chance.randint(-24, 24) / 2
    house = (
        path("pa", "M-12-4h46v30h-46z")
        + path("rf", "M-34-26h78v20h-56v40h-22z")
        + path("sh", "M-34-26h78v10h-67v50h-11z")
    )
    trees = (
        circle(
            f"t{1 + n % 2}",
            round(right[0] - 20 + n * 13),
            round(right[1] + n % 3 * 9),
            7,
        )
        for n in range(5)
    )
    return placed(house, round(left[0]), round(left[1]), turn=turn) + "".join(trees)


def _village_green(
    chance: random.Random, left: Spot, right: Spot, size: tuple[int, int]
) -> str:
    """A round table under the sky, paths that lead to it, houses beside."""
    turn = chance.randint(-24, 24)
    x, y = round(left[0]), round(left[1])
    seat = partial(circle, y=0, radius=5.5)
    looks = ("rd", "su", "jn", "cl", "st", "rd", "su", "jn")
    table = circle("pa", 0, 0, 28) + circle("t2", 0, 0, 9)
    table += "".join(
        placed(seat(look, 19), 0, 0, turn=turn + number * 45)
        for number, look in enumerate(looks)
    )
    ways = f"M-10 {y + 16}L{x} {y}M{x} {y}L{x + 24} {size[1] + 10}M{x} {y}L{x + 8}-10"
    return (
        path("rw", ways)
        + placed(table, x, y)
        + _roof(right, 0.75, turn)
        + _roof((right[0] - 6, right[1] + 38), 0.55, turn + 80)
        + _roof((right[0] + 28, right[1] - 26), 0.5, turn - 30)
    )


MOTIFS: dict[str, Motif] = {
    "energie": _solar_roofs,
    "gebaeude": _heat_network,
    "mobilitaet": _road,
    "wirtschaft": _works,
    "landwirtschaft": _orchard,
    "kreislauf": _pond,
    "natur": _meadow,
    "bildung": _school,
    "uebergreifend": _village_green,
}
