"""Scenes from the Kreis, one for each kind of story. Each takes what it shows in words.

They stand in for photographs; a picture by a member always wins.
"""

from functools import lru_cache

from markupsafe import Markup

from forum.web.drawing import parts
from forum.web.drawing.palette import LIGHT, STYLE
from forum.web.drawing.panorama import defs
from forum.web.drawing.parts import hedge, land, person, tree
from forum.web.drawing.svg import SLICE, circle, path, picture, placed

WIDE = "0 0 720 420"
SMALL = "0 0 320 200"
MEADOW = "M0 128c100-20 220-16 320-8v80H0z"
STREET = "M0 168h320v32H0z"


@lru_cache(maxsize=32)
def roof(alt: str) -> Markup:
    """Two farms with solar roofs behind a stubble field, a cargo bike in front."""
    field = "M0 262c200-34 460-22 720-16v180H0z"
    stubble = "M0 350c240-44 500-40 720-24v100H0z"
    shapes = [
        *_day(590, 96, 52),
        parts.cloud(96, 104),
        path("f6", "M0 232c160-40 300-30 420-16s220 0 300-22v240H0z"),
        parts.turbine(96, 150, 0.9, 20),
        land("f1", "s2", field),
        hedge(0, 720, 262, step=17, size=9, lean=-0.02),
        tree(70, 296, 1.7),
        tree(660, 286, 1.9, 2),
        parts.farm(410, 288, 1.05),
        parts.farm(180, 318, 1.25),
        tree(600, 320, 1.3),
        land("f3", "s1", stubble),
        path("pa", "M300 420c20-50 60-70 130-82l40 2c-60 20-80 40-90 80z"),
        parts.cargobike(470, 372, 1.15),
        hedge(0, 250, 412, step=18, size=14),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def wind(alt: str) -> Markup:
    """Wind turbines above fields and a small village."""
    shapes = [
        *_day(130, 92, 46),
        parts.cloud(300, 84, 0.9),
        parts.cloud(560, 130, 0.7),
        path("f6", "M0 236c140-34 280-34 400-16s200-2 320-20v220H0z"),
        hedge(0, 720, 236, step=22, size=9),
        parts.turbine(420, 96, 1.3, 8),
        parts.turbine(540, 128, 1.05, 52),
        parts.turbine(640, 150, 0.85, 28),
        parts.church(196, 248, 0.9),
        parts.house(264, 250, 0.8),
        parts.house(304, 250, 0.7),
        land("f3", "s1", "M0 256c80-10 160-12 250-12l-50 90L0 352z"),
        land("f1", "s3", "M250 244c160-4 300-4 470-10v86l-520 14z"),
        land("f4", "s4", "M200 334l520-14v100H140z"),
        land("f2", "s2", "M0 352l200-18-60 86H0z"),
        hedge(196, 720, 332, step=16, size=9, lean=-0.025),
        tree(90, 372, 2),
        tree(610, 384, 1.6, 2),
        *parts.flowers(20, 180, 392, 416, 14),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def planting(alt: str) -> Markup:
    """People plant a hedge along a field."""
    saplings = "".join(_sapling(x, 372) for x in range(60, 700, 64))
    shapes = [
        *_day(600, 90, 44),
        parts.cloud(120, 96, 0.9),
        path("f6", "M0 226c160-34 300-30 420-14s220-2 300-18v230H0z"),
        hedge(0, 720, 228, step=22, size=9),
        land("f1", "s2", "M0 250c200-24 460-20 720-14v190H0z"),
        parts.farm(120, 268, 0.75),
        tree(300, 276, 1.4, 2),
        land("f4", "s4", "M0 330c240-24 500-22 720-12v110H0z"),
        hedge(0, 260, 322, step=15, size=10, lean=-0.03),
        saplings,
        parts.gardener(250, 396, 1.35, "st", "rf"),
        parts.gardener(470, 398, -1.35, "rd", "dk"),
        person(590, 410, 1.05, "su", "tr"),
        path("pa", "M0 404c240-10 480-8 720 0v20H0z"),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def building_site(alt: str) -> Markup:
    """A cargo bike in front of a house with scaffolding."""
    scaffold = (
        "M330 330V86M430 330V86M530 330V86M630 330V86M318 170h324M318 250h324"
        "M330 170l100 80M530 250l100-80"
    )
    windows = ((360, 116), (456, 116), (552, 116), (360, 196), (552, 196))
    shapes = [
        *_day(120, 92, 46),
        parts.cloud(180, 150, 0.7),
        land("f2", "s3", "M0 300c240-14 480-10 720-6v130H0z"),
        path("wl", "M340 330V90h280v240z"),
        path("wb", "M340 330v-40h280v40z"),
        path("rf", "M316 94 480 24l164 70z"),
        _windows(windows, 44, 36),
        path("dr", "M450 330V206h60v124z"),
        path("bk", scaffold),
        path("pa", "M0 330h720v90H0z"),
        parts.cargobike(110, 378, 1.5),
        person(290, 380, 0.95, "cl", "rf"),
        tree(50, 330, 1.7, 2),
        tree(680, 332, 1.4),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def school_garden(alt: str) -> Markup:
    """Beds, a rain barrel and children in front of a school."""
    beds = "".join(_bed(x, 356) for x in (60, 270, 480))
    shapes = [
        *_day(600, 84, 42),
        land("f1", "s2", "M0 270c240-16 480-14 720-8v160H0z"),
        path("wl", "M120 290V150h400v140z"),
        path("wb", "M120 290v-26h400v26z"),
        path("rf", "M100 152 150 92h340l50 60z"),
        _windows(((150, 180), (236, 180), (352, 180), (438, 180)), 54, 48),
        path("dr", "M300 290v-70h42v70z"),
        tree(60, 296, 2),
        tree(660, 300, 2.1, 2),
        path("pv", "M548 290v-56h46v56z"),
        path("wa", "M552 234v-8h38v8z"),
        beds,
        person(230, 400, 0.8, "rd", "su"),
        person(440, 402, 0.75, "su", "dk"),
        parts.gardener(640, 404, -1, "st", "tr"),
        *parts.flowers(20, 700, 402, 416, 20),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def bakery(alt: str) -> Markup:
    """A bakery whose oven heats the gymnasium next door."""
    shapes = [
        *_day(360, 84, 40),
        parts.cloud(470, 80, 0.6),
        land("f2", "", "M0 280c240-14 480-12 720-8v150H0z"),
        path("wb", "M60 320V170h210v150z"),
        path("br", "M60 320V170h210v150z"),
        path("rf", "M40 172 90 108h150l50 64z"),
        path("dk", "M204 118V66h26v52z"),
        path("cl", "M217 60c-14-10 8-18-2-30 22 8 16 18 10 30z"),
        path("wn", "M84 206h92v66H84z"),
        path("rd", "M76 196h108v16H76z"),
        path("dr", "M200 320v-104h46v104z"),
        _loaves(92, 258),
        path("wl", "M440 320V130h230v190z"),
        path("f4", "M430 132c60-46 190-46 250 0z"),
        path("wn", "M462 160h186v40H462z"),
        path("dr", "M530 320v-66h50v66z"),
        path("pa", "M0 320h720v100H0z"),
        path("cb", "M270 296h60v72h60v-72h50"),
        circle("rd", 330, 332, 12),
        circle("rd", 390, 332, 12),
        tree(330, 292, 1.5),
        tree(700, 320, 1.6, 2),
        person(130, 392, 0.9, "cl", "cl"),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def repair_bus(alt: str) -> Markup:
    """An old library bus with an awning, a table and people who mend things."""
    bus = (
        path("st", "M90 320V176c0-16 10-26 26-26h330c40 0 60 40 66 90v80z")
        + path("bg", "M120 182h70v56h-70zM206 182h70v56h-70zM292 182h70v56h-70z")
        + path("bg", "M428 182h20c22 0 36 28 40 58h-60z")
        + path("wb", "M90 284h422v12H90z")
        + circle("dk", 180, 322, 34)
        + circle("bg", 180, 322, 14)
        + circle("dk", 428, 322, 34)
        + circle("bg", 428, 322, 14)
    )
    awning = path("rd", "M120 240h250l24 40H96z") + path(
        "cl", "M170 240h50l-4 40h-58zM270 240h50l24 40h-58z"
    )
    shapes = [
        *_day(610, 90, 44),
        parts.cloud(200, 92, 0.9),
        path("f6", "M0 230c200-30 480-24 720-20v200H0z"),
        parts.church(590, 262, 1.1),
        parts.house(664, 264, 1),
        land("f2", "s3", "M0 268c240-14 480-12 720-8v160H0z"),
        path("pa", "M0 330h720v90H0z"),
        bus,
        awning,
        path("f3", "M540 350h150v12H540z"),
        path("bk", "M556 362v42M674 362v42"),
        path("pv", "M560 322h30v28h-30z"),
        path("rd", "M620 350c0-24 40-24 40 0z"),
        person(520, 404, 0.95, "su", "dk"),
        person(706, 404, 0.95, "jn", "rf"),
        tree(40, 330, 2),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def heat_pipe(alt: str) -> Markup:
    """Pipes for a heating network in an open trench in the village."""
    shapes = [
        *_day(120, 90, 42),
        parts.cloud(420, 96, 0.8),
        path("f6", "M0 228c200-30 480-24 720-20v200H0z"),
        parts.church(330, 264, 1.2),
        *(parts.house(x, 276, 1.5) for x in (90, 190, 470, 570, 660)),
        land("f2", "s2", "M0 276c240-8 480-8 720-4v150H0z"),
        path("f4", "M0 336c240-8 480-8 720-4v88H0z"),
        path("tr", "M0 366c240-10 480-10 720-4v40H0z"),
        path("pv", "M0 372c240-10 480-10 720-4v10c-240-6-480-6-720 4z"),
        path("rd", "M0 388c240-10 480-10 720-4v10c-240-6-480-6-720 4z"),
        parts.gardener(280, 356, 1.3, "su", "su"),
        person(420, 350, 0.9, "rd", "su"),
        tree(30, 316, 1.7, 2),
        tree(690, 318, 1.5),
    ]
    return picture(WIDE, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def meter(alt: str) -> Markup:
    """Battery and charging post in front of a brick wall."""
    wall = "M0 0h320v200H0z"
    shapes = [
        path("wb", wall),
        path("br", wall),
        path("pa", STREET),
        '<rect class="bg" x="52" y="52" width="84" height="116" rx="8"/>',
        path("pv", "M66 70h56v34H66z"),
        path("su", "M96 112l-16 26h12l-6 20 20-28H94z"),
        '<rect class="st" x="206" y="70" width="34" height="98" rx="7"/>',
        path("bg", "M213 80h20v18h-20z"),
        path("cb", "M240 112c30 0 26 40 2 44s-62 6-100-14"),
    ]
    return picture(SMALL, shapes, alt=alt, fit=SLICE)


@lru_cache(maxsize=32)
def people(alt: str) -> Markup:
    """Four people in a meadow."""
    looks = (("rd", "dk"), ("st", "rf"), ("jn", "dk"), ("rd", "st"))
    shapes = [
        path("sy", "M0 0h320v200H0z"),
        land("f2", "s4", MEADOW),
        tree(280, 132, 1.5),
        tree(36, 136, 1.2, 2),
        *(person(90 + 47 * n, 190, 1, *look) for n, look in enumerate(looks)),
    ]
    return picture(SMALL, shapes, alt=alt, fit=SLICE)


SCENES = (
    roof,
    wind,
    planting,
    building_site,
    school_garden,
    bakery,
    repair_bus,
    heat_pipe,
    meter,
    people,
)


def standalone(svg: Markup) -> str:
    """The same drawing as a file of its own: light colours, furrows included."""
    head, _, shapes = str(svg).partition(">")
    head = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    furrows = str(defs()).partition(">")[2].removesuffix("</svg>")
    colours = STYLE
    for name, value in LIGHT.items():
        colours = colours.replace(f"var(--{name})", value)
    return f"{head}><style>{colours}</style>{furrows}{shapes}"


def _day(x: int, y: int, radius: int) -> tuple[str, str]:
    """A wide sky and where the sun stands."""
    return path("sy", "M0 0h720v420H0z"), parts.sun(x, y, radius)


def _windows(spots: tuple[tuple[int, int], ...], wide: int, high: int) -> str:
    """Windows in which there is light."""
    return path("wn", "".join(f"M{x} {y}h{wide}v{high}h-{wide}z" for x, y in spots))


def _sapling(x: int, y: int) -> str:
    shapes = '<path class="bk" d="M0 0v-34"/>' + circle("t2", 0, -36, 9)
    return placed(shapes + circle("t1", 6, -26, 6), x, y)


def _bed(x: int, y: int) -> str:
    """A raised bed with rows of vegetables."""
    plants = "".join(
        circle(("t1", "t2", "rd")[number % 3], 16 + number * 20, -34, 11)
        for number in range(8)
    )
    return placed(
        plants + path("tr", "M0 0v-28h172V0z") + path("sh", "M0-12h172v2H0z"), x, y
    )


def _loaves(x: int, y: int) -> str:
    loaf = path("f4", "M0 0c0-16 22-16 22 0z")
    return "".join(placed(loaf, x + number * 27, y) for number in range(3))
