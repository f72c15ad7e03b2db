"""What grows, stands and moves in the Westmünsterland: the parts of every scene."""

from forum.web.drawing.svg import chances, circle, path, placed


def tree(x: float, y: float, scale: float = 1, look: int = 1) -> str:
    """A round tree; look 1 has a dark crown, look 2 a light one."""
    trunk = (
        f"M{x - 2 * scale:.0f} {y}h{4 * scale:.0f}v{-16 * scale:.0f}h{-4 * scale:.0f}z"
    )
    return (
        path("tr", trunk)
        + circle(f"t{look}", x, round(y - 24 * scale), round(14 * scale))
        + circle(
            f"t{3 - look}",
            round(x + 9 * scale),
            round(y - 17 * scale),
            round(9 * scale),
        )
    )


def hedge(
    start: int, end: int, y: float, *, step: int = 13, size: int = 7, lean: float = 0
) -> str:
    """A row of bushes; `lean` lets it rise or fall."""
    chance = chances(f"{start}{end}{y}")
    return "".join(
        circle(
            f"t{chance.choice((1, 1, 2))}",
            x,
            round(y + (x - start) * lean),
            round(size + chance.uniform(-2, 3)),
        )
        for x in range(start, end, step)
    )


def turbine(x: float, y: float, scale: float = 1, turn: float = 12) -> str:
    """A wind turbine; x and y are its hub."""
    blade = "M0 0c3-6 4-28 1-44-5 14-6 34-1 44z"
    blades = "".join(
        f'<path d="{blade}" transform="rotate({turn + angle:g})"/>'
        for angle in (0, 120, 240)
    )
    return (
        f'<g class="wt" transform="translate({x:g} {y:g}) scale({scale:g})">'
        f'<path d="M-2.2 112-1.2 0h2.4l1 112z"/>{blades}<circle r="3"/></g>'
    )


def farm(x: float, y: float, scale: float = 1) -> str:
    """A brick farmhouse with a solar roof."""
    panels = "".join(
        path("pv", f"M{22 + number * 23}-47l6-26h19l-4 26z") for number in range(5)
    )
    shapes = (
        path("wl", "M0 0v-44h150V0z")
        + path("wb", "M0 0v-12h150V0z")
        + path("rf", "M-8-42 14-82h136l8 40z")
        + panels
        + path("wl", "M-46 0v-38l25-32 25 32V0z")
        + path("rf", "M-54-34l33-42 33 42-6 5-27-34-27 34z")
        + path("dr", "M-31 0v-24h20V0z")
        + path(
            "wn", "M-26-46h10v10h-10zM24-34h14v14H24zM54-34h14v14H54zM114-34h14v14h-14z"
        )
        + path("dr", "M80 0v-30h24V0z")
        + path("wd", "M80-30l24 30M104-30 80 0")
    )
    return placed(shapes, x, y, scale)


def church(x: float, y: float, scale: float = 1) -> str:
    """The village church with its pointed tower."""
    shapes = (
        path("wl", "M0 0v-30h44V0z")
        + path("rf", "M-3-28 8-48h30l9 20z")
        + path("wb", "M-18 0v-58h20V0z")
        + path("dk", "M-20-56l12-46 12 46z")
        + path("wn", "M-12-46h8v10h-8zM10-20h6v10h-6zM24-20h6v10h-6z")
    )
    return placed(shapes, x, y, scale)


def cargobike(x: float, y: float, scale: float = 1) -> str:
    """Somebody on a cargo bike, with vegetables in the box."""
    frame = (
        '<g class="bk"><circle r="15"/><circle cx="78" cy="3" r="12"/>'
        '<path d="M0 0 13-24h24L28 0H0M13-24l15 24M37-24 42-2h36M37-24l-3-13h-9'
        'M10-30h9"/></g>'
    )
    load = path("st", "M42-26h32l-4 22H46z") + path(
        "t1", "M48-26c0-9 6-12 9-12s4 5 4 12zM60-26c1-8 5-9 8-9 3 0 3 4 2 9z"
    )
    rider = (
        path("rd", "M16-34l11-25h12l7 17-6 2-6-11-6 15z")
        + path("jn", "M16-36l12 2 3 17-6 14-6-2 4-11z")
        + circle("sk", 35, -67, 8)
        + path("dk", "M26-69c0-8 16-10 18-1z")
    )
    return placed(frame + load + rider, x, y, scale)


def cloud(x: float, y: float, scale: float = 1) -> str:
    """A fair weather cloud."""
    line = "M0 0h120c14 0 14-20-2-22-4-20-34-24-44-6-16-12-40-2-38 12C10-20-14-10 0 0z"
    return placed(path("cl", line), x, y, scale)


def land(look: str, furrow: str, line: str) -> str:
    """A piece of land and, if named, the furrows on it."""
    return path(look, line) + (path(furrow, line) if furrow else "")


def flowers(left: int, right: int, top: int, bottom: int, count: int) -> list[str]:
    """Poppies, daisies and dandelions somewhere in a meadow."""
    chance = chances(f"{left}{right}{top}{bottom}")
    return [
        circle(
            chance.choice(("su", "rd", "cl")),
            chance.randint(left, right),
            chance.randint(top, bottom),
            2.5,
        )
        for _ in range(count)
    ]
