"""The panorama of the first page, and the row of trees above every footer."""

from functools import lru_cache

from markupsafe import Markup

from forum.web.drawing import parts
from forum.web.drawing.parts import hedge, land, tree, turbine
from forum.web.drawing.svg import SLICE, chances, circle, drawn, path, picture, placed

FURROWS = ((7, 18), (9, 78), (6, -32), (8, -68))  # distance, angle


@lru_cache(maxsize=1)
def defs() -> Markup:
    """The furrows that fields are filled with; once on every page."""
    patterns = (
        f'<pattern id="p{number}" width="{wide}" height="{wide}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({angle})">'
        f'<path class="ps" d="M0 {wide / 2:g}h{wide}"/></pattern>'
        for number, (wide, angle) in enumerate(FURROWS, 1)
    )
    return drawn(
        '<svg class="defs" aria-hidden="true"><defs>', *patterns, "</defs></svg>"
    )


@lru_cache(maxsize=1)
def brand() -> Markup:
    """The mark of the alliance: a leaf of three fields."""
    shapes = (
        path("t1", "M2 2h26c12 0 18 8 18 18v26H20C8 46 2 38 2 28z"),
        land("f3", "s1", "M8 8h17L8 25z"),
        land("f1", "s4", "M30 9c6 1 10 6 10 12L21 40c-6-1-11-4-13-10z"),
        path("f4", "M40 26v14H26z"),
    )
    return drawn('<svg viewBox="0 0 48 48" aria-hidden="true">', *shapes, "</svg>")


@lru_cache(maxsize=1)
def hero() -> Markup:
    """The Westmünsterland on a clear day; it may be cropped at both sides."""
    shapes = [*_sky(), *_horizon(), *_fields(), *_foreground()]
    return picture("0 0 1440 400", shapes, look="pano", fit="xMidYMax slice")


def _sky() -> list[str]:
    return [
        circle("su2", 1008, 112, 88),
        circle("su", 1008, 112, 56),
        parts.cloud(1050, 72),
        parts.cloud(1242, 150, 0.9),
        parts.cloud(500, 150, 0.7),
    ]


def _horizon() -> list[str]:
    hills = "M0 250c120-30 260-34 380-18s250 10 380-12 260-26 380-6 210 18 300 2v200H0z"
    woods = hedge(0, 1440, 240, step=26, size=9)
    return [
        path("f6", hills),
        woods.replace('"t1"', '"f6"').replace('"t2"', '"f6"'),
        turbine(812, 132, 0.95, 8),
        turbine(884, 154, 0.8, 52),
        turbine(1330, 140, 0.9, 30),
        parts.church(636, 256),
        placed(
            path("wl", "M0 0v-22h30V0zM40 0v-18h26V0z")
            + path("rf", "M-4-20 15-38l19 18zM36-16 53-32l17 16z"),
            700,
            256,
        ),
    ]


def _fields() -> list[str]:
    front = "M0 350c240-30 520-24 760-18s480-24 680-10v80H0z"
    return [
        land("f2", "", "M0 262c200-26 420-14 620-8s520-18 820-2v150H0z"),
        land("f3", "s1", "M0 270c90-10 190-14 300-12l-60 70L0 352z"),
        land("f1", "s3", "M300 258c110-2 220 2 330 2l30 64-430 12z"),
        land("f4", "s4", "M630 260c100 0 180-2 250-6l100 58-330 16z"),
        land("f1", "s2", "M880 254c110-8 220-12 330-8l130 70-370 2z"),
        land("f3", "s1", "M1210 246c80 0 160 2 230 8v70l-110-4z"),
        hedge(235, 660, 334, step=15, size=9, lean=-0.02),
        hedge(980, 1440, 318, step=15, size=9, lean=0.01),
        land("f2", "", front),
        path("s3", "M0 350c240-30 520-24 760-18l-160 70H0z"),
    ]


def _foreground() -> list[str]:
    stream = (
        "M1440 352c-150-20-250 10-330 20s-150-4-220 10-110 20-130 20h380"
        "c90-6 200-20 300-18z"
    )
    waves = (
        "M1010 388c40-8 80-4 120-12M1200 378c40-8 90-10 130-8M900 396c30-6 60-4 90-8"
    )
    way = (
        "M0 372c220-18 460-28 680-20s170 20 110 48H560c70-22 40-28-80-26S150 392 0 396z"
    )
    return [
        path("wa", stream),
        path("wv", waves),
        tree(868, 322, 1.5, 2),
        tree(1078, 318, 1.2),
        parts.farm(930, 326, 0.92),
        tree(1108, 330, 1.6, 2),
        tree(836, 334, 1.1),
        path("pa", way),
        parts.cargobike(610, 336, 0.95),
        tree(120, 352, 1.7),
        tree(190, 360, 1.2, 2),
        tree(60, 366, 1.2, 2),
        hedge(1260, 1440, 392, step=17, size=13),
        *parts.flowers(240, 520, 386, 400, 16),
    ]


@lru_cache(maxsize=1)
def treeline() -> Markup:
    """The edge of a wood, above the footer."""
    chance = chances("treeline")
    x, trees = -10, []
    while x < 1450:
        trees.append(
            f'<circle cx="{x}" cy="{46 - chance.randint(0, 8)}" '
            f'r="{chance.randint(12, 26)}"/>'
        )
        x += chance.randint(14, 27)
    ground = '<path d="M0 38h1440v9H0z"/>'
    return picture(
        "0 0 1440 46",
        [*trees, ground],
        look="treeline",
        fit=SLICE.replace("YMid", "YMax"),
    )
